import { dirname } from "node:path";
import { FileProblem } from "../model/errors.ts";
import { foldersAbove, parentOf, type RelativePath } from "../model/relative_path.ts";
import { FILE_FAILURES } from "../vocabulary.ts";
import { createName } from "./create_name.ts";
import { type FileStatus, readStatus } from "./file_status.ts";
import { toNativePath } from "./native_path.ts";
import { syncFolders } from "./sync_files.ts";
import { isTakenByAnotherName, namesIn } from "./taken_name.ts";

/** What somebody who makes folders may want to have a say in. */
export interface FolderHooks {
  /** Where a path lies below the root, part by part; the same path when not given. */
  readonly placeOf?: (path: RelativePath) => RelativePath;
  /**
   * Called with a path whose place the file system takes for something else's, `A.txt` for `a.txt`; gives it
   * another one or throws. Nobody looks when not given.
   */
  readonly tellApart?: ((path: RelativePath) => void) | undefined;
  /**
   * Where another path's partial would lie that is kept, if it were called as this path, which lies at
   * `native`: some file system takes one for the other. Undefined where none is kept.
   */
  readonly partialKept?: (path: RelativePath, native: string) => string | undefined;
  /** Called with a file that lies where a folder belongs; makes the way free or throws. */
  readonly clearTheWay?: (native: string, path: RelativePath) => void;
  /** Called before names are made or removed in a folder, which changes its time and perhaps its mode. */
  readonly onChange?: (folder: RelativePath) => void;
  /** Called before a folder is made, under whose name nothing lies. */
  readonly onMake?: (folder: RelativePath) => void;
}

/**
 * The folders below one root, made as needed and each looked at before anything is written through
 * it, so that no link leads a write out of the root.
 */
export class FoldersInside {
  readonly #seen = new Set<string>();
  readonly #ready = new Set<string>();
  /** Where folders were made that are not known to be durable, as native paths. */
  readonly #changed = new Set<string>();
  /** The names that a folder had before others were made in it here, by its native path. */
  readonly #names = new Map<string, ReadonlySet<string>>();

  /** @param root absolute path */
  constructor(readonly root: string, private readonly hooks: FolderHooks = {}) {}

  /** Where a path lies below the root: the path itself, unless names are others there. */
  placeOf(path: RelativePath): RelativePath {
    return this.hooks.placeOf?.(path) ?? path;
  }

  /**
   * Where a path lies on this computer.
   *
   * @throws {FileProblem} `name-not-possible`, see {@linkcode toNativePath}
   */
  native(path: RelativePath): string {
    return toNativePath(this.root, this.placeOf(path));
  }

  /** Makes every folder above a path, and the last of them ready for a name to be made in it. */
  ensureAbove(path: RelativePath): void {
    for (const folder of foldersAbove(path)) this.ensure(folder);
    this.#prepare(parentOf(path));
  }

  /**
   * Makes the folders above a path, as {@linkcode ensureAbove} does.
   *
   * @returns where the path lies on this computer, where nothing of another name is, nor a partial that is
   *   kept under another one
   */
  makeWayTo(path: RelativePath): string {
    this.ensureAbove(path);
    const { tellApart, partialKept } = this.hooks;
    const isAnothers = (native: string | undefined) =>
      native !== undefined && readStatus(native) !== undefined && isTakenByAnotherName(native);
    for (;;) {
      const native = this.native(path);
      const isTaken = tellApart &&
        (isAnothers(native) || isAnothers(partialKept?.(path, native)));
      if (!isTaken) return native;
      tellApart(path);
    }
  }

  /** Makes a folder and every one above it, and it ready for its time and mode to be set. */
  ensureReady(folder: RelativePath): void {
    for (const above of foldersAbove(folder)) this.ensure(above);
    this.ensure(folder);
    this.#prepare(folder);
  }

  /** Makes one folder, whose parents exist. */
  ensure(folder: RelativePath): void {
    if (this.#seen.has(folder)) return;
    let native = this.native(folder);
    let status = this.#look(native, folder);
    while (status && this.#isTaken(native)) {
      this.hooks.tellApart!(folder);
      native = this.native(folder);
      status = this.#look(native, folder);
    }
    if (status?.kind !== "folder") {
      this.#prepare(parentOf(folder));
      if (status) (this.hooks.clearTheWay ?? refuse)(native, folder);
      this.hooks.onMake?.(folder);
      createName(native, () => Deno.mkdirSync(native));
      this.#changed.add(dirname(native));
    }
    this.#seen.add(folder);
  }

  /** Whether every folder above a path exists; looks without making any. */
  existAbove(path: RelativePath): boolean {
    return foldersAbove(path).every((folder) => {
      if (!this.#seen.has(folder)) {
        if (this.#look(this.native(folder), folder)?.kind !== "folder") return false;
        this.#seen.add(folder);
      }
      return true;
    });
  }

  /** Whether a folder was there when it was last looked at. */
  hasSeen(folder: RelativePath): boolean {
    return this.#seen.has(folder);
  }

  /**
   * Makes names durable, with the folders above them that were made here: a file in one is as good as lost
   * when the power is cut before its folder has its own name.
   *
   * @param folders absolute paths of the folders that the names are in
   */
  sync(folders: readonly string[]): void {
    // One that was emptied since may be gone.
    const there = [...this.#changed].filter((folder) => readStatus(folder)?.kind === "folder");
    syncFolders([...new Set([...there, ...folders])]);
    this.#changed.clear();
  }

  /** Forgets what was seen, after folders were removed. */
  forget(): void {
    this.#seen.clear();
    this.#ready.clear();
    this.#names.clear();
  }

  /** Whether what lies there has another name, each folder above listed once. */
  #isTaken(native: string): boolean {
    if (!this.hooks.tellApart) return false;
    const parent = dirname(native);
    let names = this.#names.get(parent);
    if (!names) {
      try {
        names = namesIn(parent);
      } catch {
        // Its mode lets nobody list it, though it lets him in.
        return false;
      }
      this.#names.set(parent, names);
    }
    return isTakenByAnotherName(native, names);
  }

  /** Makes sure that names can be made in a folder; the root is the person's own. */
  #prepare(folder: RelativePath | ""): void {
    if (folder === "" || this.#ready.has(folder)) return;
    this.hooks.onChange?.(folder);
    const native = this.native(folder);
    const mode = readStatus(native)?.mode ?? null;
    if (mode !== null && (mode & OWNER_MAY_WRITE) !== OWNER_MAY_WRITE) {
      // It came from the source with this mode; an unload sets it again at its end.
      Deno.chmodSync(native, mode | OWNER_MAY_WRITE);
    }
    this.#ready.add(folder);
  }

  #look(native: string, folder: RelativePath): FileStatus | undefined {
    const status = readStatus(native);
    if (status?.kind === "link") {
      throw new FileProblem("in-the-way", FILE_FAILURES.linkForFolder(folder));
    }
    return status;
  }
}

const OWNER_MAY_WRITE = 0o700;

function refuse(_native: string, path: RelativePath): void {
  throw new FileProblem("in-the-way", FILE_FAILURES.fileForFolder(path));
}
