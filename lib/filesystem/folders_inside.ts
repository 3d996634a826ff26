import { FileProblem } from "../model/errors.ts";
import { foldersAbove, type RelativePath } from "../model/relative_path.ts";
import { createName } from "./create_name.ts";
import { type FileStatus, readStatus } from "./file_status.ts";
import { toNativePath } from "./native_path.ts";

/**
 * The folders below one root, made as needed and each looked at before anything is written through
 * it, so that no link leads a write out of the root.
 */
export class FoldersInside {
  readonly #seen = new Set<string>();

  /**
   * @param root absolute path
   * @param clearTheWay called with a file that lies where a folder belongs; makes the way free or throws
   */
  constructor(
    readonly root: string,
    private readonly clearTheWay: (native: string, path: RelativePath) => void = refuse,
  ) {}

  /** Makes every folder above a path. */
  ensureAbove(path: RelativePath): void {
    for (const folder of foldersAbove(path)) this.ensure(folder);
  }

  /** Makes one folder, whose parents exist, or makes sure that it can be written to. */
  ensure(folder: RelativePath): void {
    if (this.#seen.has(folder)) return;
    const native = toNativePath(this.root, folder);
    const status = this.#look(native, folder);
    if (status?.kind !== "folder") {
      if (status) this.clearTheWay(native, folder);
      createName(native, () => Deno.mkdirSync(native));
    } else if (status.mode !== null && (status.mode & OWNER_MAY_WRITE) !== OWNER_MAY_WRITE) {
      // It came from the source with this mode; an unload sets it again at its end.
      Deno.chmodSync(native, status.mode | OWNER_MAY_WRITE);
    }
    this.#seen.add(folder);
  }

  /** Whether every folder above a path exists; looks without making any. */
  existAbove(path: RelativePath): boolean {
    return foldersAbove(path).every((folder) => {
      if (!this.#seen.has(folder)) {
        if (this.#look(toNativePath(this.root, folder), folder)?.kind !== "folder") return false;
        this.#seen.add(folder);
      }
      return true;
    });
  }

  /** Forgets what was seen, after folders were removed. */
  forget(): void {
    this.#seen.clear();
  }

  #look(native: string, folder: RelativePath): FileStatus | undefined {
    const status = readStatus(native);
    if (status?.kind === "link") {
      throw new FileProblem(
        "in-the-way",
        `A link lies where the folder '${folder}' belongs, and writing through it could lead anywhere`,
      );
    }
    return status;
  }
}

const OWNER_MAY_WRITE = 0o700;

function refuse(_native: string, path: RelativePath): void {
  throw new FileProblem("in-the-way", `A file lies where the folder '${path}' belongs`);
}
