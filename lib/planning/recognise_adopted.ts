import type { Version } from "../model/entry.ts";
import { isTimeRounded } from "../model/kept_time.ts";

/** What is recorded of a file that others brought to the destination. */
interface Adopted {
  /** Bytes, or null where nobody knows. */
  readonly size: number | null;
  readonly mtimeNs: bigint;
}

/**
 * Whether a file of the source is the one that others brought, as far as size and time tell. The time
 * counts as fine as the copy has kept it: a whole second says nothing of its fractions. Where a copy could
 * not keep it at all, all that it shows of many files is one and the same.
 */
export function isAdoptedVersion(source: Version, adopted: Adopted): boolean {
  return (adopted.size === null || adopted.size === source.size) &&
    isTimeRounded(source.mtimeNs, adopted.mtimeNs, 1n, false);
}
