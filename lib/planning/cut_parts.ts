/** Bytes of a file that lie together: where they begin, and how many. */
export interface Stretch {
  readonly start: number;
  readonly size: number;
}

/** A part takes so much of the room there could be, … */
const SHARE_OF_ROOM = 16;
/** … and need not be larger than this: what is copied in less than a minute. */
const LEAST_PART_BYTES = 256 * 1024 * 1024;

/**
 * The least that is worth a part of its own, in bytes: many crumbs would cost as many names, syncs and
 * trips. What is left of a file at its end may be less.
 *
 * @param mostBytes what the drive could be filled with if no cargo were aboard
 */
export function leastPart(mostBytes: number): number {
  return Math.min(LEAST_PART_BYTES, Math.max(1, Math.floor(mostBytes / SHARE_OF_ROOM)));
}

/**
 * Cuts what is missing of a file into parts, from its beginning on.
 *
 * @param size bytes of the file
 * @param known what need not be carried any more, in order
 * @param bytes how much may be carried now
 * @param mostPartBytes the largest part
 * @returns new parts in order, between the known ones
 */
export function cutParts(
  size: number,
  known: readonly Stretch[],
  bytes: number,
  mostPartBytes: number,
): Stretch[] {
  const cuts: Stretch[] = [];
  let start = 0, left = bytes;
  for (const next of [...known, { start: size, size: 0 }]) {
    while (start < next.start && left > 0) {
      const length = Math.min(next.start - start, left, mostPartBytes);
      cuts.push({ start, size: length });
      start += length;
      left -= length;
    }
    start = next.start + next.size;
  }
  return cuts;
}
