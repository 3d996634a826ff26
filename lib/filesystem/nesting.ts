import { basename, dirname, join, relative } from "node:path";
import { readStatus } from "./file_status.ts";
import { mountOf } from "./mounts.ts";
import { storageAt } from "./storage.ts";

/** How a folder lies to another one: it is that one, lies within it, holds it, or none of these. */
export type Nesting = "same" | "inside" | "around" | "apart";

/**
 * How one folder lies to another, whatever the two are called: a link, a bind mount and a second mount of
 * the same disk give a folder another path and leave it what it is. Of a folder that is not there, the
 * nearest one above it tells.
 *
 * @param path absolute path of this system, as `other`
 */
export function nestingOf(path: string, other: string): Nesting {
  const [mine, its] = [nameWays(path), nameWays(other)];
  const isIn = (folder: Ways, within: Ways) =>
    within.own.some((mark) => folder.own.includes(mark) || folder.above.has(mark));
  const isInside = isIn(mine, its), isAround = isIn(its, mine);
  if (isInside && isAround) return "same";
  return isInside ? "inside" : isAround ? "around" : "apart";
}

/** All that a folder is known by, and all that the folders above it are known by. */
interface Ways {
  readonly own: readonly string[];
  readonly above: ReadonlySet<string>;
}

function nameWays(path: string): Ways {
  const [own = [], ...above] = levelsOf(realPath(path)).map((level) => marksOf(level));
  const [place, ...placesAbove] = placesOf(path);
  return {
    own: place === undefined ? own : [...own, place],
    above: new Set([...above.flat(), ...placesAbove]),
  };
}

/** A path and every one above it, innermost first. */
function levelsOf(path: string): string[] {
  const above = dirname(path);
  return above === path ? [path] : [path, ...levelsOf(above)];
}

/** A folder's path, and what the system knows it by where it is there and that is told. */
function marksOf(path: string): string[] {
  const identity = identityOf(path);
  const name = Deno.build.os === "windows" ? path.toLowerCase() : path;
  return [`path ${name}`, ...identity === undefined ? [] : [`inode ${identity}`]];
}

function identityOf(path: string): string | undefined {
  try {
    const status = readStatus(path, { follow: true });
    // Not every file system of Windows has numbers for its folders.
    const isKnown = status?.kind === "folder" && /:[1-9]\d*$/.test(status.identity);
    return isKnown ? status.identity : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Where a folder lies in its file system, and every folder above it there: a bind mount of a folder shows
 * nothing of what lies above that one. Linux alone tells, since 5.8.
 */
function placesOf(path: string): string[] {
  const real = realPath(path);
  const existing = levelsOf(real).find((level) => identityOf(level) !== undefined);
  const mountId = existing === undefined ? undefined : storageAt(existing)?.mountId;
  const mount = mountId === undefined ? undefined : mountOf(mountId);
  if (!mount) return [];
  const place = join(mount.root, relative(mount.point, real));
  return levelsOf(place).map((level) => `place ${mount.device} ${level}`);
}

/** The path with its links resolved as far as it exists. */
function realPath(path: string): string {
  try {
    return Deno.realPathSync(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realPath(parent), basename(path));
  }
}
