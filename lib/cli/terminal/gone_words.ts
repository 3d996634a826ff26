import type { GoneEntry, LargestFolders } from "../../operations/mod.ts";
import { widthOf } from "./fit.ts";
import { formatTally, GONE, showPath } from "../../vocabulary.ts";

/** Folders with what is gone of each, a line each, their numbers below one another. */
export function folderLines({ largest, others }: LargestFolders): string[] {
  const names = largest.map(({ folder }) => folder === "" ? GONE.inNoFolder : showPath(folder));
  const width = Math.min(MOST_COLUMNS, Math.max(...names.map(widthOf)));
  const lines = largest.map((tally, index) => {
    const name = names[index]!;
    if (tally.files === 0) return name;
    return `${name}${" ".repeat(Math.max(0, width - widthOf(name)))}  ${formatTally(tally)}`;
  });
  if (others > 0) lines.push(GONE.moreFolders(others));
  return lines;
}

/** Names that are longer push their numbers to the right. */
const MOST_COLUMNS = 50;

/** One entry that is gone; a folder has no bytes. */
export function goneLine({ path, bytes }: GoneEntry): string {
  return path.endsWith("/") ? showPath(path) : GONE.file(path, bytes);
}
