import type { EntryRow } from "../catalogue/rows.ts";
import type { PairConfig } from "../drive/config.ts";
import { hashFiles } from "../filesystem/hash_files.ts";
import { toNativePath } from "../filesystem/native_path.ts";
import type { ScannedEntry } from "../model/entry.ts";
import { FileProblem } from "../model/errors.ts";
import { isTimeInDoubt } from "../planning/time_in_doubt.ts";
import type { Services } from "./services.ts";
import type { StageRecord } from "./stage_record.ts";

/**
 * Whether an entry that has another time is as it was all the same: the clocks were changed, the disk has
 * moved to another system. A file is read for it and has its digest still, because somebody who corrects
 * a camera's clock shifts times by whole hours as well, and changes bytes; reading is cheap beside
 * carrying.
 *
 * @param keepsLocalTime whether the source's file system writes down what clocks show
 * @param isPartlyCarried whether parts of it have been carried, where nobody knows its digest yet
 */
export async function isSameDespiteTime(
  scanned: ScannedEntry,
  known: EntryRow,
  { source }: PairConfig,
  keepsLocalTime: boolean,
  isPartlyCarried: () => boolean,
  record: StageRecord,
  { signal }: Services,
): Promise<boolean> {
  if (!isTimeInDoubt(scanned, known, keepsLocalTime)) return false;
  if (scanned.kind === "folder") return true;
  // The load of its last part compares them with it.
  if (known.digest === null) return isPartlyCarried();
  const { path } = known;
  try {
    const { digest } = await hashFiles([toNativePath(source, path)], {
      signal,
      onBytes: (bytes) => record.advance(path, bytes),
    });
    return digest === known.digest;
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    // The load that carries it meets the same problem, and says so once.
    return false;
  } finally {
    record.forgetUnderWay(path);
  }
}
