import { join } from "node:path";
import type { PairRow } from "../catalogue/pairs.ts";
import { partialPath } from "../filesystem/partial_name.ts";
import { readFolder } from "../filesystem/read_folder.ts";
import { emptyTally, type Tally } from "../model/entry.ts";
import type { RelativePath } from "../model/relative_path.ts";
import type { OpenDrive } from "./open_drive.ts";

/**
 * What lies in cargo and is in no record: left by a catalogue that was lost, or put there by somebody. It
 * takes room, and nothing will ever unload or delete it. Every folder is read, and no link followed; what
 * cannot be read is not counted.
 */
export function tallyUnknownCargo({ catalogue, layout }: OpenDrive): Tally {
  const unknown = emptyTally();
  const pairs = new Map(
    catalogue.pairs.names().flatMap((name) => {
      const pair = catalogue.pairs.find(name);
      return pair ? [[name, pair] as const] : [];
    }),
  );
  const inFlight = new Set([...pairs.values()].flatMap((pair) => pathsInFlight(pair)));
  const folders: Folder[] = [{ native: layout.cargo, pair: undefined, path: "" }];
  for (let folder = folders.pop(); folder; folder = folders.pop()) {
    const { native, pair, path } = folder;
    for (const { name, status } of entriesOf(native)) {
      if (status === undefined || status instanceof Error) continue;
      const below = join(native, name);
      if (status.kind === "folder") {
        folders.push(
          native === layout.cargo
            ? { native: below, pair: pairs.get(name), path: "" }
            : { native: below, pair, path: `${path}${name}/` },
        );
      } else if (!LITTER.test(name) && !isKnown(pair, `${path}${name}`) && !inFlight.has(below)) {
        unknown.files += 1;
        unknown.bytes += status.size;
      }
    }
  }
  return unknown;

  function pathsInFlight({ id, name }: PairRow): string[] {
    return catalogue.inFlight.of(id).filter(({ side }) => side === "drive").flatMap(({ path }) => {
      const final = join(layout.cargo, name, path);
      return [final, partialPath(final)];
    });
  }

  function isKnown(pair: PairRow | undefined, path: string): boolean {
    return pair !== undefined && catalogue.cargo.isRecorded(pair.id, path as RelativePath);
  }
}

/** A folder of cargo, and where it lies below that of its pair. */
interface Folder {
  readonly native: string;
  readonly pair: PairRow | undefined;
  readonly path: string;
}

/** What macOS and Windows leave in folders that somebody has looked into. */
const LITTER = /^(\._.*|\.DS_Store|Thumbs\.db|desktop\.ini)$/i;

function entriesOf(folder: string) {
  try {
    return readFolder(folder).entries;
  } catch {
    return [];
  }
}
