import { createHash } from "node:crypto";
import { basename, dirname, join } from "node:path";
import { LONGEST_NAME_BYTES, PARTIAL_SUFFIX } from "../model/relative_path.ts";

/**
 * The name beside `path` that bytes go to until they are proven.
 *
 * A name too long to carry the suffix is cut, and told apart by a digest of the whole.
 */
export function partialPath(path: string): string {
  const name = basename(path);
  const encoder = new TextEncoder();
  if (encoder.encode(name + PARTIAL_SUFFIX).length <= LONGEST_NAME_BYTES) {
    return path + PARTIAL_SUFFIX;
  }
  const mark = "~" + createHash("blake2b512").update(name).digest("hex").slice(0, 8);
  const room = LONGEST_NAME_BYTES - encoder.encode(mark + PARTIAL_SUFFIX).length;
  let cut = "";
  for (const character of name) {
    if (encoder.encode(cut + character).length > room) break;
    cut += character;
  }
  return join(dirname(path), cut + mark + PARTIAL_SUFFIX);
}
