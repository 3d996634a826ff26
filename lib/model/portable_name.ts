import { createHash } from "node:crypto";
import { fold } from "./fold.ts";
import { LONGEST_NAME_BYTES, PARTIAL_SUFFIX } from "./relative_path.ts";

/** What is asked of a portable name besides that every system holds it. */
export interface NameNeeds {
  /** Whether a name means something of Waterlock's own where it is to lie. */
  readonly isOwn?: (name: string) => boolean;
  /**
   * Whether nobody knows which file system it will lie on. Then it has no more bytes than all of them
   * hold, and does not look like a short name that one of them gives, see {@linkcode looksShort}.
   */
  readonly isForAnywhere?: boolean;
  /** How many letters are encoded, so that no file system takes it for another name beside it. */
  readonly letters?: number;
}

/**
 * The name under which every system can hold what is called `name`: itself, or a substitute in which
 * what some system refuses is percent-encoded (RFC 3986, 2.1), `a%3Ab` for `a:b`.
 *
 * No two names have the same one. A name that is refused nowhere stays as it is, `a%20b` included,
 * unless it is what another name becomes: `a%3Ab` is held as `a%253Ab`. A substitute of more than 255
 * bytes is cut, and told apart by a digest of the name.
 */
export function portableName(name: string, needs: NameNeeds = {}): string {
  return isTroubled(name, needs) ? cut(encode(name, needs), name) : name;
}

/**
 * The name that a portable name stands for.
 *
 * @returns null for one that was cut, of which the catalogue alone can tell; undefined for what is no
 *   portable name
 */
export function nameHeldAs(portable: string, needs: NameNeeds = {}): string | null | undefined {
  if (looksCut(portable)) return null;
  const name = decode(portable);
  if (isSubstituteOf(name, portable, needs)) return name;
  return isTroubled(portable, needs) ? undefined : portable;
}

/** What no name has on Windows: its punctuation, and what does not print. */
// deno-lint-ignore no-control-regex
export const NEVER_ON_WINDOWS = /["*:<>?|\\\u0000-\u001f]/;

/** Windows leaves it out, and opens what has the name without it. */
export const LEFT_OUT_BY_WINDOWS = /[. ]$/;

/**
 * What Windows takes for a device, whatever its case and its extension (Microsoft's "Naming Files, Paths,
 * and Namespaces"). Spaces before the dot do not help.
 */
export const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]) *(?:\.|$)/i;

/**
 * A short name, of eight letters and three, that FAT and NTFS may have given to what has a longer one
 * beside it (Microsoft, "FAT: General Overview of On-Disk Format", 8.3 names): `LONGNA~1.TXT`.
 */
const SHORT_NAME = /^(?=[^.]{3,8}(?:\.|$))[^. ]+~[0-9]+(?:\.[^. ]{1,3})?$/;

/** Whether a name may be one by which FAT or NTFS open another file beside it. */
export function looksShort(name: string): boolean {
  return SHORT_NAME.test(name);
}

/** Whether a name is longer than most file systems of Linux hold; NTFS, exFAT and APFS count letters. */
export function isTooLong(name: string): boolean {
  return name.length > LONGEST_NAME_BYTES / MOST_BYTES_OF_UNIT &&
    bytesOf(name) > LONGEST_NAME_BYTES;
}

/** What a unit of UTF-16 becomes at most in UTF-8. */
const MOST_BYTES_OF_UNIT = 3;

/** Whether a name may be a substitute that was cut, which the catalogue alone can tell. */
export function looksCut(name: string): boolean {
  return IS_MARKED.test(name) && bytesOf(name) >= SHORTEST_CUT_BYTES;
}

/** Nothing of what follows concerns a name without any of this. */
// deno-lint-ignore no-control-regex
const SUSPICIOUS = /["%*:<>?|\\\u0000-\u001f]|[^\u0000-\u007f]|[. ]$|~[0-9a-f]{32}$|-partial$/i;

function isTroubled(name: string, needs: NameNeeds): boolean {
  const { isOwn, isForAnywhere, letters = 0 } = needs;
  if (letters > 0 || (isForAnywhere && (isTooLong(name) || looksShort(name)))) return true;
  if (!SUSPICIOUS.test(name) && !DEVICE.test(name) && !isOwn?.(name)) return false;
  return offences(name, needs).size > 0 || isSubstituteOf(decode(name), name, needs);
}

/** Whether a text is what becomes of a name, with however many letters encoded, unless that is cut. */
function isSubstituteOf(name: string, text: string, needs: NameNeeds): boolean {
  if (name === text) return false;
  const plainly = { ...needs, letters: 0 };
  const letters = countEncoded(name, text, plainly);
  if (letters === 0 && !isTroubled(name, plainly)) return false;
  return encode(name, { ...needs, letters }).join("") === text;
}

/** How many letters are encoded in a text, if it is what becomes of a name: by its length. */
function countEncoded(name: string, text: string, plainly: NameNeeds): number {
  const found = offences(name, plainly);
  let bytesLeft = bytesOf(text) - bytesOf(encode(name, plainly).join("")), letters = 0;
  for (const [index, character] of Array.from(name).entries()) {
    if (bytesLeft <= 0) break;
    if (!hasOtherForms(character)) continue;
    letters += 1;
    if (!found.has(index)) bytesLeft -= (ENCODED_BYTES - 1) * bytesOf(character);
  }
  return letters;
}

/** How many characters of a name can be encoded to tell it from another spelling of it. */
export function countLettersIn(name: string): number {
  return Array.from(name).filter(hasOtherForms).length;
}

/** Whether a character is not the same in every case and Unicode form. */
function hasOtherForms(character: string): boolean {
  return character > "\u007f" || character.toLowerCase() !== character.toUpperCase();
}

/** Where in a name, counted in characters, something is that it cannot keep. */
function offences(name: string, { isOwn, isForAnywhere, letters = 0 }: NameNeeds): Set<number> {
  const characters = Array.from(name), found = new Set<number>();
  let lettersLeft = letters;
  for (const [index, character] of characters.entries()) {
    if (NEVER_ON_WINDOWS.test(character)) found.add(index);
    else if (lettersLeft > 0 && hasOtherForms(character)) {
      found.add(index);
      lettersLeft -= 1;
    }
  }
  if (LEFT_OUT_BY_WINDOWS.test(name)) found.add(characters.length - 1);
  const device = DEVICE.exec(name)?.[1];
  if (device) found.add(device.length - 1);
  if (isForAnywhere && looksShort(name)) {
    found.add(Array.from(name.split(".", 1)[0]!).lastIndexOf("~"));
  }
  if (isOwn?.(name)) found.add(0);
  // In another spelling it passes a scan, and could be the partial of the file beside it.
  if (fold(name).endsWith(PARTIAL_SUFFIX)) found.add(characters.lastIndexOf("."));
  if (IS_MARKED.test(name) && ENCODED_BYTES * bytesOf(name) >= SHORTEST_CUT_BYTES) {
    found.add(characters.length - MARK_BYTES);
  }
  return found;
}

/** Character by character, each `%` as well, so that whatever decodes gives the name back. */
function encode(name: string, needs: NameNeeds): string[] {
  const found = offences(name, needs);
  return Array.from(
    name,
    (character, index) => character === "%" || found.has(index) ? encodeOne(character) : character,
  );
}

function encodeOne(character: string): string {
  return Array.from(
    encoder.encode(character),
    (byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`,
  ).join("");
}

/** What is encoded in a text; the text itself where that is not UTF-8. */
function decode(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return text.replace(/(?:%[0-9A-F]{2})+/g, (encoded) => decodeURIComponent(encoded));
  } catch {
    return text;
  }
}

/** 128 bits: more than anybody finds a second name for. */
const DIGEST_LETTERS = 32, MARK_BYTES = 1 + DIGEST_LETTERS;
const IS_MARKED = /~[0-9a-f]{32}$/;

/** What a byte of a name becomes at most, and a character of it. */
const ENCODED_BYTES = 3, LONGEST_PIECE_BYTES = 4 * ENCODED_BYTES;
const SHORTEST_CUT_BYTES = LONGEST_NAME_BYTES - LONGEST_PIECE_BYTES + 1;

/** A substitute that is no longer than a name may be. */
function cut(substitute: readonly string[], name: string): string {
  const whole = substitute.join("");
  return bytesOf(whole) <= LONGEST_NAME_BYTES ? whole : cutBetween(substitute, name);
}

/** A name with its end cut off, and a digest of the whole in that place. */
export function cutName(name: string): string {
  return cutBetween(Array.from(name), name);
}

/** Nothing encoded is cut in two. */
function cutBetween(substitute: readonly string[], name: string): string {
  const digest = createHash("blake2b512").update(name).digest("hex").slice(0, DIGEST_LETTERS);
  let kept = "", bytes = MARK_BYTES;
  for (const piece of substitute) {
    bytes += bytesOf(piece);
    if (bytes > LONGEST_NAME_BYTES) break;
    kept += piece;
  }
  return `${kept}~${digest}`;
}

const encoder = new TextEncoder();

function bytesOf(text: string): number {
  return encoder.encode(text).length;
}
