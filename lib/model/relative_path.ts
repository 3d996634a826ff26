import { fold } from "./fold.ts";

/**
 * A path below a pair's root, the same on every computer: parts joined by `/`, never empty, never
 * `.` or `..`. A folder's path ends with `/`, so that plain byte order is also the order of a
 * depth-first walk: `a.txt`, `a/`, `a/b`, `ab`.
 */
export type RelativePath = string & { readonly __brand: "RelativePath" };

/** The folder in a root that is Waterlock's own; never scanned, never carried. */
export const OWN_FOLDER = ".waterlock";

/** What an unproven file's name ends with. */
export const PARTIAL_SUFFIX = ".waterlock-partial";

/** The longest name that ext4, exFAT, NTFS and APFS all hold, counted in UTF-8 bytes. */
export const LONGEST_NAME_BYTES = 255;

/** Whether some system takes a name in a root for that folder's. */
export function isOwnFolder(name: string): boolean {
  return fold(name) === OWN_FOLDER;
}

/**
 * Checks a path that comes from outside (a catalogue, a listing).
 *
 * @throws {TypeError} when it could lead anywhere but below its root, or into Waterlock's own folder
 */
export function parseRelativePath(text: string): RelativePath {
  const isFolder = text.length > 1 && text.endsWith("/");
  if (NO_PART.test(isFolder ? text.slice(0, -1) : text)) {
    throw new TypeError(`Not a path below its root: ${JSON.stringify(text)}`);
  }
  // Most paths begin with neither, and are told at once.
  if ((text[0] === "." || text > LAST_OF_ASCII) && isOwnFolder(text.split("/", 1)[0]!)) {
    throw new TypeError(`Waterlock's own folder is nobody's path: ${JSON.stringify(text)}`);
  }
  return text as RelativePath;
}

const LAST_OF_ASCII = "\x7f";

/** A part that is empty, `.`, `..` or holds a NUL. */
const NO_PART = /(?:^|\/)\.{0,2}(?:\/|$)|\0/;

/** The path of something named `name` in `folder` (`""` is the root). */
export function joinRelative(
  folder: RelativePath | "",
  name: string,
  isFolder: boolean,
): RelativePath {
  return `${folder}${name}${isFolder ? "/" : ""}` as RelativePath;
}

/** The folder a path lies in, with its `/`; `""` for the root. */
export function parentOf(path: RelativePath): RelativePath | "" {
  const end = path.lastIndexOf("/", path.length - 2);
  return path.slice(0, end + 1) as RelativePath | "";
}

/** The last part of a path, without `/`. */
export function nameOf(path: RelativePath): string {
  const name = path.slice(parentOf(path).length);
  return name.endsWith("/") ? name.slice(0, -1) : name;
}

/** Every folder above a path, outermost first. */
export function foldersAbove(path: RelativePath): RelativePath[] {
  const folders: RelativePath[] = [];
  for (
    let at = path.indexOf("/");
    at >= 0 && at < path.length - 1;
    at = path.indexOf("/", at + 1)
  ) {
    folders.push(path.slice(0, at + 1) as RelativePath);
  }
  return folders;
}

/**
 * Orders two paths as their UTF-8 bytes do, which is how SQLite orders text. JavaScript's own `<`
 * compares UTF-16 units and puts U+E000 to U+FFFF behind the emoji.
 *
 * @param same how many units are known to be the same at the beginning of both
 */
export function comparePaths(a: string, b: string, same = 0): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let at = same; at < length; at++) {
    const left = a.charCodeAt(at), right = b.charCodeAt(at);
    if (left !== right) return inCodePointOrder(left) - inCodePointOrder(right);
  }
  return a.length - b.length;
}

function inCodePointOrder(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit >= 0xe000 ? unit - 0x800 : unit + 0x2000;
}
