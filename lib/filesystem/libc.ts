const SYMBOLS = {
  open: { parameters: ["buffer", "i32", "i32"], result: "i32" },
  close: { parameters: ["i32"], result: "i32" },
  lseek: { parameters: ["i32", "i64", "i32"], result: "i64" },
  read: { parameters: ["i32", "buffer", "usize"], result: "i64" },
  readMeanwhile: {
    name: "read",
    parameters: ["i32", "buffer", "usize"],
    result: "i64",
    nonblocking: true,
  },
  getdents64: { parameters: ["i32", "buffer", "usize"], result: "i64" },
  statx: { parameters: ["i32", "buffer", "i32", "u32", "buffer"], result: "i32" },
  utimensat: { parameters: ["i32", "buffer", "buffer", "i32"], result: "i32" },
  sync_file_range: { parameters: ["i32", "i64", "i64", "u32"], result: "i32" },
  syncfs: { parameters: ["i32"], result: "i32" },
  fstatfs: { parameters: ["i32", "buffer"], result: "i32" },
  posix_fadvise: { parameters: ["i32", "i64", "i64", "i32"], result: "i32" },
  mmap: { parameters: ["pointer", "usize", "i32", "i32", "i32", "i64"], result: "pointer" },
  mincore: { parameters: ["pointer", "usize", "buffer"], result: "i32" },
  munmap: { parameters: ["pointer", "usize"], result: "i32" },
  cachestat: {
    name: "syscall",
    parameters: ["i64", "i32", "buffer", "buffer", "u32"],
    result: "i64",
  },
  __errno_location: { parameters: [], result: "pointer" },
} as const;

/** The C library of Linux. */
export type Libc = Deno.DynamicLibrary<typeof SYMBOLS>["symbols"];

/** The folder that relative paths start from: `AT_FDCWD` of `<fcntl.h>`. */
export const CURRENT_FOLDER = -100;
/** Look at a link itself, not at what it points to: `AT_SYMLINK_NOFOLLOW` of `<fcntl.h>`. */
export const NO_FOLLOW = 0x100;

const EINTR = 4, EAGAIN = 11, ETIMEDOUT = 110;

/**
 * `O_RDONLY | O_CLOEXEC | O_NONBLOCK` of `<fcntl.h>`. For a file the last means nothing; a pipe that lies
 * in its place would keep whoever opens it waiting for a writer, for ever.
 */
export const OPEN_TO_READ = 0x80800;

const loaded = load();

/**
 * The C library where it gives what Deno does not: nanoseconds, names as bytes, cache eviction,
 * and the files of `/proc` and `/sys`, which Deno reads for nobody who may not do everything.
 *
 * @returns null on other systems and with a C library that lacks one of the calls (glibc before 2.30)
 */
export function libc(): Libc | null {
  return loaded;
}

function load(): Libc | null {
  if (Deno.build.os !== "linux") return null;
  for (const name of ["libc.so.6", "libc.so"]) {
    try {
      return Deno.dlopen(name, SYMBOLS).symbols;
    } catch {
      // The next name, or Deno's own calls with what they lose.
    }
  }
  return null;
}

/** A path as the C library wants it: UTF-8 with a NUL behind it. */
export function cString(path: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(path + "\0");
}

/**
 * Error numbers that the runtime's own waiting for other threads (futex(2)) may leave behind between a
 * call and the look at its error number. Few calls have them for an answer, and those bear a repetition.
 */
const LEFT_BY_OTHERS = new Set([0, EINTR, EAGAIN, ETIMEDOUT]);
const MOST_TRIES = 10;

/**
 * Makes a C call that says by a negative number that it failed, until it succeeds or its error number
 * (`errno(3)`) is its own.
 *
 * @returns what it returned, or its error number with a minus before it
 */
export function callC(c: Libc, call: () => number | bigint): number {
  for (let tries = 1;; tries++) {
    const result = Number(call());
    if (result >= 0) return result;
    const errno = new Deno.UnsafePointerView(c.__errno_location()!).getInt32();
    if (!LEFT_BY_OTHERS.has(errno) || tries === MOST_TRIES) return -errno;
  }
}

/**
 * Opens a path to read, runs `use` with its descriptor and closes it.
 *
 * @returns what `use` returns, or the error number when the path cannot be opened
 */
export function withDescriptor<T>(
  c: Libc,
  path: string,
  use: (descriptor: number) => T,
): { value: T } | { errno: number } {
  const name = cString(path);
  const descriptor = callC(c, () => c.open(name, OPEN_TO_READ, 0));
  if (descriptor < 0) return { errno: -descriptor };
  try {
    return { value: use(descriptor) };
  } finally {
    c.close(descriptor);
  }
}
