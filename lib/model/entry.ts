import type { Digest } from "./digest.ts";
import { floorTo } from "./kept_time.ts";
import type { RelativePath } from "./relative_path.ts";

/** What an entry of a tree is. Anything else (sockets, pipes, devices) is never an entry. */
export type EntryKind = "file" | "link" | "folder";

/** Where an entry is on its way; the words are explained in `lib/README.md`. */
export type EntryState =
  | "pending"
  | "aboard"
  | "delivered"
  | "skipped"
  | "removal"
  | "removed"
  | "damaged";

/** Whether an entry of some state waits at the source to be loaded. */
export function waitsAtSource(state: EntryState): boolean {
  return state === "pending" || state === "damaged";
}

/** What tells one version of an entry from another without reading it. */
export interface Version {
  /** Bytes; 0 for links and folders. */
  readonly size: number;
  /** Last modification in nanoseconds since 1970; negative before it. */
  readonly mtimeNs: bigint;
  /** POSIX permission bits (at most 0o7777), or null where the system has none. */
  readonly mode: number | null;
  /** Where a link points to, as written in it. */
  readonly linkTarget: string | null;
}

/** An entry as a walk over a tree sees it. */
export interface ScannedEntry extends Version {
  readonly path: RelativePath;
  readonly kind: EntryKind;
}

/** How the bytes at a hop were proven: read from the medium, or perhaps from a cache. */
export type ProofGrade = "cold" | "reread";

/** How many files were proven how. */
export type Proofs = Readonly<Record<ProofGrade, number>>;

/** A version whose bytes have been read and proven. */
export interface ProvenVersion extends Version {
  /** Null for links and folders, which have no bytes. */
  readonly digest: Digest | null;
}

/**
 * Whether two versions are the same as far as size, time and link target tell.
 *
 * @param precisionNs the finest step of time that the observing system tells apart
 */
export function isSameVersion(a: Version, b: Version, precisionNs: bigint): boolean {
  return a.size === b.size && a.linkTarget === b.linkTarget &&
    (a.mtimeNs === b.mtimeNs ||
      floorTo(a.mtimeNs, precisionNs) === floorTo(b.mtimeNs, precisionNs));
}

/** How many files (links among them) and how many bytes. */
export interface Tally {
  files: number;
  bytes: number;
}

/** A tally of nothing. */
export function emptyTally(): Tally {
  return { files: 0, bytes: 0 };
}

/** Counts one more file. */
export function addTo(tally: Tally, bytes: number): void {
  tally.files += 1;
  tally.bytes += bytes;
}

/** Several tallies added up. */
export function sumTallies(tallies: Iterable<Tally>): Tally {
  const sum = emptyTally();
  for (const { files, bytes } of tallies) {
    sum.files += files;
    sum.bytes += bytes;
  }
  return sum;
}
