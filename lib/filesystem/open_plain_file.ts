import { SYSTEM_REFUSED } from "../vocabulary.ts";
import { systemError } from "./file_status.ts";
import { callC, cString, type Libc, libc, OPEN_TO_READ } from "./libc.ts";
import { readStorage } from "./storage.ts";

/** A file that is read from its beginning to its end. */
export interface PlainFile extends Disposable {
  /** @returns bytes read, null at the end */
  readSync(buffer: Uint8Array<ArrayBuffer>): number | null;
}

/**
 * Opens a file to read it. A pipe that somebody has put in its place since it was looked at is on Linux
 * refused, and not waited for.
 *
 * @throws {TypeError} when it is no file
 * @throws {Error} with the system's `code` when it cannot be opened
 */
export function openPlainFile(path: string): PlainFile {
  const c = libc();
  if (!c) return Deno.openSync(path);
  const name = cString(path);
  const descriptor = callC(c, () => c.open(name, OPEN_TO_READ, 0));
  if (descriptor < 0) throw systemError(-descriptor, (code) => SYSTEM_REFUSED.open(path, code));
  const file = new FileByDescriptor(c, descriptor);
  try {
    if (!readStorage(c, descriptor).isFile) {
      throw new TypeError("it is not a file any more");
    }
    return file;
  } catch (error) {
    file[Symbol.dispose]();
    throw error;
  }
}

class FileByDescriptor implements PlainFile {
  constructor(private readonly c: Libc, private readonly descriptor: number) {}

  readSync(buffer: Uint8Array<ArrayBuffer>): number | null {
    const most = BigInt(buffer.length);
    const length = callC(this.c, () => this.c.read(this.descriptor, buffer, most));
    if (length < 0) throw systemError(-length, SYSTEM_REFUSED.read);
    return length === 0 ? null : length;
  }

  [Symbol.dispose](): void {
    this.c.close(this.descriptor);
  }
}
