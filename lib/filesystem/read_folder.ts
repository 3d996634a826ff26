import { Buffer } from "node:buffer";
import { sep as SEPARATOR } from "node:path";
import { FILE_FAILURES, SYSTEM_REFUSED } from "../vocabulary.ts";
import { type FileStatus, readStatus, statxStatus, systemError } from "./file_status.ts";
import { callC, type Libc, libc, withDescriptor } from "./libc.ts";
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
        ? new Error(FILE_FAILURES.nameKeptByWindows)
        : statusOrError(() => readStatus(path + SEPARATOR + name)),
    }));
    return { entries, undecodable: [] };
  }
  const result = withDescriptor(c, path, (folder) => listByBytes(c, folder, path));
  if ("errno" in result) throw systemError(result.errno, (code) => SYSTEM_REFUSED.list(path, code));
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
const NUL = 0, DOT = 0x2e, FIRST_BEYOND_ASCII = 0x80;

function listByBytes(c: Libc, folder: number, path: string): FolderListing {
  const listing: FolderListing = { entries: [], undecodable: [] };
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const bytes = new Uint8Array(LISTING_BYTES);
  const buffer = Buffer.from(bytes.buffer), view = new DataView(bytes.buffer);
  for (;;) {
    const length = callC(c, () => c.getdents64(folder, bytes, BigInt(LISTING_BYTES)));
    if (length < 0) throw systemError(-length, (code) => SYSTEM_REFUSED.list(path, code));
    if (length === 0) return listing;
    for (let at = 0; at < length; at += view.getUint16(at + RECORD_LENGTH_AT, true)) {
      const nameAt = at + NAME_AT;
      let end = nameAt, bits = 0;
      for (let byte; (byte = bytes[end]!) !== NUL; end++) bits |= byte;
      if (bytes[nameAt] === DOT && (end === nameAt + 1 || isDotDot(bytes, nameAt, end))) continue;
      let name: string;
      if (bits < FIRST_BEYOND_ASCII) name = buffer.toString("latin1", nameAt, end);
      else {
        try {
          name = decoder.decode(bytes.subarray(nameAt, end));
        } catch {
          listing.undecodable.push(showBytes(bytes.subarray(nameAt, end)));
          continue;
        }
      }
      let status: FolderEntry["status"];
      try {
        status = statxStatus(
          c,
          folder,
          bytes.subarray(nameAt, end + 1),
          false,
          path + SEPARATOR + name,
        );
      } catch (error) {
        status = asError(error);
      }
      listing.entries.push({ name, status });
    }
  }
}

function isDotDot(bytes: Uint8Array, at: number, end: number): boolean {
  return end === at + 2 && bytes[at + 1] === DOT;
}

function statusOrError(look: () => FileStatus | undefined): FileStatus | undefined | Error {
  try {
    return look();
  } catch (error) {
    return asError(error);
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
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
