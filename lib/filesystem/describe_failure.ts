const SENTENCES: Record<string, string> = {
  EACCES: "no permission",
  EPERM: "the system does not permit it",
  EIO: "the medium reports an input/output error",
  EBUSY: "another program has it open",
  EINVAL: "the file system does not take this name",
  EILSEQ: "the file system does not take this name",
  ENAMETOOLONG: "the path is longer than this system allows",
  ELOOP: "too many links lead to each other",
  ENOENT: "it is not there",
  ENOSPC: "no space left",
  EDQUOT: "the quota is used up",
  EFBIG: "the file system cannot hold a file this large",
  EROFS: "the file system is read-only",
  ENODEV: "the device is gone",
  ENXIO: "the device is gone",
  ENOTCONN: "the device is gone",
  ESTALE: "the device is gone",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of its path is a file",
};

/** The system's name for an error (`ENOSPC`, `EIO`, …), or undefined where it has none. */
export function failureCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : undefined;
}

/** A failure of the system in words a person knows. */
export function describeFailure(error: unknown): string {
  const code = failureCode(error);
  if (code && SENTENCES[code]) return `${SENTENCES[code]} (${code})`;
  return error instanceof Error ? error.message : String(error);
}

/** Whether a write failed because no room is left. */
export function isNoSpace(error: unknown): boolean {
  return ["ENOSPC", "EDQUOT"].includes(failureCode(error) ?? "");
}

/** Whether the file system refuses a name, by its characters or its length. */
export function isNameRefused(error: unknown): boolean {
  const code = failureCode(error);
  if (code === "EINVAL" || code === "EILSEQ" || code === "ENAMETOOLONG") return true;
  // ERROR_INVALID_NAME of Windows' system error codes.
  return error instanceof Error && error.message.includes("os error 123");
}
