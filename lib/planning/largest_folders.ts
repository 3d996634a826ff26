import { addTo, emptyTally, type Tally } from "../model/entry.ts";
import { comparePaths, parentOf, type RelativePath } from "../model/relative_path.ts";
import type { GoneEntry } from "../model/stage.ts";

/** A folder and the files directly in it. */
export interface FolderTally extends Tally {
  /** With its `/`; `""` is the root. */
  readonly folder: RelativePath | "";
}

/** The largest folders first, and how many there are besides. */
export interface LargestFolders {
  readonly largest: readonly FolderTally[];
  readonly others: number;
}

/**
 * Sums files up by the folder that they lie in; the most bytes come first, then the most files. Only
 * a number is held of each folder. Folders count where there is nothing but folders.
 */
export function findLargestFolders(entries: Iterable<GoneEntry>, most: number): LargestFolders {
  const files = new Map<RelativePath | "", Tally>();
  const empty = new Set<RelativePath>();
  for (const { path, bytes } of entries) {
    if (path.endsWith("/")) {
      empty.add(path);
      continue;
    }
    const folder = parentOf(path);
    const tally = files.get(folder) ?? emptyTally();
    addTo(tally, bytes);
    files.set(folder, tally);
  }
  const all = files.size > 0
    ? Array.from(files, ([folder, tally]) => ({ folder, ...tally }))
    : Array.from(empty, (folder) => ({ folder, ...emptyTally() }));
  all.sort((a, b) => b.bytes - a.bytes || b.files - a.files || comparePaths(a.folder, b.folder));
  return { largest: all.slice(0, most), others: Math.max(0, all.length - most) };
}
