import { SYSTEM_FAILURES } from "../vocabulary.ts";

/** The system's name for an error (`ENOSPC`, `EIO`, …), or undefined where it has none. */
export function failureCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : undefined;
}

/** A failure of the system in words a person knows. */
export function describeFailure(error: unknown): string {
  const code = failureCode(error);
  if (code && isKnown(code)) return `${SYSTEM_FAILURES[code]} (${code})`;
  return error instanceof Error ? error.message : String(error);
}

function isKnown(code: string): code is keyof typeof SYSTEM_FAILURES {
  return Object.hasOwn(SYSTEM_FAILURES, code);
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
  return error instanceof Error && /\(os error 123\)/.test(error.message);
}
