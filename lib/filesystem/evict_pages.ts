import type { Libc } from "./libc.ts";

/** Stretches that begin and end at a multiple of this do so at a page, however large pages are. */
const PAGE_MULTIPLE = 65_536;
const SMALLEST_PAGE = 4096;
/** A look at so many bytes at once was measured at 2 ms. */
const STRETCH = 256 * 1024 * 1024;

/** The number of cachestat(2), since Linux 6.5 the same on all that Deno runs on. */
const CACHESTAT = 451n;

const DONTNEED = 4, PROT_READ = 1, MAP_SHARED = 1;

/**
 * Drops a stretch of an open file from the page cache (posix_fadvise(2)) and looks what is left
 * (cachestat(2), mincore(2)): pages that are not written yet stay, and those that a program has mapped.
 *
 * Both tell the truth to whoever owns the file or may write it; to others everything is in the cache.
 *
 * @param from bytes, as is `to`; both are widened to whole pages
 * @returns how far nothing is left in the cache, from `from` on, at most `to`
 */
export function evictPages(c: Libc, descriptor: number, from: number, to: number): number {
  const start = Math.floor(from / PAGE_MULTIPLE) * PAGE_MULTIPLE;
  const end = Math.ceil(to / PAGE_MULTIPLE) * PAGE_MULTIPLE;
  if (start === end) return to;
  if (c.posix_fadvise(descriptor, BigInt(start), BigInt(end - start), DONTNEED) !== 0) return from;
  if (isNothingInCache(c, descriptor, start, end - start)) return to;
  for (let at = start; at < end; at += STRETCH) {
    const first = firstInCache(c, descriptor, at, Math.min(STRETCH, end - at));
    if (first >= 0) return Math.min(to, at + first * SMALLEST_PAGE);
  }
  return to;
}

/** Whether the cache has no page of a stretch, as far as the system says; mincore(2) takes ten times as long. */
function isNothingInCache(c: Libc, descriptor: number, from: number, bytes: number): boolean {
  // `struct cachestat_range`, and `struct cachestat`, which begins with the number of pages in the cache.
  const range = new BigUint64Array([BigInt(from), BigInt(bytes)]), found = new BigUint64Array(5);
  const [asked, answer] = [new Uint8Array(range.buffer), new Uint8Array(found.buffer)];
  return c.cachestat(CACHESTAT, descriptor, asked, answer, 0) === 0n && found[0] === 0n;
}

/** The number of the first page in the cache, -1 when there is none. */
function firstInCache(c: Libc, descriptor: number, from: number, bytes: number): number {
  const pages = new Uint8Array(bytes / SMALLEST_PAGE);
  const mapped = c.mmap(null, BigInt(bytes), PROT_READ, MAP_SHARED, descriptor, BigInt(from));
  const isAnswered = c.mincore(mapped, BigInt(bytes), pages) === 0;
  c.munmap(mapped, BigInt(bytes));
  return isAnswered ? pages.findIndex((page) => (page & 1) !== 0) : 0;
}
