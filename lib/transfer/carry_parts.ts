import { createHash, type Hash } from "node:crypto";
import { readingFrom, writing } from "../filesystem/attempt.ts";
import { readStatus } from "../filesystem/file_status.ts";
import { dropFromCache, openPastCache } from "../filesystem/past_cache.ts";
import { setMode, setModifiedIfGranted } from "../filesystem/set_metadata.ts";
import { WriteBehind } from "../filesystem/write_behind.ts";
import { type Digest, parseDigest } from "../model/digest.ts";
import type { ProofGrade } from "../model/entry.ts";
import { FileProblem, NoSpace, throwIfInterrupted } from "../model/errors.ts";
import { FILE_FAILURES } from "../vocabulary.ts";
import { createPartial, damaged, discard, mismatch } from "./carry_files.ts";
import { ATTEMPTS, type Outcome, type ProvenPartial, type Watch } from "./transfer.ts";

/** Where a part goes. */
export type PartTarget =
  /** A file of its own, made anew under its partial name. */
  | {
    readonly is: "new";
    /** Absolute, as is `final`. */
    readonly partial: string;
    readonly final: string;
    readonly mtimeNs: bigint;
    readonly mode: number | null;
  }
  /** Its place in a partial that is there, or that is made when it is not. */
  | { readonly is: "place"; readonly partial: string; readonly final: string; readonly at: number };

/** One hop of one part. Plain values, so that another thread can be given it. */
export interface PartTransfer {
  /** Absolute path of the file it is read from. */
  readonly from: string;
  /** Where in that it begins. */
  readonly offset: number;
  readonly bytes: number;
  /** What it must hash to, where that is known already. */
  readonly expected: Digest | null;
  /** Null where it is only read, because it is where it belongs. */
  readonly to: PartTarget | null;
}

/** A part that is where it belongs, synced and proven. */
export interface ProvenPart {
  readonly digest: Digest;
  readonly proof: ProofGrade;
}

type Failure = Exclude<Outcome, ProvenPartial>;

/** What became of a file's parts, all of which were read in one pass. */
export type PartsOutcome =
  /** The digest of all bytes that were read, in their order; null where nobody asked for it. */
  | { readonly is: "proven"; readonly digest: Digest | null }
  /** The part of some index kept those behind it from being carried; those before it are proven. */
  | { readonly is: "stopped"; readonly at: number; readonly outcome: Failure };

/** What whoever carries parts is told besides. */
export interface PartsWatch extends Watch {
  /** Whether all that is read is to be hashed as one, besides each part by itself. */
  readonly hashesAll: boolean;
  /** Told of each part that was written, as soon as it is proven. What it throws ends the rest. */
  readonly onPart: (index: number, part: ProvenPart) => void;
}

const chunk = new Uint8Array(256 * 1024);

/**
 * Carries parts of one file, one behind the other: each is read, hashed, written, synced, evicted, read
 * back and compared before the next one begins.
 *
 * It does not pause. A new file that is not proven is removed; a place in a partial keeps what was
 * written, which nobody believes.
 *
 * @throws {WaterlockError} `interrupted`
 */
export function carryParts(transfers: readonly PartTransfer[], watch: PartsWatch): PartsOutcome {
  let whole = watch.hashesAll ? createHash("blake2b512") : null;
  for (const [index, transfer] of transfers.entries()) {
    try {
      const carried = carryOne(transfer, index, whole, watch);
      whole = carried.whole;
      if (carried.part) watch.onPart(index, carried.part);
    } catch (error) {
      if (transfer.to?.is === "new") discard(transfer.to.partial);
      if (error instanceof NoSpace) return stoppedAt(index, { is: "no-space" });
      if (!(error instanceof FileProblem)) throw error;
      const { code, message } = error;
      return stoppedAt(index, { is: "problem", code, message });
    }
  }
  return { is: "proven", digest: whole && digestOf(whole) };
}

function stoppedAt(at: number, outcome: Failure): PartsOutcome {
  return { is: "stopped", at, outcome };
}

/** @returns the part, where it was written, and the hash of all up to its end */
function carryOne(
  transfer: PartTransfer,
  index: number,
  before: Hash | null,
  watch: PartsWatch,
): { whole: Hash | null; part: ProvenPart | undefined } {
  for (let attempt = 1;; attempt++) {
    // What a failed attempt has read is not to be hashed twice.
    const whole = before?.copy() ?? null;
    let bytes = 0;
    const onBytes = (more: number) => {
      bytes += more;
      watch.onBytes(index, more);
    };
    const onProven = (more: number) => watch.onProven?.(index, more);
    try {
      return { whole, part: tryOnce(transfer, whole, onBytes, onProven, watch) };
    } catch (error) {
      watch.onBytes(index, -bytes);
      const isWorthAnotherTry = error instanceof FileProblem &&
        (error.code === "damaged" || error.code === "mismatch");
      if (!isWorthAnotherTry || attempt === ATTEMPTS) throw error;
      dropFromCache(transfer.from);
    }
  }
}

function tryOnce(
  transfer: PartTransfer,
  whole: Hash | null,
  onBytes: (bytes: number) => void,
  onProven: (bytes: number) => void,
  watch: PartsWatch,
): ProvenPart | undefined {
  const { to, expected } = transfer;
  if (!to) {
    const digest = read(transfer, whole, watch, () => {});
    if (digest !== expected) throw damaged();
    return undefined;
  }
  const { partial } = to, at = to.is === "place" ? to.at : 0;
  let digest: Digest;
  {
    using file = openTarget(to);
    watch.reached("begun", partial);
    using behind = new WriteBehind(partial, at);
    digest = read(transfer, whole, watch, (filled) => {
      writing(() => {
        for (let done = 0; done < filled.length;) done += file.writeSync(filled.subarray(done));
      });
      behind.advance(filled.length);
      onBytes(filled.length);
    });
    watch.reached("copied", partial);
    if (expected !== null && digest !== expected) throw damaged();
    writing(() => {
      if (to.is === "new") {
        setModifiedIfGranted(partial, to.mtimeNs);
        setMode(partial, to.mode);
      }
      file.syncSync();
    });
  }
  watch.reached("synced", partial);
  const readBack = readBackFrom(partial, at, transfer.bytes, onProven, watch);
  if (readBack.digest !== digest) throw mismatch();
  watch.reached("proven", partial);
  return readBack;
}

/** The file that a part is written to, at its place. */
function openTarget(to: PartTarget): Deno.FsFile {
  if (to.is === "new") return createPartial(to.partial, to.final, to.mode);
  return writing(() => {
    // A link in its place is never followed: it is replaced, as anything that is no file.
    const file = readStatus(to.partial)?.kind === "file"
      ? Deno.openSync(to.partial, { read: true, write: true })
      : createPartial(to.partial, to.final, null);
    file.seekSync(to.at, Deno.SeekMode.Start);
    return file;
  });
}

/** Reads a part into the hash of the whole and into its own. */
function read(
  { from, offset, bytes, expected }: PartTransfer,
  whole: Hash | null,
  { signal }: PartsWatch,
  use: (filled: Uint8Array<ArrayBuffer>) => void,
): Digest {
  const hash = createHash("blake2b512");
  using source = readingFrom(from, () => {
    const file = Deno.openSync(from);
    file.seekSync(offset, Deno.SeekMode.Start);
    return file;
  });
  for (let left = bytes; left > 0;) {
    throwIfInterrupted(signal);
    const most = chunk.subarray(0, Math.min(chunk.length, left));
    const length = readingFrom(from, () => source.readSync(most));
    if (length === null) {
      if (expected !== null) throw damaged();
      throw new FileProblem("changing", FILE_FAILURES.becameShorter);
    }
    const filled = most.subarray(0, length);
    hash.update(filled);
    whole?.update(filled);
    use(filled);
    left -= length;
  }
  return digestOf(hash);
}

function readBackFrom(
  path: string,
  at: number,
  bytes: number,
  onProven: (bytes: number) => void,
  { wanted, signal }: PartsWatch,
): ProvenPart {
  const hash = createHash("blake2b512");
  using file = readingFrom(path, () => openPastCache(path, wanted));
  if (at > 0) readingFrom(path, () => file.seek(at));
  for (let left = bytes; left > 0;) {
    throwIfInterrupted(signal);
    const most = chunk.subarray(0, Math.min(chunk.length, left));
    const length = readingFrom(path, () => file.readSync(most));
    // What has become shorter has another digest.
    if (length === null) break;
    hash.update(most.subarray(0, length));
    left -= length;
    onProven(length);
  }
  return { digest: digestOf(hash), proof: file.grade };
}

function digestOf(hash: Hash): Digest {
  return parseDigest(hash.digest("hex"));
}
