import { sep as SEPARATOR } from "node:path";
import { type FileStatus, readStatus, statxStatus, systemError } from "./file_status.ts";
import { lastErrno, type Libc, libc, withDescriptor } from "./libc.ts";
import { isReservedByWindows } from "./reserved_name.ts";

/** One name in a folder with what it is. */
export interface FolderEntry {
  readonly name: string;
  /** Undefined when it vanished meanwhile; an error when it cannot be looked at. */
  readonly status: FileStatus | undefined | Error;
}

/** What a folder holds. */
export interface FolderListing {
  readonly entries: FolderEntry[];
  /** Names that are not valid UTF-8, shown with `\xNN` for each byte beyond ASCII. */
  readonly undecodable: string[];
}

/**
 * Lists a folder, each name with its status, in no order.
 *
 * `Deno.readDirSync` leaves out names that are not valid UTF-8 without a word, so on Linux the
 * names are read as bytes by `getdents64(2)`.
 *
 * @throws {Error} with the system's `code` when the folder cannot be read
 */
export function readFolder(path: string): FolderListing {
  const c = libc();
  if (!c) {
    const entries = Array.from(Deno.readDirSync(path), ({ name }) => ({
      name,
      status: isReservedByWindows(name)
        ? new Error("Windows keeps names like it for itself")
        : statusOrError(() => readStatus(path + SEPARATOR + name)),
    }));
    return { entries, undecodable: [] };
  }
  const result = withDescriptor(c, path, (folder) => listByBytes(c, folder, path));
  if ("errno" in result) throw systemError(result.errno, `read the folder '${path}'`);
  return result.value;
}

/** Whether a folder holds nothing at all. @throws {Error} when it cannot be read */
export function isEmptyFolder(path: string): boolean {
  const { entries, undecodable } = readFolder(path);
  return entries.length + undecodable.length === 0;
}

const LISTING_BYTES = 64 * 1024;
// struct linux_dirent64 of getdents64(2): ino u64, off i64, reclen u16, type u8, name
const RECORD_LENGTH_AT = 16, NAME_AT = 19;
const NUL = 0, DOT = 0x2e;

function listByBytes(c: Libc, folder: number, path: string): FolderListing {
  const listing: FolderListing = { entries: [], undecodable: [] };
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const buffer = new Uint8Array(LISTING_BYTES);
  const view = new DataView(buffer.buffer);
  for (;;) {
    const length = Number(c.getdents64(folder, buffer, BigInt(LISTING_BYTES)));
    if (length < 0) throw systemError(lastErrno(c), `read the folder '${path}'`);
    if (length === 0) return listing;
    for (let at = 0; at < length; at += view.getUint16(at + RECORD_LENGTH_AT, true)) {
      const nameAt = at + NAME_AT;
      const end = buffer.indexOf(NUL, nameAt);
      if (buffer[nameAt] === DOT && (end === nameAt + 1 || isDotDot(buffer, nameAt, end))) continue;
      const bytes = buffer.subarray(nameAt, end);
      let name: string;
      try {
        name = decoder.decode(bytes);
      } catch {
        listing.undecodable.push(showBytes(bytes));
        continue;
      }
      const terminated = buffer.subarray(nameAt, end + 1);
      const status = statusOrError(() =>
        statxStatus(c, folder, terminated, false, path + SEPARATOR + name)
      );
      listing.entries.push({ name, status });
    }
  }
}

function isDotDot(buffer: Uint8Array, at: number, end: number): boolean {
  return end === at + 2 && buffer[at + 1] === DOT;
}

function statusOrError(look: () => FileStatus | undefined): FileStatus | undefined | Error {
  try {
    return look();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Bytes as text, with `\xNN` for each that is not printable ASCII. */
function showBytes(bytes: Uint8Array): string {
  return Array.from(
    bytes,
    (byte) =>
      byte >= 0x20 && byte < 0x7f
        ? String.fromCharCode(byte)
        : `\\x${byte.toString(16).padStart(2, "0")}`,
  ).join("");
}
