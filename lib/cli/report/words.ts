import type { Safety, SafetyTallies, Tally } from "../../operations/mod.ts";
import { formatBytes, formatCount, showPath } from "../terminal/format.ts";

/** What becomes of a file, in the words of the report; the same everywhere on the page. */
export const SAFETY_WORDS: Readonly<Record<Safety, { title: string; means: string }>> = {
  safe: {
    title: "Safe",
    means: "delivered, read back at the destination, and found to be what the source has",
  },
  unproven: {
    title: "There, not proven",
    means: "at the destination, but nobody has read it as it is there now; " +
      "waterlock verify destination does",
  },
  aboard: { title: "Aboard", means: "on the drive, on its way" },
  waiting: { title: "Waiting", means: "at the source only; it goes on a later trip" },
  damaged: { title: "Damaged", means: "found damaged; the next trip carries it again" },
};

/** Why something has not arrived, by the code that the catalogue has for it. */
const TROUBLES: Readonly<Record<string, string>> = {
  lost: "Gone from the source, and lost at the destination: no copy is known",
  damaged: "Found damaged; it is carried again",
  unproven: "At the destination, but not proven as it is there now",
  unreadable: "Could not be read at the source",
  changing: "Kept changing while it was copied",
  "special-file": "Is no file, folder or link",
  "name-not-utf8": "Its name is no valid text",
  "name-not-possible": "The other end cannot hold its name",
  "name-reserved": "Its name is Waterlock's own",
  "name-collision": "Another file has its name there",
  "link-not-possible": "The destination holds no symbolic links",
  "link-loop": "The links lead round in a circle",
  "dangling-link": "The link leads nowhere",
  "in-the-way": "Something lies in its place at the destination",
  "write-failed": "Could not be written",
  "source-corrupt": "Reads differently at the source than before: the source may be damaged",
  mismatch: "Was not the same when it was read back",
  "bytes-gone": "Its bytes were gone at the destination; it is carried again",
  "order-unknown": "Another drive brought another version; the next load decides",
  missing: "Was missing",
  edited: "Was edited at the destination",
};

/** What is wrong with a file. Nothing on the drive is trusted: a code may be one that nobody knows. */
export function troubleWords(code: string): { readonly kind: string; readonly words: string } {
  if (Object.hasOwn(TROUBLES, code)) return { kind: TROUBLES[code]!, words: TROUBLES[code]! };
  const kind = "The last trip could not settle it";
  return { kind, words: `${kind} (${shorten(code, 30)})` };
}

/**
 * How much of something is safe, as a person reads it. Never more than is true: 100 % is said only when
 * every file is, 0 % only when none is.
 */
export function formatShare(safe: Tally, total: Tally): string {
  if (total.files === 0) return "–";
  if (safe.files >= total.files) return "100%";
  if (safe.files === 0) return "0%";
  const tenths = Math.floor(shareOf(safe, total) * 1000);
  return tenths === 0 ? "<0.1%" : `${Math.min(tenths, 999) / 10}%`;
}

/** The same as a number from 0 to 1, by bytes; by files where there are no bytes. */
export function shareOf(safe: Tally, total: Tally): number {
  if (total.bytes > 0) return safe.bytes / total.bytes;
  return total.files > 0 ? safe.files / total.files : 0;
}

/** Bytes, then files: `27.7 TiB in 184,203 files`. */
export function bytesInFiles({ files, bytes }: Tally): string {
  return `${formatBytes(bytes)} in ${formatCount(files, "file")}`;
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
