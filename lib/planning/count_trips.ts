/**
 * How many trips a drive needs for files that wait, when each trip fills it in the same order and
 * passes over what does not fit. Files that can never fit are not counted.
 *
 * @param sizes bytes of each file, in loading order
 * @param roomBytes what one trip can carry
 * @param blockBytes a file takes up a multiple of this
 */
export function countTrips(
  sizes: readonly number[],
  roomBytes: number,
  blockBytes: number,
): number {
  let waiting = sizes
    .map((size) => Math.ceil(size / blockBytes) * blockBytes)
    .filter((size) => size <= roomBytes);
  let trips = 0;
  while (waiting.length > 0) {
    let left = roomBytes;
    waiting = waiting.filter((size) => {
      if (size > left) return true;
      left -= size;
      return false;
    });
    trips += 1;
  }
  return trips;
}
