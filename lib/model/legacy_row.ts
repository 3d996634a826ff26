/**
 * A row of the original Waterlock's table `data` as it stands there. The original wrote numbers and
 * texts; what a column really holds is looked at by whoever uses it.
 */
export interface LegacyRow {
  /** The absolute path without its leading slash; bytes where it is not a text that a path can be. */
  readonly path: unknown;
  /** Seconds since 1970; a whole number comes as a BigInt. */
  readonly lastModified: unknown;
  /** BLAKE2b-512 in hexadecimal digits, empty where none was made. */
  readonly hash: unknown;
  /** Whether it was brought onto the drive: 0, 1, -1 (skip) or -2 (remove). */
  readonly middle: unknown;
  /** Whether it was brought to the destination, likewise. */
  readonly end: unknown;
}
