import type { Libc } from "./libc.ts";

/** Stretches that begin and end at a multiple of this do so at a page, however large pages are. */
const PAGE_MULTIPLE = 65_536;
const SMALLEST_PAGE = 4096;
/** A look at so many bytes at once was measured at 2 ms. */
const STRETCH = 256 * 1024 * 1024;

const DONTNEED = 4, PROT_READ = 1, MAP_SHARED = 1;

/**
 * Drops a stretch of an open file from the page cache (posix_fadvise(2)) and looks what is left
 * (mincore(2)): pages that are not written yet stay, and those that a program has mapped.
 *
 * mincore() tells the truth to whoever owns the file or may write it; to others everything is in the cache.
 *
 * @param from bytes, as is `to`; both are widened to whole pages
 * @returns how far nothing is left in the cache, from `from` on, at most `to`
 */
export function evictPages(c: Libc, descriptor: number, from: number, to: number): number {
  const start = Math.floor(from / PAGE_MULTIPLE) * PAGE_MULTIPLE;
  const end = Math.ceil(to / PAGE_MULTIPLE) * PAGE_MULTIPLE;
  if (start === end) return to;
  if (c.posix_fadvise(descriptor, BigInt(start), BigInt(end - start), DONTNEED) !== 0) return from;
  for (let at = start; at < end; at += STRETCH) {
    const first = firstInCache(c, descriptor, at, Math.min(STRETCH, end - at));
    if (first >= 0) return Math.min(to, at + first * SMALLEST_PAGE);
  }
  return to;
}

/** The number of the first page in the cache, -1 when there is none. */
function firstInCache(c: Libc, descriptor: number, from: number, bytes: number): number {
  const pages = new Uint8Array(bytes / SMALLEST_PAGE);
  const mapped = c.mmap(null, BigInt(bytes), PROT_READ, MAP_SHARED, descriptor, BigInt(from));
  const isAnswered = c.mincore(mapped, BigInt(bytes), pages) === 0;
  c.munmap(mapped, BigInt(bytes));
  return isAnswered ? pages.findIndex((page) => (page & 1) !== 0) : 0;
}
