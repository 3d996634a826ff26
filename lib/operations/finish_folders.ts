import type { EntryRow } from "../catalogue/rows.ts";
import { writing } from "../filesystem/attempt.ts";
import { FileProblem, NoSpace } from "../model/errors.ts";
import { settleMetadata } from "../filesystem/settle_metadata.ts";
import { checkEnds, type UnloadContext } from "./unload_context.ts";

/**
 * Makes folders that are new and gives every folder that was touched its own time and mode,
 * innermost first, because each file that arrives changes the time of the folder it arrives in.
 */
export function finishFolders(context: UnloadContext): void {
  const { drive: { catalogue }, row, trip, folders, mayPlace, receipts, record, services } =
    context;
  const finished: (EntryRow & { proof: null })[] = [];
  for (const folder of catalogue.entries.foldersInnermostFirst(row.id, "aboard")) {
    checkEnds(context);
    if (!mayPlace(folder.path)) {
      record.wait(folder.path, 0, "name-not-possible");
      record.hasOpenDecisions = true;
      continue;
    }
    try {
      writing(() => {
        folders.ensureReady(folder.path);
        settleMetadata(folders.native(folder.path), folder);
        folders.sync([]);
      });
      // What was made meanwhile may lie in an empty mount point.
      checkEnds(context);
      catalogue.transaction(() => {
        const provenAt = services.clock.now();
        catalogue.deliveries.record(folder.id, { ...folder, proof: null }, trip.id, provenAt);
        catalogue.entries.setState(folder.id, "delivered");
      });
      finished.push({ ...folder, proof: null });
      record.place(folder.path, folders.placeOf(folder.path), 0);
    } catch (error) {
      if (error instanceof FileProblem) record.note(folder.path, error);
      else if (error instanceof NoSpace) record.wait(folder.path, 0, "no-room");
      else throw error;
    }
  }
  receipts.tellOfFolders(finished);
}
