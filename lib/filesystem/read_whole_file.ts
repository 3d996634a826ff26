/** More than any text of Waterlock's own has: a config of ten thousand pairs. */
const MOST_BYTES = 4 * 1024 * 1024;

/**
 * Reads a small text of Waterlock's own, as `writeWholeFile()` wrote it. One that somebody has made so
 * large that no memory holds it is not read.
 *
 * @throws {RangeError} when it is too large to be one
 * @throws {Error} the system's own when it cannot be read
 */
export function readWholeFile(path: string): string {
  const { size } = Deno.statSync(path);
  if (size > MOST_BYTES) throw new RangeError(`it has ${size} bytes, far too many for what it is`);
  return Deno.readTextFileSync(path);
}
