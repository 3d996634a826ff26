import type { EntryKind, Version } from "../model/entry.ts";
import { floorTo, isTimeAsGiven } from "../model/kept_time.ts";

const MILLISECOND_NS = 1_000_000n;

/**
 * Whether an entry of the source that has another time may be as it was all the same, and only its bytes
 * can tell: its file system writes down what clocks show (FAT, exFAT) and keeps times less finely under
 * one system than under another, or Windows, where whole milliseconds are seen, has recorded it.
 */
export function isTimeInDoubt(
  seen: Version & { readonly kind: EntryKind },
  known: Version & { readonly kind: EntryKind },
  keepsLocalTime: boolean,
): boolean {
  if (seen.kind !== known.kind || seen.kind === "link" || seen.size !== known.size) return false;
  if (keepsLocalTime) {
    return isTimeAsGiven(known.mtimeNs, seen.mtimeNs, 1n, true) ||
      isTimeAsGiven(seen.mtimeNs, known.mtimeNs, 1n, true);
  }
  const isFromWindows = known.mode === null && seen.mode !== null;
  return isFromWindows && floorTo(seen.mtimeNs, MILLISECOND_NS) === known.mtimeNs;
}
