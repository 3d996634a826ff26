import type { EntryRow } from "../catalogue/rows.ts";
import { reading } from "../filesystem/attempt.ts";
import { mtimePrecisionNs, readStatus } from "../filesystem/file_status.ts";
import { keepsLocalTime } from "../filesystem/local_time.ts";
import { settleFiles, type Settling } from "../filesystem/settle_metadata.ts";
import { FileProblem } from "../model/errors.ts";
import { floorTo, isTimeAsGiven } from "../model/kept_time.ts";
import { Pacer } from "./pacer.ts";
import { problemOf, problemOfWriting } from "./problem_of.ts";
import { checkEnds, type UnloadContext } from "./unload_context.ts";

/** So many are looked at, synced and recorded at once: of what others brought there may be a million. */
const BATCH_FILES = 1000;

/**
 * Gives files at the destination the mode that the source has given them since. What others brought, or
 * came from a system that has no modes, gets its mode as well, and its time where theirs is that of the
 * source as a drive has rounded it.
 *
 * @throws {WaterlockError} when an end is gone; `interrupted`
 */
export async function settleDelivered(context: UnloadContext): Promise<void> {
  const { drive: { catalogue }, row, services } = context;
  const pacer = new Pacer(services);
  let batch: EntryRow[] = [];
  for (const entry of catalogue.entries.withOtherMode(row.id)) {
    batch.push(entry);
    if (batch.length < BATCH_FILES) continue;
    settleBatch(batch, context);
    batch = [];
    await pacer.pause();
  }
  settleBatch(batch, context);
}

/** A file at the destination, and what it lacks; undefined where it is as the source has it. */
interface Looked {
  readonly entry: EntryRow;
  readonly settling: Settling | undefined;
}

function settleBatch(entries: readonly EntryRow[], context: UnloadContext): void {
  if (entries.length === 0) return;
  const { drive: { catalogue }, record } = context;
  checkEnds(context);
  const looked = lookAt(entries, context);
  const lacking = looked.filter(({ settling }) => settling !== undefined);
  const errors = settleFiles(lacking.map(({ settling }) => settling!));
  if (errors.some((error) => error !== undefined)) checkEnds(context);
  const failed = new Set<Looked>();
  for (const [index, one] of lacking.entries()) {
    if (errors[index] === undefined) continue;
    failed.add(one);
    const problem = problemOfWriting(errors[index]);
    if (problem instanceof FileProblem) record.note(one.entry.path, problem);
    else record.wait(one.entry.path, 0, "no-room");
  }
  const settled = looked.filter((one) => !failed.has(one));
  catalogue.transaction(() => {
    for (const { entry: { id, mode } } of settled) catalogue.deliveries.setMode(id, mode);
  });
  for (const { entry, settling } of settled) {
    if (settling) record.settle("instructed", entry.path, entry.size, null);
  }
}

/** Those that lie at the destination, whose file system has the last word on what it keeps. */
function lookAt(entries: readonly EntryRow[], context: UnloadContext): Looked[] {
  const { drive: { catalogue }, pair, folders, record } = context;
  const isLocal = keepsLocalTime(pair.destination);
  const looked: Looked[] = [];
  for (const entry of entries) {
    const { id, path, mode } = entry, native = folders.native(path);
    const problem = problemOf(() => {
      const status = reading(() => folders.existAbove(path) ? readStatus(native) : undefined);
      const { size, mtimeNs } = catalogue.deliveries.of(id)!;
      // What has another size is somebody's own, or edited: it stays as it is.
      if (status?.kind !== "file" || status.size !== size) return;
      const precision = mtimePrecisionNs(), seen = floorTo(status.mtimeNs, precision);
      // Any other time is that of somebody who has edited it, and tells so.
      const isOnlyRounded = seen !== floorTo(mtimeNs, precision) &&
        isTimeAsGiven(mtimeNs, status.mtimeNs, precision, isLocal);
      const isAsItShouldBe = (status.mode === null || status.mode === mode) && !isOnlyRounded;
      const settling = { path: native, mtimeNs: isOnlyRounded ? mtimeNs : null, mode };
      looked.push({ entry, settling: isAsItShouldBe ? undefined : settling });
    });
    if (problem instanceof FileProblem) record.note(path, problem);
  }
  return looked;
}
