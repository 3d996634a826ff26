import { writing } from "../filesystem/attempt.ts";
import { copyFile } from "../filesystem/copy_file.ts";
import { createName } from "../filesystem/create_name.ts";
import { partialPath } from "../filesystem/partial_name.ts";
import { modeToMakeWith, NewFileModes } from "../filesystem/new_file_modes.ts";
import { dropFromCache } from "../filesystem/past_cache.ts";
import { readStatus } from "../filesystem/file_status.ts";
import { removeIfPresent } from "../filesystem/remove_file.ts";
import { setModified, setModifiedIfGranted } from "../filesystem/set_metadata.ts";
import { syncFiles } from "../filesystem/sync_files.ts";
import { WriteBehind } from "../filesystem/write_behind.ts";
import type { Digest } from "../model/digest.ts";
import { FileProblem, NoSpace } from "../model/errors.ts";
import { type ProofAlong, STRETCH_BYTES } from "./proof_along.ts";
import { BatchReadBack } from "./read_back.ts";
import { FILE_FAILURES } from "../vocabulary.ts";
import { ATTEMPTS, type Outcome, type Transfer, type Watch } from "./transfer.ts";

/** One transfer under way, and what its last attempt copied. */
interface Passage {
  readonly transfer: Transfer;
  readonly index: number;
  readonly partial: string;
  digest: Digest | undefined;
  bytes: number;
  /** How much of it was there before, and is not written again. */
  begunBytes: number;
}

/**
 * Copies files to their partial names and proves them. All are read, hashed and written; then they are
 * synced at once, evicted, read back and compared. Publishing them is the caller's, who knows what lies
 * under the final names. What befalls one file never stops the others.
 *
 * It does not pause: large files, and many, are for a thread of their own. After anything it throws no
 * partial is left but of what can be resumed.
 *
 * @returns what became of each, in order
 * @throws {WaterlockError} `interrupted`
 */
export function carryFiles(transfers: readonly Transfer[], watch: Watch): Outcome[] {
  const passages = transfers.map((transfer, index): Passage => {
    const partial = partialPath(transfer.to), begunBytes = transfer.resumption?.from ?? 0;
    return { transfer, index, partial, digest: undefined, bytes: begunBytes, begunBytes };
  });
  const outcomes: Outcome[] = [];
  let left = passages;
  try {
    for (let attempt = 1; left.length > 0; attempt++) {
      tryOnce(left, watch, (passage, outcome) => outcomes[passage.index] = outcome);
      for (const passage of left) {
        if (outcomes[passage.index]!.is !== "proven") giveBack(passage, watch);
      }
      if (attempt === ATTEMPTS) break;
      left = left.filter(({ index }) => isWorthAnotherTry(outcomes[index]!));
      for (const { transfer } of left) transfer.from.forEach(dropFromCache);
    }
    return outcomes;
  } catch (error) {
    for (const { partial, transfer } of passages) if (!transfer.resumption) discard(partial);
    throw error;
  }
}

function tryOnce(
  passages: readonly Passage[],
  watch: Watch,
  settle: (passage: Passage, outcome: Outcome) => void,
): void {
  const { reached } = watch;
  const proving = ({ index }: Passage) => (bytes: number) => watch.onProven?.(index, bytes);
  const passing = (some: readonly Passage[], step: (passage: Passage) => Outcome | undefined) =>
    some.filter((passage) => {
      const outcome = outcomeOf(() => step(passage));
      if (outcome) settle(passage, outcome);
      return outcome === undefined;
    });
  const alone = passages.length === 1 ? passages[0]! : undefined;
  using along = alone && isLarge(alone)
    ? watch.proveAlong?.(alone.partial, proving(alone))
    : undefined;
  const modes = new NewFileModes();
  let left = passing(passages, (passage) => copy(passage, watch, modes, alone && { along }));
  if (left.length === 0) return;
  if (!alone) {
    const failure = outcomeOf(() => writing(() => syncFiles(left.map(({ partial }) => partial))));
    left = passing(left, () => failure);
  }
  for (const { partial } of left) reached("synced", partial);
  using readBacks = along ? undefined : new BatchReadBack(left.map((one) => one.partial), watch);
  for (const passage of left) {
    const { partial, digest, bytes } = passage;
    settle(
      passage,
      outcomeOf(() => {
        const readBack = along?.finish(bytes) ?? readBacks!.read(partial, proving(passage));
        if (readBack.digest !== digest) throw mismatch();
        reached("proven", partial);
        return { is: "proven", partial, digest, bytes, proof: readBack.proof };
      })!,
    );
  }
}

/** Reading a file back while it is copied pays for more than one stretch. */
function isLarge({ transfer }: Passage): boolean {
  return transfer.size >= 2 * STRETCH_BYTES;
}

/**
 * Copies one file and gives it its time and mode.
 *
 * @param alone where it is by itself: it is then synced as well, and where it is proven along it is so
 *   stretch by stretch
 */
function copy(
  passage: Passage,
  { signal, onBytes, onSynced, reached }: Watch,
  modes: NewFileModes,
  alone: { readonly along: ProofAlong | undefined } | undefined,
): undefined {
  const { transfer, index, partial } = passage, { resumption } = transfer;
  using file = openBegun(passage) ?? createPartial(partial, transfer.to, transfer.mode);
  reached("begun", partial);
  const { begunBytes } = passage;
  if (begunBytes < passage.bytes) onBytes(index, begunBytes - passage.bytes);
  using behind = alone && new WriteBehind(partial, begunBytes);
  const proven = alone?.along;
  const syncBytes = Math.min(
    proven ? STRETCH_BYTES : Infinity,
    alone && resumption ? resumption.every : Infinity,
  );
  let syncedTo = 0, toldTo = begunBytes;
  passage.bytes = begunBytes;
  const { digest, bytes } = copyFile(transfer.from, file, {
    signal,
    skipBytes: begunBytes,
    onBytes: (bytes) => {
      passage.bytes += bytes;
      onBytes(index, bytes);
      behind?.advance(bytes);
      if (passage.bytes < syncedTo + syncBytes) return;
      writing(() => file.syncDataSync());
      syncedTo = passage.bytes - passage.bytes % syncBytes;
      proven?.synced(syncedTo);
      if (!resumption || syncedTo < toldTo + resumption.every) return;
      toldTo = syncedTo;
      onSynced?.(index, syncedTo);
    },
  });
  passage.bytes = bytes;
  passage.digest = digest;
  reached("copied", partial);
  if (transfer.expected !== null && digest !== transfer.expected) {
    throw damaged();
  }
  writing(() => {
    const setTime = transfer.isTimeOptional ? setModifiedIfGranted : setModified;
    setTime(partial, transfer.mtimeNs);
    modes.set(partial, file, transfer.mode);
    if (alone) file.syncSync();
  });
}

/** What is read is not what it was. */
export function damaged(): FileProblem {
  return new FileProblem("damaged", FILE_FAILURES.readsDifferently(ATTEMPTS));
}

/** What was written is not what was read. */
export function mismatch(): FileProblem {
  return new FileProblem("mismatch", FILE_FAILURES.readsBackDifferently(ATTEMPTS));
}

/** What a step came to, when it did not go well. */
function outcomeOf(step: () => Outcome | undefined | void): Outcome | undefined {
  try {
    return step() ?? undefined;
  } catch (error) {
    if (error instanceof NoSpace) return { is: "no-space" };
    if (!(error instanceof FileProblem)) throw error;
    return { is: "problem", code: error.code, message: error.message };
  }
}

function isWorthAnotherTry(outcome: Outcome): boolean {
  return outcome.is === "problem" && (outcome.code === "damaged" || outcome.code === "mismatch");
}

/** An attempt that failed leaves nothing, and its bytes do not count, nor those it went on from. */
function giveBack(passage: Passage, { onBytes }: Watch): void {
  discard(passage.partial);
  onBytes(passage.index, -passage.bytes);
  passage.bytes = passage.begunBytes = 0;
}

/** The partial that an earlier run began, ready for what comes behind that; undefined where it is not so. */
function openBegun(passage: Passage): Deno.FsFile | undefined {
  const { partial, begunBytes } = passage;
  if (begunBytes === 0) return undefined;
  return writing(() => {
    const status = readStatus(partial);
    // A link is never followed.
    if (status?.kind !== "file" || status.size < begunBytes) {
      passage.begunBytes = 0;
      return undefined;
    }
    const file = Deno.openSync(partial, { read: true, write: true });
    file.truncateSync(begunBytes);
    file.seekSync(begunBytes, Deno.SeekMode.Start);
    return file;
  });
}

/** A new file under the partial name; what a killed run left there goes, a link is never followed. */
export function createPartial(
  partial: string,
  final: string,
  mode: Transfer["mode"],
): Deno.FsFile {
  const options = { read: true, write: true, createNew: true, mode: modeToMakeWith(mode) };
  const create = () => Deno.openSync(partial, options);
  return writing(() =>
    createName(final, () => {
      try {
        return create();
      } catch (error) {
        if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
        removeIfPresent(partial);
        return create();
      }
    })
  );
}

/**
 * Removes a partial on the way out of a failure, which must not hide the failure itself.
 *
 * @returns whether nothing is there any more; what is there is to stay recorded as in flight
 */
export function discard(partial: string): boolean {
  try {
    removeIfPresent(partial);
    return true;
  } catch {
    return false;
  }
}
