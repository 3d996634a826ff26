import { cString } from "./libc.ts";
import type { PastCacheFile } from "./past_cache_file.ts";
import { OrdinaryFile, UncachedFile } from "./uncached_file.ts";

const isArm = Deno.build.arch === "aarch64";
const READ = ["i32", "buffer", "usize"] as const;

/**
 * fcntl(2) takes what belongs to its command as a variadic argument. On ARM Apple passes those on the
 * stack ("Writing ARM64 code for Apple platforms", variadic functions), behind the eight registers that a
 * plain call fills first: six zeros send the ninth argument there.
 */
const FCNTL = isArm
  ? ["i32", "i32", "i64", "i64", "i64", "i64", "i64", "i64", "i64"] as const
  : ["i32", "i32", "i64"] as const;

const SYMBOLS = {
  open: { parameters: ["buffer", "i32"], result: "i32" },
  fcntl: { parameters: FCNTL as readonly Deno.NativeType[], result: "i32" },
  // Intel's old names answer for 32-bit inodes.
  fstatfs: {
    name: isArm ? "fstatfs" : "fstatfs$INODE64",
    parameters: ["i32", "buffer"],
    result: "i32",
  },
  lseek: { parameters: ["i32", "i64", "i32"], result: "i64" },
  mmap: { parameters: ["pointer", "usize", "i32", "i32", "i32", "i64"], result: "pointer" },
  msync: { parameters: ["pointer", "usize", "i32"], result: "i32" },
  mincore: { parameters: ["pointer", "usize", "buffer"], result: "i32" },
  munmap: { parameters: ["pointer", "usize"], result: "i32" },
  read: { parameters: READ, result: "i64" },
  readMeanwhile: { name: "read", parameters: READ, result: "i64", nonblocking: true },
  close: { parameters: ["i32"], result: "i32" },
} as const;

type LibSystem = Deno.DynamicLibrary<typeof SYMBOLS>["symbols"];

const F_NOCACHE = 48, O_RDONLY_CLOEXEC = 0x1000000, SEEK_END = 2, SEEK_SET = 0;
const PROT_READ = 1, MAP_SHARED = 1, MS_INVALIDATE = 2, MINCORE_INCORE = 1;
const MNT_LOCAL = 0x1000, SMALLEST_PAGE = 4096;
/** A multiple of every page. */
const STRETCH = 256n * 1024n * 1024n;

/** Apple's own file systems on disks, by the name that statfs(2) gives them. */
const READS_FROM_MEDIUM = new Set(["apfs", "hfs", "exfat", "msdos"]);

let loaded: LibSystem | null | undefined;

/**
 * Opens a file, has what the cache holds of it dropped (msync(2) with `MS_INVALIDATE`, as fio does it) and
 * no more of it kept (fcntl(2), `F_NOCACHE`).
 *
 * By the manual only: nobody has run it. Where anything is refused the grade is `reread`.
 *
 * @throws {Error} Deno's own, when it cannot be opened
 */
export function openOnMacos(path: string): PastCacheFile {
  const c = libSystem();
  const descriptor = c ? c.open(cString(path), O_RDONLY_CLOEXEC) : -1;
  return c && descriptor >= 0 ? new FileOnMacos(c, path, descriptor) : new OrdinaryFile(path);
}

function libSystem(): LibSystem | null {
  if (loaded !== undefined) return loaded;
  try {
    loaded = Deno.dlopen("/usr/lib/libSystem.B.dylib", SYMBOLS).symbols;
  } catch {
    loaded = null;
  }
  return loaded;
}

class FileOnMacos extends UncachedFile {
  constructor(private readonly c: LibSystem, path: string, private readonly descriptor: number) {
    super(path, leavesCache(c, descriptor) ? "cold" : "reread");
  }

  protected readOn(buffer: Uint8Array<ArrayBuffer>): number {
    return Number(this.c.read(this.descriptor, buffer, BigInt(buffer.length)));
  }

  protected async readOnMeanwhile(buffer: Uint8Array<ArrayBuffer>): Promise<number> {
    return Number(await this.c.readMeanwhile(this.descriptor, buffer, BigInt(buffer.length)));
  }

  protected close(): void {
    this.c.close(this.descriptor);
  }
}

function leavesCache(c: LibSystem, descriptor: number): boolean {
  const on = 1n;
  const isOff = isArm
    ? c.fcntl(descriptor, F_NOCACHE, 0n, 0n, 0n, 0n, 0n, 0n, on)
    : c.fcntl(descriptor, F_NOCACHE, on);
  return isOff === 0 && liesOnDisk(c, descriptor) && dropPages(c, descriptor);
}

/** By `struct statfs` of `<sys/mount.h>`. */
function liesOnDisk(c: LibSystem, descriptor: number): boolean {
  const buffer = new Uint8Array(4096);
  if (c.fstatfs(descriptor, buffer) !== 0) return false;
  const flags = new DataView(buffer.buffer).getUint32(64, true);
  return (flags & MNT_LOCAL) !== 0 && READS_FROM_MEDIUM.has(typeIn(buffer));
}

function typeIn(statfs: Uint8Array): string {
  return new TextDecoder().decode(statfs.subarray(72, statfs.indexOf(0, 72)));
}

/** What macOS calls the file system that a file lies on: `msdos`, `apfs`; undefined where it does not say. */
export function fileSystemOnMacos(path: string): string | undefined {
  const c = libSystem();
  const descriptor = c ? c.open(cString(path), O_RDONLY_CLOEXEC) : -1;
  if (!c || descriptor < 0) return undefined;
  const buffer = new Uint8Array(4096);
  const isAnswered = c.fstatfs(descriptor, buffer) === 0;
  c.close(descriptor);
  return isAnswered ? typeIn(buffer) : undefined;
}

/** @returns whether no page of it is left */
function dropPages(c: LibSystem, descriptor: number): boolean {
  const size = c.lseek(descriptor, 0n, SEEK_END);
  if (size < 0n || c.lseek(descriptor, 0n, SEEK_SET) !== 0n) return false;
  for (let at = 0n; at < size; at += STRETCH) {
    const bytes = size - at < STRETCH ? size - at : STRETCH;
    const pages = new Uint8Array(Math.ceil(Number(bytes) / SMALLEST_PAGE));
    const mapped = c.mmap(null, bytes, PROT_READ, MAP_SHARED, descriptor, at);
    const isDropped = c.msync(mapped, bytes, MS_INVALIDATE) === 0 &&
      c.mincore(mapped, bytes, pages) === 0 &&
      !pages.some((page) => (page & MINCORE_INCORE) !== 0);
    c.munmap(mapped, bytes);
    if (!isDropped) return false;
  }
  return true;
}
