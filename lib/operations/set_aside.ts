import { dirname } from "node:path";
import { readStatus } from "../filesystem/file_status.ts";
import { FoldersInside } from "../filesystem/folders_inside.ts";
import { toNativePath } from "../filesystem/native_path.ts";
import { syncFolder } from "../filesystem/sync_files.ts";
import { FileProblem } from "../model/errors.ts";
import {
  joinRelative,
  nameOf,
  OWN_FOLDER,
  parentOf,
  type RelativePath,
} from "../model/relative_path.ts";
import { FILE_AT_DESTINATION, NOTICE } from "../vocabulary.ts";
import type { StageRecord } from "./stage_record.ts";

/**
 * Where things go that lie at the destination under a name that a source version takes, and that
 * Waterlock did not put there or somebody edited: `.waterlock/replaced/<trip>/` with their path.
 */
export class SetAside {
  readonly #folders: FoldersInside;

  /**
   * @param placeOf where a path lies at the destination
   * @param forget called with the path of what has been moved: it is no longer delivered
   * @param knowsOthers whether all is known that other drives have brought, which may be newer
   */
  constructor(
    private readonly destination: string,
    private readonly tripNumber: number,
    private readonly record: StageRecord,
    private readonly placeOf: (path: RelativePath) => RelativePath,
    private readonly forget: (path: RelativePath) => void,
    private readonly knowsOthers: boolean,
  ) {
    this.#folders = new FoldersInside(destination);
  }

  /**
   * Moves a file or link out of the way; durable when this returns.
   *
   * @throws {FileProblem} `order-unknown` when it may be another drive's
   */
  move(native: string, path: RelativePath): void {
    if (!this.knowsOthers) {
      throw new FileProblem("order-unknown", FILE_AT_DESTINATION.perhapsNewer);
    }
    const place = this.#freePlace(this.placeOf(path));
    this.#folders.ensureAbove(place);
    this.#folders.sync([]);
    const target = toNativePath(this.destination, place);
    const plain = path.replace(/\/$/, "") as RelativePath;
    // First, so that nobody believes that it is still there, should this be broken off.
    for (const known of [plain, `${plain}/` as RelativePath]) this.forget(known);
    Deno.renameSync(native, target);
    syncFolder(dirname(target));
    this.record.notice(NOTICE.setAside(plain, place));
  }

  #freePlace(path: RelativePath): RelativePath {
    const folder = `${OWN_FOLDER}/replaced/${this.tripNumber}/${parentOf(path)}` as RelativePath;
    for (let count = 1;; count++) {
      const name = nameOf(path) + (count === 1 ? "" : `~${count}`);
      const place = joinRelative(folder, name, false);
      if (!readStatus(toNativePath(this.destination, place))) return place;
    }
  }
}
