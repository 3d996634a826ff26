import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Side } from "../catalogue/in_flight.ts";
import type { FoldersInside } from "../filesystem/folders_inside.ts";
import { toNativePath } from "../filesystem/native_path.ts";
import { partialPath } from "../filesystem/partial_name.ts";
import type { RelativePath } from "../model/relative_path.ts";
import { discard } from "./transfer_file.ts";

/**
 * Removes what a killed run left half done on one side of a pair.
 *
 * @param folders the folders of that side; nothing is removed through a link
 */
export function sweepInFlight(
  catalogue: Catalogue,
  pairId: bigint,
  side: Side,
  folders: FoldersInside,
): void {
  for (const partial of catalogue.inFlight.of(pairId)) {
    if (partial.side !== side) continue;
    if (existsAbove(folders, partial.path)) {
      discard(partialPath(toNativePath(folders.root, partial.path)));
    }
    catalogue.inFlight.end(pairId, partial);
  }
}

function existsAbove(folders: FoldersInside, path: RelativePath): boolean {
  try {
    return folders.existAbove(path);
  } catch {
    return false;
  }
}
