import { createHash } from "node:crypto";
import { type BigIntStats, lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";

/** What a comparison of two trees found. */
export interface Comparison {
  /** Regular files of the source, and their bytes. */
  readonly files: number;
  readonly bytes: number;
  /** One line each, `path: what differs`; none when the trees are identical. */
  readonly differences: readonly string[];
}

/** What the destination keeps for itself in its root; it is no part of what was moved. */
const MARKER_FOLDER = ".waterlock";

/**
 * Compares everything below two folders: names, kinds, bytes, link targets, times to the nanosecond
 * and modes. It shares no code with Waterlock, not even the hash: SHA-256 instead of BLAKE2b.
 */
export function compareTrees(source: string, destination: string): Comparison {
  const there = new Map(walk(destination));
  there.delete(MARKER_FOLDER);
  const differences: string[] = [];
  let files = 0, bytes = 0;
  for (const [path, status] of walk(source)) {
    if (status.isFile()) {
      files += 1;
      bytes += Number(status.size);
    }
    const other = there.get(path);
    there.delete(path);
    if (!other) differences.push(`${path}: missing at the destination`);
    else {
      const expected = describe(join(source, path), status);
      const found = describe(join(destination, path), other);
      for (const [fact, value] of Object.entries(expected)) {
        if (found[fact] !== value) {
          differences.push(`${path}: ${fact} is ${found[fact]}, at the source ${value}`);
        }
      }
    }
  }
  for (const path of there.keys()) differences.push(`${path}: only at the destination`);
  return { files, bytes, differences };
}

/** Everything below a folder, by path with `/` between parts; the marker's folder is not entered. */
function* walk(root: string, folder = ""): Generator<[path: string, status: BigIntStats]> {
  for (const name of readdirSync(join(root, folder)).sort()) {
    const path = folder === "" ? name : `${folder}/${name}`;
    const status = lstatSync(join(root, path), { bigint: true });
    yield [path, status];
    if (status.isDirectory() && path !== MARKER_FOLDER) yield* walk(root, path);
  }
}

function describe(path: string, status: BigIntStats): Record<string, string> {
  const mtime = `${status.mtimeNs} ns`, mode = (status.mode & 0o7777n).toString(8);
  if (status.isFile()) return { kind: "file", content: digest(path), mtime, mode };
  if (status.isDirectory()) return { kind: "folder", mtime, mode };
  if (status.isSymbolicLink()) {
    const link = { kind: "link", target: readlinkSync(path) };
    // Windows keeps a link's own time from programs.
    return Deno.build.os === "windows" ? link : { ...link, mtime };
  }
  return { kind: "special" };
}

function digest(path: string): string {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}
