import type { PairConfig } from "../drive/config.ts";
import { marksDestinationOf, readMarker } from "../drive/destination_marker.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { PairRow } from "../catalogue/pairs.ts";
import { reading } from "../filesystem/attempt.ts";
import { type FileStatus, readStatus } from "../filesystem/file_status.ts";
import { FoldersInside } from "../filesystem/folders_inside.ts";
import { isEmptyFolder } from "../filesystem/read_folder.ts";
import type { RelativePath } from "../model/relative_path.ts";
import { usable } from "./attempt.ts";
import { namesAt } from "./destination_guard.ts";
import { Places } from "./places.ts";
import { isFolderHere } from "./visible_ends.ts";

/** The ends of a pair as far as they can be seen here, to look a single file up at. */
export class LegacyEnds {
  readonly #source: FoldersInside | undefined;
  readonly #destination: FoldersInside | undefined;

  constructor(private readonly pair: PairConfig, row: PairRow, catalogue: Catalogue) {
    const { source, destination, name } = pair;
    const isOnePath = source === destination;
    const isMarked = isOnePath && isFolderHere(source) &&
      marksDestinationOf(usable("source", source, () => readMarker(source)), row.uuid, name);
    // Under one path both ends cannot be told apart, but the files and their times are the same.
    if (isFolderHere(source) && !isMarked) this.#source = new FoldersInside(source);
    const isDestinationHere = isFolderHere(destination) && (!isOnePath || isMarked) &&
      !usable("destination", destination, () => isEmptyFolder(destination));
    if (isDestinationHere) {
      const places = new Places(catalogue, { id: row.id, names: namesAt(destination, row) });
      this.#destination = new FoldersInside(destination, { placeOf: places.of });
    }
  }

  /** Whether the destination is here; an empty folder is a mount point without its disk. */
  get seesDestination(): boolean {
    return this.#destination !== undefined;
  }

  /**
   * A file at the source, or undefined where none can be seen.
   *
   * @throws {FileProblem} when it cannot be looked at
   */
  atSource(path: RelativePath): FileStatus | undefined {
    return look(this.#source, path, this.pair.symlinks === "follow");
  }

  /**
   * A file at the destination, or undefined where none can be seen.
   *
   * @throws {FileProblem} when it cannot be looked at, or a link is in the way
   */
  atDestination(path: RelativePath): FileStatus | undefined {
    return look(this.#destination, path, false);
  }

  /** Where a file lies at the destination. */
  nativeAtDestination(path: RelativePath): string {
    return this.#destination!.native(path);
  }
}

function look(
  folders: FoldersInside | undefined,
  path: RelativePath,
  follow: boolean,
): FileStatus | undefined {
  const status = reading(() =>
    folders && (follow || folders.existAbove(path))
      ? readStatus(folders.native(path), { follow })
      : undefined
  );
  return status?.kind === "file" ? status : undefined;
}
