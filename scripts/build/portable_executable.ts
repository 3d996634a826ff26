import type { Buffer } from "node:buffer";

/** `MZ`, with which a program for Windows begins. */
export const PE_MAGIC = 0x5a4d;

// Microsoft's "PE Format": where the headers of a PE32+ file hold what is wanted here.
const PE_HEADER_POINTER_AT = 0x3c;
const COFF_BYTES = 24, SECTION_COUNT_AT = 6, OPTIONAL_SIZE_AT = 20;
const RESOURCE_DIRECTORY_AT = 112 + 2 * 8;
const SECTION_BYTES = 40, VIRTUAL_SIZE_AT = 8, VIRTUAL_ADDRESS_AT = 12, RAW_POINTER_AT = 20;
const DIRECTORY_BYTES = 16, ENTRY_BYTES = 8, HIGH_BIT = 0x80000000;
const RT_RCDATA = 10;

/**
 * Finds the raw data (`RT_RCDATA`) that a program for Windows holds under a name, as `FindResource`
 * would.
 *
 * @returns the data, and the machine that the program is for
 * @throws {Error} when there is none
 */
export function findResource(file: Buffer, name: string): { machine: number; data: Buffer } {
  const header = file.readUInt32LE(PE_HEADER_POINTER_AT);
  if (file.toString("latin1", header, header + 4) !== "PE\0\0") throw new Error("it is no PE file");
  const optional = header + COFF_BYTES;
  const toOffset = addressReader(
    file,
    optional + file.readUInt16LE(header + OPTIONAL_SIZE_AT),
    file.readUInt16LE(header + SECTION_COUNT_AT),
  );
  const root = toOffset(file.readUInt32LE(optional + RESOURCE_DIRECTORY_AT));
  const raw = entriesOf(file, root, 0).find(({ key }) => key === RT_RCDATA);
  const named = raw && entriesOf(file, root, raw.at).find(({ key }) => key === name);
  const language = named && entriesOf(file, root, named.at)[0];
  if (!language) throw new Error(`it holds no resource ${name}`);
  const dataAt = toOffset(file.readUInt32LE(root + language.at));
  const size = file.readUInt32LE(root + language.at + 4);
  return { machine: file.readUInt16LE(header + 4), data: file.subarray(dataAt, dataAt + size) };
}

/** Turns an address in the loaded program into a place in its file, by the table of sections. */
function addressReader(file: Buffer, tableAt: number, count: number): (address: number) => number {
  const sections = Array.from({ length: count }, (_, index) => tableAt + index * SECTION_BYTES);
  return (address) => {
    for (const at of sections) {
      const begin = file.readUInt32LE(at + VIRTUAL_ADDRESS_AT);
      if (address >= begin && address < begin + file.readUInt32LE(at + VIRTUAL_SIZE_AT)) {
        return address - begin + file.readUInt32LE(at + RAW_POINTER_AT);
      }
    }
    throw new Error(`no section holds the address ${address.toString(16)}`);
  };
}

/** The entries of one resource directory: by name or number, and where each leads from the root. */
function entriesOf(file: Buffer, root: number, directoryAt: number) {
  const directory = root + directoryAt;
  const count = file.readUInt16LE(directory + 12) + file.readUInt16LE(directory + 14);
  return Array.from({ length: count }, (_, index) => {
    const at = directory + DIRECTORY_BYTES + index * ENTRY_BYTES;
    const key = file.readUInt32LE(at);
    return {
      key: key >= HIGH_BIT ? readText(file, root + key - HIGH_BIT) : key,
      at: file.readUInt32LE(at + 4) % HIGH_BIT,
    };
  });
}

function readText(file: Buffer, at: number): string {
  return file.toString("utf16le", at + 2, at + 2 + 2 * file.readUInt16LE(at));
}
