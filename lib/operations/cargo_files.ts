import { dirname, join } from "node:path";
import type { CargoPart } from "../catalogue/cargo.ts";
import { reading, removing } from "../filesystem/attempt.ts";
import { type FileStatus, readStatus } from "../filesystem/file_status.ts";
import { FoldersInside } from "../filesystem/folders_inside.ts";
import { toNativePath } from "../filesystem/native_path.ts";
import { removeFolderIfEmpty, removeIfPresent } from "../filesystem/remove_file.ts";
import { syncFolder } from "../filesystem/sync_files.ts";
import { isTakenByAnotherName } from "../filesystem/taken_name.ts";
import { FileProblem, WaterlockError } from "../model/errors.ts";
import { cargoName } from "../model/portable_path.ts";
import { foldersAbove, type RelativePath } from "../model/relative_path.ts";
import { FILE_IN_CARGO, UNFIT_CARGO } from "../vocabulary.ts";
import { usable } from "./attempt.ts";
import type { OpenDrive } from "./open_drive.ts";
import { problemOf } from "./problem_of.ts";

/** One pair's files under `cargo/`, looked at before they are trusted. */
export class CargoFiles {
  readonly folders: FoldersInside;
  /** Whether somebody still needs a folder that is empty now. */
  isNeeded: (folder: RelativePath) => boolean = () => false;

  private readonly cargo: string;

  /**
   * @throws {WaterlockError} `refused` when a link lies there, which could lead off the drive
   */
  constructor(private readonly drive: Pick<OpenDrive, "layout" | "witness">, pair: string) {
    this.cargo = drive.layout.cargo;
    this.folders = new FoldersInside(join(this.cargo, pair));
    for (const folder of [this.cargo, this.root]) {
      const status = usable("drive", folder, () => readStatus(folder));
      if (status && status.kind !== "folder") {
        throw new WaterlockError("refused", ...UNFIT_CARGO.noFolder(folder));
      }
    }
  }

  /** Makes the pair's folder when it is missing. */
  prepare(): void {
    for (const folder of [this.cargo, this.root]) {
      usable("drive", folder, () => {
        if (readStatus(folder)) return;
        Deno.mkdirSync(folder);
        syncFolder(dirname(folder));
      });
    }
  }

  get root(): string {
    return this.folders.root;
  }

  /**
   * The name under which a file can lie in cargo: its own path, portable, or where something else has
   * that name (a file where a folder belongs, `A.txt` beside `a.txt`) the same below a numbered folder.
   *
   * What lies there is looked at as well: it may be somebody else's.
   *
   * @param isTaken whether something else has a name, as far as the catalogue knows
   */
  freeName(path: RelativePath, isTaken: (name: RelativePath) => boolean): RelativePath {
    for (let number = 0;; number++) {
      const name = cargoName(path, number);
      if (!isTaken(name) && this.#isFree(name)) return name;
    }
  }

  #isFree(name: RelativePath): boolean {
    for (const folder of foldersAbove(name)) {
      if (this.folders.hasSeen(folder)) continue;
      const kind = readStatus(toNativePath(this.root, folder))?.kind;
      if (kind === undefined) return true;
      if (kind !== "folder") return false;
    }
    const native = toNativePath(this.root, name);
    const status = readStatus(native);
    if (!status) return true;
    return status.kind === "file" && !isTakenByAnotherName(native);
  }

  /**
   * The absolute paths of a version's parts, after a look at each.
   *
   * @throws {FileProblem} `damaged` when one is missing, cut short or not a plain file
   */
  locate(parts: readonly CargoPart[]): string[] {
    return parts.map((part) => {
      const status = this.look(part);
      if (status === undefined) {
        throw new FileProblem("damaged", FILE_IN_CARGO.missingCarriedAgain);
      }
      if (status.kind !== "file") {
        throw new FileProblem("damaged", FILE_IN_CARGO.somethingElse);
      }
      if (status.size !== part.size) {
        throw new FileProblem("damaged", FILE_IN_CARGO.otherSize(status.size, part.size));
      }
      return this.pathOf(part);
    });
  }

  /** What lies where a part belongs, no link followed; undefined when nothing does. */
  look(part: CargoPart): FileStatus | undefined {
    return reading(() =>
      this.folders.existAbove(part.name) ? readStatus(this.pathOf(part)) : undefined
    );
  }

  /** The absolute path of a part. */
  pathOf(part: CargoPart): string {
    return toNativePath(this.root, part.name);
  }

  /**
   * Removes a version's parts and the folders that empties. What is not there is gone already; what
   * is not a file of the recorded size is not what Waterlock put there, and stays.
   *
   * @throws {FileProblem} what kept a part from being removed
   * @throws {WaterlockError} `failed` when the drive is gone, so that nothing is there and all still is
   */
  remove(parts: readonly CargoPart[]): void {
    for (const part of parts) {
      if (this.#removeOne(part)) this.prune(part.name);
      else this.drive.witness.check();
    }
  }

  #removeOne(part: CargoPart): boolean {
    if (!this.look(part)) return false;
    this.locate([part]);
    return removing(() => removeIfPresent(this.pathOf(part)));
  }

  /** Removes the folders above a name that are empty and that nobody needs; one that stays is in nobody's way. */
  prune(name: RelativePath): void {
    this.folders.forget();
    for (const folder of foldersAbove(name).reverse()) {
      if (this.isNeeded(folder)) return;
      const native = toNativePath(this.root, folder);
      let isGone = false;
      if (problemOf(() => isGone = removing(() => removeFolderIfEmpty(native))) || !isGone) return;
    }
  }
}
