const SYMBOLS = {
  open: { parameters: ["buffer", "i32", "i32"], result: "i32" },
  close: { parameters: ["i32"], result: "i32" },
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
  __errno_location: { parameters: [], result: "pointer" },
} as const;

/** The C library of Linux. */
export type Libc = Deno.DynamicLibrary<typeof SYMBOLS>["symbols"];

/** The folder that relative paths start from: `AT_FDCWD` of `<fcntl.h>`. */
export const CURRENT_FOLDER = -100;
/** Look at a link itself, not at what it points to: `AT_SYMLINK_NOFOLLOW` of `<fcntl.h>`. */
export const NO_FOLLOW = 0x100;

/** `O_RDONLY | O_CLOEXEC` of `<fcntl.h>`. */
export const READ_ONLY_CLOSE_ON_EXEC = 0x80000;

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

/** The error number of the C call just made (`errno(3)`). */
export function lastErrno(c: Libc): number {
  return new Deno.UnsafePointerView(c.__errno_location()!).getInt32();
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
  const descriptor = c.open(cString(path), READ_ONLY_CLOSE_ON_EXEC, 0);
  if (descriptor < 0) return { errno: lastErrno(c) };
  try {
    return { value: use(descriptor) };
  } finally {
    c.close(descriptor);
  }
}
