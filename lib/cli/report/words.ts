import type { Safety, SafetyTallies, Tally } from "../../operations/mod.ts";
import { formatPercent, REPORT_PROBLEMS, SAFETY, showPath, TROUBLES } from "../../vocabulary.ts";

/** What becomes of a file, in the words of the report; the same everywhere on the page. */
export const SAFETY_WORDS: Readonly<Record<Safety, { title: string; means: string }>> = SAFETY;

const TROUBLE_WORDS = new Map(Object.entries(TROUBLES));

/** What is wrong with a file. Nothing on the drive is trusted: a code may be one that nobody knows. */
export function troubleWords(code: string): { readonly kind: string; readonly words: string } {
  const known = TROUBLE_WORDS.get(code);
  if (known !== undefined) return { kind: known, words: known };
  const { unsettled, unsettledAs } = REPORT_PROBLEMS;
  return { kind: unsettled, words: unsettledAs(shorten(code, 30)) };
}

/**
 * How much of something is safe, as a person reads it. Never more than is true: 100 % is said only when
 * every file is, 0 % only when none is.
 */
export function formatShare(safe: Tally, total: Tally): string {
  if (total.files === 0) return "–";
  if (safe.files >= total.files) return formatPercent(100);
  if (safe.files === 0) return formatPercent(0);
  const tenths = Math.floor(shareOf(safe, total) * 1000);
  return tenths === 0 ? `<${formatPercent(0.1)}` : formatPercent(Math.min(tenths, 999) / 10);
}

/** The same as a number from 0 to 1, by bytes; by files where there are no bytes. */
export function shareOf(safe: Tally, total: Tally): number {
  if (total.bytes > 0) return safe.bytes / total.bytes;
  return total.files > 0 ? safe.files / total.files : 0;
}

/** All that is not safe. */
export function unsafeOf({ unproven, aboard, waiting, damaged }: SafetyTallies): Tally {
  const all = [unproven, aboard, waiting, damaged];
  return {
    files: all.reduce((sum, { files }) => sum + files, 0),
    bytes: all.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

/** A name or path on one line, its middle left out where it is longer: the beginning and the end tell. */
export function shorten(text: string, most: number): string {
  const letters = Array.from(showPath(text));
  if (letters.length <= most) return letters.join("");
  const end = Math.floor((most - 1) * 2 / 3);
  return `${letters.slice(0, most - 1 - end).join("")}…${letters.slice(-end).join("")}`;
}

/** The most characters of a name, and of a path, that the report shows. */
export const NAME_LENGTH = 40, PATH_LENGTH = 200;
