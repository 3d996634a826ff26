import type { Digest } from "../model/digest.ts";
import type { RelativePath } from "../model/relative_path.ts";
import { march } from "../planning/march.ts";
import type { OpenDrive } from "./open_drive.ts";
import { Pacer } from "./pacer.ts";
import { Places } from "./places.ts";
import type { Services } from "./services.ts";

/** A file at the destination, and what its bytes must hash to; null where nobody knows it. */
export interface ManifestEntry {
  /** Where it lies there. */
  readonly path: RelativePath;
  readonly digest: Digest | null;
}

/**
 * Every file that the catalogue knows at a pair's destination, in the order of their paths' bytes:
 * what Waterlock brought, and what somebody else did. Links and folders have no bytes to list.
 *
 * @throws {WaterlockError} `interrupted`
 */
export async function* listDestination(
  { catalogue }: OpenDrive,
  pair: string,
  services: Services,
): AsyncGenerator<ManifestEntry> {
  const row = catalogue.pairs.find(pair);
  if (!row) return;
  const places = new Places(catalogue, row);
  const pacer = new Pacer(services);
  const brought = catalogue.deliveries.filesInPathOrder(row.id);
  for (const step of march(brought, catalogue.adopted.inPathOrder(row.id))) {
    await pacer.pause();
    const { path, digest } = step.scanned ?? step.known;
    yield { path: places.of(path), digest };
  }
}
