import { NO_TIME } from "../catalogue/adopted.ts";
import { hashFiles } from "../filesystem/hash_files.ts";
import { type FileStatus, mtimePrecisionNs } from "../filesystem/file_status.ts";
import type { ProvenVersion } from "../model/entry.ts";
import { FileProblem } from "../model/errors.ts";
import type { LegacyFile } from "../planning/judge_legacy_row.ts";
import { agreesWith } from "../planning/legacy_time.ts";
import { LEGACY_FILE } from "../vocabulary.ts";
import type { LegacyEnds } from "./legacy_ends.ts";

/** What a claim is examined with. */
export interface ClaimContext {
  readonly ends: LegacyEnds;
  /** Hashes that several of the original's rows have. */
  readonly sharedHashes: ReadonlySet<string>;
  readonly signal: AbortSignal;
}

/** A file said to be at the destination, with what can be seen of it. */
export type Claim = Pick<ProvenVersion, "mtimeNs" | "digest"> & { readonly size: number | null };

/**
 * Looks at what can be seen of a file that is said to be at the destination.
 *
 * The original set its flags by the hash: of several files of the same bytes that are said to be there
 * perhaps one alone is. Where the destination is here they are read; where it is not they get no time,
 * so that nothing but an unload that finds their digest there can settle them.
 *
 * @throws {FileProblem} `damaged` when it is not there, `mismatch` when another one is
 */
export async function examineClaim(file: LegacyFile, context: ClaimContext): Promise<Claim> {
  const { ends, sharedHashes } = context;
  const { digest } = file;
  const isShared = digest !== null && sharedHashes.has(digest);
  const source = ends.atSource(file.path);
  const seen = source && agrees(file, source) ? source : undefined;
  if (!ends.seesDestination) {
    const { size, mtimeNs } = exactVersion(file, [seen]);
    return { size, mtimeNs: isShared ? NO_TIME : mtimeNs, digest };
  }
  const there = ends.atDestination(file.path);
  if (!there) {
    throw new FileProblem("damaged", LEGACY_FILE.notAtDestination);
  }
  const isOther = (seen && seen.size !== there.size) ||
    (isShared && !await hasDigest(file, context));
  if (isOther) {
    throw new FileProblem("mismatch", LEGACY_FILE.otherAtDestination);
  }
  const { mtimeNs } = exactVersion(file, [seen, there]);
  return { size: there.size, mtimeNs, digest };
}

/** Size and exact time of the first that has the original's time; without one what the row tells. */
export function exactVersion(
  file: LegacyFile,
  seen: readonly (FileStatus | undefined)[],
): { size: number | null; mtimeNs: bigint } {
  const exact = seen.find((status) => status && agrees(file, status));
  return exact
    ? { size: exact.size, mtimeNs: exact.mtimeNs }
    : { size: null, mtimeNs: file.time.wholeMicrosecondsNs };
}

function agrees(file: LegacyFile, status: FileStatus): boolean {
  return agreesWith(file.time, status.mtimeNs, mtimePrecisionNs());
}

/** Whether a file at the destination has the digest that the original recorded. */
export async function hasDigest(
  { path, digest }: LegacyFile,
  { ends, signal }: ClaimContext,
): Promise<boolean> {
  return (await hashFiles([ends.nativeAtDestination(path)], { signal })).digest === digest;
}
