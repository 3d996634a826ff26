import { dirname } from "node:path";
import type { CargoRow } from "../catalogue/cargo.ts";
import { reading, writing } from "../filesystem/attempt.ts";
import { readStatus } from "../filesystem/file_status.ts";
import { partialOfParts } from "../filesystem/partial_name.ts";
import { syncFile } from "../filesystem/sync_files.ts";
import { FileProblem, NoSpace } from "../model/errors.ts";
import { checkEnds, type UnloadContext } from "./unload_context.ts";

/**
 * Finds parts of what is aboard that have arrived without this drive's knowing: another drive has brought
 * them, or a snapshot of before that was put back. Their cargo may be gone since.
 */
export async function recogniseParts(context: UnloadContext): Promise<void> {
  const { drive: { catalogue }, row } = context;
  const begun = new Set(catalogue.inFlight.of(row.id).map(({ of }) => of?.entryId));
  for (const cargo of catalogue.parts.inParts(row.id)) {
    // What this drive has begun to bring there is known as far as it was proven.
    if (begun.has(cargo.entry.id)) continue;
    try {
      await recogniseOne(cargo, context);
    } catch (error) {
      // What lies in its way, or cannot be read, is told when it is brought.
      if (!(error instanceof FileProblem || error instanceof NoSpace)) throw error;
    }
  }
}

async function recogniseOne(
  { entry: { id, path }, version }: CargoRow,
  context: UnloadContext,
): Promise<void> {
  const { drive: { catalogue }, carriers, folders } = context;
  if (!reading(() => folders.existAbove(path))) return;
  const partial = partialOfParts(folders.native(path), version);
  const status = reading(() => readStatus(partial));
  if (status?.kind !== "file") return;
  const unknown = catalogue.parts.of(id).filter(({ start, size, hasArrived }) =>
    !hasArrived && start + size <= status.size
  );
  if (unknown.length === 0) return;
  writing(() => {
    syncFile(partial);
    folders.sync([dirname(partial)]);
  });
  for (const part of unknown) {
    const { start, size, digest } = part;
    const read = { from: partial, offset: start, bytes: size, expected: digest, to: null };
    const outcome = await carriers.carryParts([read], false, { onBytes() {}, onPart() {} });
    if (outcome.is !== "proven") continue;
    checkEnds(context);
    catalogue.transaction(() => catalogue.parts.arrive(id, part));
  }
}
