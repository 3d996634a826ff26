import { dirname } from "node:path";
import type { CargoRow } from "../catalogue/cargo.ts";
import type { KnownPlace } from "../catalogue/known_bytes.ts";
import { reading, writing } from "../filesystem/attempt.ts";
import { hashPastCache } from "../filesystem/hash_past_cache.ts";
import { publishFile } from "../filesystem/publish_file.ts";
import { settleMetadata } from "../filesystem/settle_metadata.ts";
import { isTakenByAnotherName } from "../filesystem/taken_name.ts";
import { syncFile, syncFolder } from "../filesystem/sync_files.ts";
import { arrive, isForeignNow, type Present } from "./arrival.ts";
import { checkEnds, type UnloadContext } from "./unload_context.ts";

/**
 * Gives a file that is to be removed at the destination its new name instead, when it is proven to be
 * what is wanted there. No byte is copied.
 *
 * Both names' deliveries are forgotten first. A kill before the record leaves the bytes under one name or
 * the other with nobody believing so: the next unload finds them under the new one, or carries them.
 *
 * @returns whether it was the right file
 */
export async function moveDelivered(
  { path, delivered }: KnownPlace,
  final: string,
  present: Present,
  cargo: CargoRow,
  context: UnloadContext,
): Promise<boolean> {
  const { drive: { catalogue, config }, folders, setAside, receipts, record, services } = context;
  const { entry, version } = cargo;
  const old = folders.native(path);
  writing(() => syncFile(old));
  const { digest, proof } = await hashPastCache(old, {
    signal: services.signal,
    wanted: config.proof,
  });
  if (digest !== version.digest) return false;
  checkEnds(context);
  const restore = [delivered!.id, entry.id].map((id) => catalogue.deliveries.withdraw(id));
  try {
    writing(() => {
      folders.ensureAbove(path);
      folders.ensureAbove(entry.path);
      settleMetadata(old, version);
      // Under another spelling of its own name lies nothing but the file itself.
      const isForeign = reading(() => isForeignNow(final, present) && !isTakenByAnotherName(final));
      if (isForeign) setAside.move(final, entry.path);
      publishFile(old, final, folders);
      if (dirname(old) !== dirname(final)) syncFolder(dirname(old));
    });
  } catch (error) {
    for (const record of restore) record();
    throw error;
  }
  services.reached?.("published", final);
  receipts.tellOfRemoval(path);
  catalogue.entries.setState(delivered!.id, "removed");
  arrive("instructed", [{ cargo, proof }], context);
  record.settle("removed", path, version.size, null);
  return true;
}
