import type { Version } from "../model/entry.ts";

/** What is recorded of a file that others brought to the destination. */
interface Adopted {
  /** Bytes, or null where nobody knows. */
  readonly size: number | null;
  readonly mtimeNs: bigint;
}

/** From coarse to fine: what file systems and programs that copy keep of a time. */
const PRECISIONS_NS = [1_000_000_000n, 1_000_000n, 1_000n, 100n, 1n];

/**
 * Whether a file of the source is the one that others brought, as far as size and time tell. The time
 * counts as fine as the copy has kept it: a whole second says nothing of its fractions.
 */
export function isAdoptedVersion(source: Version, adopted: Adopted): boolean {
  const precision = PRECISIONS_NS.find((step) => adopted.mtimeNs % step === 0n)!;
  const difference = source.mtimeNs - adopted.mtimeNs;
  return (adopted.size === null || adopted.size === source.size) &&
    difference >= 0n && difference < precision;
}
