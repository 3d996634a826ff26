import { dirname } from "node:path";
import type { EntryRow } from "../catalogue/rows.ts";
import { reading, removing } from "../filesystem/attempt.ts";
import { hashFiles } from "../filesystem/hash_files.ts";
import { type FileStatus, readStatus } from "../filesystem/file_status.ts";
import { readLink } from "../filesystem/link.ts";
import { syncFolder } from "../filesystem/sync_files.ts";
import { removeFolderIfEmpty, removeIfPresent } from "../filesystem/remove_file.ts";
import { addTo } from "../model/entry.ts";
import { FileProblem } from "../model/errors.ts";
import { foldersAbove, type RelativePath } from "../model/relative_path.ts";
import { decisionOn } from "../model/stage.ts";
import { findLargestFolders } from "../planning/largest_folders.ts";
import { leaveFoldersOfUndecided } from "../planning/leave_folders.ts";
import { FILE_AT_DESTINATION, NOTICE } from "../vocabulary.ts";
import { followInstructions } from "./follow_instructions.ts";
import type { StageOptions } from "./stage.ts";
import { checkEnds, type UnloadContext } from "./unload_context.ts";

/**
 * Removes at the destination what the source's side said to remove, when it is confirmed here and
 * nothing failed before. Only what Waterlock delivered and nobody edited goes.
 */
export async function removeAtDestination(
  context: UnloadContext,
  options: StageOptions,
): Promise<void> {
  const { drive: { catalogue }, pair, row, record, services } = context;
  const { removal } = catalogue.entries.countByState(row.id);
  const folders = [...catalogue.entries.foldersInnermostFirst(row.id, "removal")];
  if (removal.files === 0 && folders.length === 0) {
    return await followInstructions(context, { mayMove: () => false, isLast: true });
  }
  const tally = { ...removal, folders: folders.length };
  const entries = function* () {
    for (const { path, size } of catalogue.entries.toRemove(row.id)) yield { path, bytes: size };
    for (const { path } of folders) yield { path, bytes: 0 };
  };
  const answered = await services.questions.decideRemoval({
    pair: pair.name,
    tally,
    folders: (most) => findLargestFolders(entries(), most),
    entries,
  });
  const answer = leaveFoldersOfUndecided(answered, entries());
  const isGoingWell = () => !options.failedBefore && !record.hasFailures;
  const mayMove = (path: RelativePath) => isGoingWell() && decisionOn(answer, path) === "remove";
  await followInstructions(context, { mayMove, isLast: false });
  const mayRemove = isGoingWell();
  const left = { files: 0, bytes: 0, folders: 0 };
  let isHeldBack = false;
  for (const entry of catalogue.entries.toRemove(row.id)) {
    const decision = decisionOn(answer, entry.path);
    if (decision === "skip") catalogue.entries.setState(entry.id, "skipped");
    else if (decision === "leave") addTo(left, entry.size);
    else if (mayRemove) await removeEntry(entry, context);
    else isHeldBack = true;
  }
  for (const folder of folders) {
    const decision = decisionOn(answer, folder.path);
    if (decision === "leave") left.folders += 1;
    else if (decision === "remove" && !mayRemove) isHeldBack = true;
    else removeFolder(folder, decision, context);
  }
  if (left.files + left.folders > 0) record.leaveOpen("removal", left);
  if (isHeldBack) {
    record.hasOpenDecisions = true;
    record.notice(NOTICE.nothingRemoved);
  }
  context.folders.forget();
  await followInstructions(context, { mayMove: () => false, isLast: true });
}

/** Removes a folder that the removals have emptied; one that holds something else stays. */
function removeFolder(
  folder: EntryRow,
  decision: "skip" | "remove",
  context: UnloadContext,
): void {
  const { drive: { catalogue }, folders, receipts, record } = context;
  const native = folders.native(folder.path);
  try {
    checkEnds(context);
    const isGone = decision === "remove" && isInside(folder, context) && removing(() => {
      // Broken off behind its removal, an unload may have given its name to a file since.
      if (readStatus(native)?.kind !== "folder") return true;
      folders.ensureAbove(folder.path);
      return removeFolderIfEmpty(native);
    });
    // Where the destination is gone nothing is there, and nothing has been removed.
    checkEnds(context);
    if (isGone) receipts.tellOfRemoval(folder.path);
    catalogue.transaction(() => {
      if (isGone) catalogue.deliveries.forget(folder.id);
      catalogue.entries.setState(folder.id, isGone ? "removed" : "skipped");
    });
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    record.note(folder.path, error);
  }
}

async function removeEntry(entry: EntryRow, context: UnloadContext): Promise<void> {
  const { drive: { catalogue }, folders, receipts, record } = context;
  const native = folders.native(entry.path);
  try {
    checkEnds(context);
    const status = isInside(entry, context) ? reading(() => readStatus(native)) : undefined;
    // A folder in its place means that it is gone already.
    if (status && status.kind !== "folder") {
      await refuseEdited(entry, native, status, context);
      // From here on nobody may believe that it is there, should this be broken off.
      catalogue.deliveries.forget(entry.id);
      removing(() => {
        folders.ensureAbove(entry.path);
        removeIfPresent(native);
        syncFolder(dirname(native));
      });
      pruneUnknownFolders(entry.path, context);
    }
    checkEnds(context);
    receipts.tellOfRemoval(entry.path);
    catalogue.transaction(() => {
      catalogue.deliveries.forget(entry.id);
      catalogue.adopted.forget(context.row.id, entry.path);
      catalogue.entries.setState(entry.id, "removed");
    });
    record.settle("removed", entry.path, entry.size, null);
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    if (error.code === "edited") catalogue.entries.setState(entry.id, "skipped");
    record.note(entry.path, error);
  }
}

/** Removes the emptied folders above a path that the catalogue does not know as the source's. */
function pruneUnknownFolders(path: RelativePath, context: UnloadContext): void {
  const { drive: { catalogue }, row, folders } = context;
  for (const folder of foldersAbove(path).reverse()) {
    const state = catalogue.entries.at(row.id, folder)?.state;
    if (state !== undefined && state !== "removed") return;
    removing(() => folders.ensureAbove(folder));
    if (!removing(() => removeFolderIfEmpty(folders.native(folder)))) return;
    folders.forget();
  }
}

/** Whether a path leads through real folders only, so that it is below the destination's root. */
function isInside(entry: EntryRow, { folders }: UnloadContext): boolean {
  return reading(() => folders.existAbove(entry.path));
}

async function refuseEdited(
  entry: EntryRow,
  native: string,
  status: FileStatus,
  { drive: { catalogue }, services: { signal } }: UnloadContext,
): Promise<void> {
  const known = catalogue.deliveries.of(entry.id);
  // A removal that was broken off has forgotten the delivery; the entry is the same version. Of one
  // that the original Waterlock decided the digest alone is known, which is all that it takes.
  const delivered = known ?? entry;
  const couldBe = known === undefined || status.size === known.size;
  const isOurs = status.kind === "link"
    ? delivered.linkTarget === reading(() => readLink(native))
    : status.kind === "file" && couldBe && delivered.digest !== null &&
      (await hashFiles([native], { signal })).digest === delivered.digest;
  if (!isOurs) {
    throw new FileProblem("edited", FILE_AT_DESTINATION.edited);
  }
}
