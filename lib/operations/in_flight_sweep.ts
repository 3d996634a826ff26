import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Side } from "../catalogue/in_flight.ts";
import { toNativePath } from "../filesystem/native_path.ts";
import { partialPath } from "../filesystem/partial_name.ts";
import { discard } from "./transfer_file.ts";

/**
 * Removes what a killed run left half done on one side of a pair.
 *
 * @param root absolute path of that side
 */
export function sweepInFlight(
  catalogue: Catalogue,
  pairId: bigint,
  side: Side,
  root: string,
): void {
  for (const partial of catalogue.inFlight.of(pairId)) {
    if (partial.side !== side) continue;
    discard(partialPath(toNativePath(root, partial.path)));
    catalogue.inFlight.end(pairId, partial);
  }
}
