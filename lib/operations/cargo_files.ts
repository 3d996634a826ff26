import { join } from "node:path";
import type { CargoPart } from "../catalogue/cargo.ts";
import { readStatus } from "../filesystem/file_status.ts";
import { FoldersInside } from "../filesystem/folders_inside.ts";
import { toNativePath } from "../filesystem/native_path.ts";
import { pruneFoldersAbove, removeIfPresent } from "../filesystem/remove_file.ts";
import { FileProblem, WaterlockError } from "../model/errors.ts";
import { reading, writing } from "./attempt.ts";

/** One pair's files under `cargo/`, looked at before they are trusted. */
export class CargoFiles {
  readonly folders: FoldersInside;

  /**
   * @param cargo the drive's cargo folder, absolute
   * @throws {WaterlockError} `refused` when a link lies there, which could lead off the drive
   */
  constructor(private readonly cargo: string, pair: string) {
    this.folders = new FoldersInside(join(cargo, pair));
    for (const folder of [cargo, this.root]) {
      const status = readStatus(folder);
      if (status && status.kind !== "folder") {
        throw new WaterlockError(
          "refused",
          `${folder} is not a folder`,
          "It holds the files on their way; move away what lies there and run waterlock again",
        );
      }
    }
  }

  /** Makes the pair's folder when it is missing. */
  prepare(): void {
    for (const folder of [this.cargo, this.root]) if (!readStatus(folder)) Deno.mkdirSync(folder);
  }

  get root(): string {
    return this.folders.root;
  }

  /**
   * The absolute paths of a version's parts, after a look at each.
   *
   * @throws {FileProblem} `damaged` when one is missing, cut short or not a plain file
   */
  locate(parts: readonly CargoPart[]): string[] {
    return parts.map((part) => {
      const path = toNativePath(this.root, part.name);
      const status = reading(() =>
        this.folders.existAbove(part.name) ? readStatus(path) : undefined
      );
      if (status === undefined) {
        throw new FileProblem(
          "damaged",
          "It is missing from cargo; the next load carries it again",
        );
      }
      if (status.kind !== "file") {
        throw new FileProblem("damaged", "In cargo lies something else in its place");
      }
      if (status.size !== part.size) {
        throw new FileProblem(
          "damaged",
          `In cargo it has ${status.size} bytes where ${part.size} were proven`,
        );
      }
      return path;
    });
  }

  /**
   * Removes a version's parts and the folders that empties. What is not there is gone already; what
   * is not a file of the recorded size is not what Waterlock put there, and stays.
   */
  remove(parts: readonly CargoPart[]): void {
    for (const part of parts) {
      const path = toNativePath(this.root, part.name);
      if (reading(() => !this.folders.existAbove(part.name) || !readStatus(path))) continue;
      this.locate([part]);
      writing(() => {
        removeIfPresent(path);
        pruneFoldersAbove(path, this.root);
      });
      this.folders.forget();
    }
  }
}
