// deno-lint-ignore-file no-explicit-any
import { join } from "node:path";
import { constants } from "node:os";
import { type Call, Refusal, told, toldLater } from "./calls.ts";

const EMPTY_PATH = 0x1000;

/** The paths of open descriptors. */
const paths = new Map<number, string>();
let close: (descriptor: number) => number = () => 0;
/** Whether the C library has been put behind a teller, so that faults strike there too. */
export let isLibcWrapped = false;

/** Puts a teller before the calls of the C library, when the program loads it. */
export function wrapLibc(): void {
  const { dlopen } = Deno;
  (Deno as any).dlopen = (name: string, symbols: Record<string, unknown>) => {
    const library = dlopen(name, symbols as any);
    if (!("statx" in symbols)) return library;
    isLibcWrapped = true;
    return { symbols: wrapped(library.symbols), close: () => library.close() };
  };
}

/** Closes what is still open, as the system does for a program that has ended. */
export function closeDescriptors(): void {
  for (const descriptor of paths.keys()) close(descriptor);
  paths.clear();
}

function wrapped(c: any): any {
  close = c.close;
  const errno = new Int32Array(1), pointer = Deno.UnsafePointer.of(errno);
  /** What the system refuses, the C library says by -1 and its error number. */
  const refusing = <T>(failed: T, work: () => T): T => {
    errno[0] = 0;
    try {
      return work();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      errno[0] = (constants.errno as any)[error.code];
      return failed;
    }
  };
  const of = (descriptor: number, operation: string): Call => {
    return { operation, path: paths.get(descriptor) ?? "" };
  };
  const filled = (buffer: Uint8Array) => (length: bigint) =>
    buffer.subarray(0, Math.max(0, Number(length)));
  return {
    ...c,
    open(path: Uint8Array, flags: number, mode: number) {
      const call = { operation: "open", path: textOf(path) };
      return refusing(-1, () =>
        told(call, () => {
          const descriptor = c.open(path, flags, mode);
          if (descriptor >= 0) paths.set(descriptor, call.path);
          return descriptor;
        }));
    },
    close(descriptor: number) {
      paths.delete(descriptor);
      return c.close(descriptor);
    },
    read(descriptor: number, buffer: Uint8Array, length: bigint) {
      const call = of(descriptor, "read");
      return refusing(
        -1n,
        () => told(call, () => c.read(descriptor, buffer, length), filled(buffer)),
      );
    },
    readMeanwhile(descriptor: number, buffer: Uint8Array, length: bigint) {
      const call = of(descriptor, "read");
      return toldLater(call, () => c.readMeanwhile(descriptor, buffer, length), filled(buffer))
        .catch((error) =>
          refusing(-1n, () => {
            throw error;
          })
        );
    },
    getdents64(descriptor: number, buffer: Uint8Array, length: bigint) {
      return refusing(
        -1n,
        () => told(of(descriptor, "read"), () => c.getdents64(descriptor, buffer, length)),
      );
    },
    statx(folder: number, name: Uint8Array, flags: number, mask: number, buffer: Uint8Array) {
      const call = { operation: "look", path: join(paths.get(folder) ?? "", textOf(name)) };
      const look = () => c.statx(folder, name, flags, mask, buffer);
      return flags & EMPTY_PATH ? look() : refusing(-1, () => told(call, look));
    },
    utimensat(folder: number, name: Uint8Array, times: Uint8Array, flags: number) {
      const call = { operation: "utime", path: textOf(name) };
      return refusing(-1, () => told(call, () => c.utimensat(folder, name, times, flags)));
    },
    syncfs(descriptor: number) {
      const call = { ...of(descriptor, "sync"), isWhole: true };
      return refusing(-1, () => told(call, () => c.syncfs(descriptor)));
    },
    __errno_location: () => errno[0] === 0 ? c.__errno_location() : pointer,
  };
}

function textOf(path: Uint8Array): string {
  return new TextDecoder().decode(path.subarray(0, path.indexOf(0)));
}
