import { sep as SEPARATOR } from "node:path";
import { FileProblem } from "../model/errors.ts";
import type { ScannedEntry } from "../model/entry.ts";
import {
  comparePaths,
  joinRelative,
  OWN_FOLDER,
  type RelativePath,
} from "../model/relative_path.ts";
import { describeFailure } from "./describe_failure.ts";
import { type FileStatus, readStatus } from "./file_status.ts";
import { readLink } from "./link.ts";
import { toNativeRoot } from "./native_path.ts";
import { PARTIAL_SUFFIX } from "./partial_name.ts";
import { type FolderEntry, readFolder } from "./read_folder.ts";

/** What becomes of symbolic links: kept as links, followed to what they point to, or left out. */
export type LinkPolicy = "keep" | "follow" | "skip";

/** How a tree is walked. */
export interface ScanOptions {
  readonly symlinks: LinkPolicy;
  /** Whether a path is left out; a folder left out is not entered. */
  readonly isExcluded: (path: RelativePath) => boolean;
  /**
   * Told of everything that is passed over. After `unreadable` nothing is known about the path and,
   * where it ends with `/`, about anything below it.
   */
  readonly onProblem: (path: string, problem: FileProblem) => void;
}

/**
 * Walks a tree depth first, in the order of {@linkcode comparePaths}, one folder in memory at a time.
 *
 * @param root absolute path of a folder
 * @throws {Error} when the root itself cannot be read
 */
export function* scanTree(root: string, options: ScanOptions): Generator<ScannedEntry> {
  const status = readStatus(root, { follow: true });
  yield* scanFolder(toNativeRoot(root), "", status ? [status.identity] : [], options);
}

type FolderPath = RelativePath | "";

function* scanFolder(
  native: string,
  folder: FolderPath,
  ancestors: readonly string[],
  options: ScanOptions,
): Generator<ScannedEntry> {
  let listing;
  try {
    listing = readFolder(native);
  } catch (error) {
    if (folder === "") throw error;
    options.onProblem(folder, unreadable(folder, error));
    return;
  }
  for (const name of listing.undecodable) {
    options.onProblem(
      folder + name,
      new FileProblem(
        "name-not-utf8",
        "Its name is not valid UTF-8, so other systems could not hold it; rename it to carry it",
      ),
    );
  }
  const found = listing.entries
    .map((entry) => resolveEntry(native, folder, entry, options))
    .filter((entry) => entry !== undefined)
    .sort((a, b) => comparePaths(a.path, b.path));
  for (const { path, native: below, status } of found) {
    if (status.kind !== "folder") {
      const entry = asEntry(path, below, status, options);
      if (entry) yield entry;
      continue;
    }
    if (ancestors.includes(status.identity)) {
      const loop = new FileProblem("link-loop", "This link leads back to a folder above it");
      options.onProblem(path, loop);
      continue;
    }
    yield {
      path,
      kind: "folder",
      size: 0,
      mtimeNs: status.mtimeNs,
      mode: status.mode,
      linkTarget: null,
    };
    yield* scanFolder(below, path, [...ancestors, status.identity], options);
  }
}

interface FoundEntry {
  readonly path: RelativePath;
  readonly native: string;
  readonly status: FileStatus;
}

/** What a name in a folder stands for, or undefined when it is left out. */
function resolveEntry(
  native: string,
  folder: FolderPath,
  { name, status: found }: FolderEntry,
  options: ScanOptions,
): FoundEntry | undefined {
  if (found === undefined || (folder === "" && name === OWN_FOLDER)) return undefined;
  const below = native + SEPARATOR + name;
  const plain = joinRelative(folder, name, false);
  if (found instanceof Error) {
    options.onProblem(plain, unreadable(plain, found));
    return undefined;
  }
  let status = found;
  if (status.kind === "link" && options.symlinks !== "keep") {
    if (options.symlinks === "skip" || options.isExcluded(plain)) return undefined;
    const followed = followLink(below, plain, options);
    if (!followed) return undefined;
    status = followed;
  }
  const path = joinRelative(folder, name, status.kind === "folder");
  if (options.isExcluded(path)) return undefined;
  if (name.endsWith(PARTIAL_SUFFIX)) {
    options.onProblem(
      path,
      new FileProblem(
        "name-reserved",
        `Names that end with ${PARTIAL_SUFFIX} are Waterlock's own; rename it to carry it`,
      ),
    );
    return undefined;
  }
  return { path, native: below, status };
}

function followLink(below: string, plain: RelativePath, options: ScanOptions) {
  try {
    const followed = readStatus(below, { follow: true });
    if (followed) return followed;
    const dangling = new FileProblem("dangling-link", "This link points to nothing");
    options.onProblem(plain, dangling);
  } catch (error) {
    options.onProblem(plain, unreadable(plain, error));
  }
  return undefined;
}

function asEntry(
  path: RelativePath,
  native: string,
  status: FileStatus,
  options: ScanOptions,
): ScannedEntry | undefined {
  const { mtimeNs, mode } = status;
  if (status.kind === "file") {
    return { path, kind: "file", size: status.size, mtimeNs, mode, linkTarget: null };
  }
  if (status.kind === "link") {
    try {
      const linkTarget = readLink(native);
      return { path, kind: "link", size: 0, mtimeNs, mode: null, linkTarget };
    } catch (error) {
      options.onProblem(path, unreadable(path, error));
      return undefined;
    }
  }
  const what = "Sockets, pipes and devices hold no data to carry";
  options.onProblem(path, new FileProblem("special-file", what));
  return undefined;
}

function unreadable(path: string, error: unknown): FileProblem {
  return new FileProblem("unreadable", `Cannot read '${path}': ${describeFailure(error)}`, {
    cause: error,
  });
}
