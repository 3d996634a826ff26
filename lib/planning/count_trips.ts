/**
 * How many trips a drive needs for files that wait, when each trip fills it in the same order and
 * passes over what does not fit. What is larger than all the room goes in parts, into what the others
 * leave; files that can never fit are not counted.
 *
 * @param sizes bytes of each file, in loading order
 * @param roomBytes what one trip can carry
 * @param blockBytes a file takes up a multiple of this
 * @param leastPartBytes the smallest part; infinite where files are not taken apart
 */
export function countTrips(
  sizes: readonly number[],
  roomBytes: number,
  blockBytes: number,
  leastPartBytes = Infinity,
): number {
  const inWholeBlocks = (bytes: number) => Math.floor(bytes / blockBytes) * blockBytes;
  const inBlocks = sizes.map((size) => Math.ceil(size / blockBytes) * blockBytes);
  const canDivide = inWholeBlocks(roomBytes) >= Math.max(leastPartBytes, 1);
  let whole = inBlocks.filter((size) => size <= roomBytes);
  let divided = canDivide ? inBlocks.filter((size) => size > roomBytes) : [];
  let trips = 0;
  while (whole.length + divided.length > 0) {
    let left = roomBytes;
    whole = whole.filter((size) => {
      if (size > left) return true;
      left -= size;
      return false;
    });
    divided = divided.map((size) => {
      const part = Math.min(size, inWholeBlocks(left));
      if (part < Math.min(size, leastPartBytes)) return size;
      left -= part;
      return size - part;
    }).filter((size) => size > 0);
    trips += 1;
  }
  return trips;
}
