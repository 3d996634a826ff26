import { createHash } from "node:crypto";
import { basename, dirname, join } from "node:path";
import { fold } from "../model/fold.ts";
import { LONGEST_NAME_BYTES, PARTIAL_SUFFIX } from "../model/relative_path.ts";

/**
 * The name beside `path` that bytes go to until they are proven.
 *
 * A name too long to carry the suffix is cut, and told apart by a digest of the whole; so is one that
 * looks as if it had been. No two names of a folder have the same.
 */
export function partialPath(path: string): string {
  return withSuffix(path, PARTIAL_SUFFIX);
}

/** What tells one version of a file from another one before its digest is known. */
export interface VersionInParts {
  /** Bytes. */
  readonly size: number;
  readonly mtimeNs: bigint;
}

/**
 * The name beside `path` that parts of one version of a file are brought to, until all of them are there:
 * the same for every drive that brings some of it, and no other version's. What lies there may be nowhere
 * else any more, whereas nothing under {@linkcode partialPath} ever is the last of its bytes.
 */
export function partialOfParts(path: string, { size, mtimeNs }: VersionInParts): string {
  // Folded, so that a file system which takes two names for one does so with their partials.
  return withMark(path, `${fold(basename(path))}/${size}/${mtimeNs}`, PARTIAL_SUFFIX);
}

/**
 * The name of one of a file's parts.
 *
 * @param name of the file, without its folder
 * @param number from 1
 */
export function partName(name: string, number: number): string {
  return withSuffix(name, `.waterlock-part-${String(number).padStart(3, "0")}`);
}

const DIGEST_LETTERS = 16;
const LOOKS_CUT = /~[0-9a-f]{16}$/;

function withSuffix(path: string, suffix: string): string {
  const name = basename(path);
  const encoder = new TextEncoder();
  const fits = encoder.encode(name + suffix).length <= LONGEST_NAME_BYTES;
  if (fits && !LOOKS_CUT.test(fold(name))) return path + suffix;
  return withMark(path, name, suffix);
}

/** A name with a digest of what tells it from others, cut where it is too long. */
function withMark(path: string, told: string, suffix: string): string {
  const name = basename(path);
  const encoder = new TextEncoder();
  const digest = createHash("blake2b512").update(told).digest("hex").slice(0, DIGEST_LETTERS);
  const mark = `~${digest}`;
  const room = LONGEST_NAME_BYTES - encoder.encode(mark + suffix).length;
  let cut = "";
  for (const character of name) {
    if (encoder.encode(cut + character).length > room) break;
    cut += character;
  }
  return join(dirname(path), cut + mark + suffix);
}
