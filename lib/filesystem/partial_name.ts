import { createHash } from "node:crypto";
import { basename, dirname, join } from "node:path";
import { LONGEST_NAME_BYTES, PARTIAL_SUFFIX } from "../model/relative_path.ts";

/**
 * The name beside `path` that bytes go to until they are proven.
 *
 * A name too long to carry the suffix is cut, and told apart by a digest of the whole.
 */
export function partialPath(path: string): string {
  return withSuffix(path, PARTIAL_SUFFIX);
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

function withSuffix(path: string, suffix: string): string {
  const name = basename(path);
  const encoder = new TextEncoder();
  if (encoder.encode(name + suffix).length <= LONGEST_NAME_BYTES) return path + suffix;
  const mark = "~" + createHash("blake2b512").update(name).digest("hex").slice(0, 8);
  const room = LONGEST_NAME_BYTES - encoder.encode(mark + suffix).length;
  let cut = "";
  for (const character of name) {
    if (encoder.encode(cut + character).length > room) break;
    cut += character;
  }
  return join(dirname(path), cut + mark + suffix);
}
