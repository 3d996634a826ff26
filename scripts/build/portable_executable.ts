import { Buffer } from "node:buffer";

/** `MZ`, with which a program for Windows begins. */
export const PE_MAGIC = 0x5a4d;

// Microsoft's "PE Format": where the headers of a PE32+ file hold what is wanted here.
const PE_HEADER_POINTER_AT = 0x3c;
const COFF_BYTES = 24, MACHINE_AT = 4, SECTION_COUNT_AT = 6, OPTIONAL_SIZE_AT = 20;
const IMAGE_SIZE_AT = 56, RESOURCE_DIRECTORY_AT = 112 + 2 * 8;
const SECTION_BYTES = 40, NAME_BYTES = 8;
const DIRECTORY_BYTES = 16, ENTRY_BYTES = 8, HIGH_BIT = 0x80000000;
const RT_RCDATA = 10;

/** A part of the file, and where it lies when the program is loaded. */
interface Section {
  readonly name: string;
  readonly headerAt: number;
  readonly address: number;
  /** What is mapped of it, in bytes; the loader leaves out what the file holds beyond. */
  readonly mapped: number;
  readonly fileAt: number;
}

interface Headers {
  /** Where the COFF header and the optional header behind it begin. */
  readonly coff: number;
  readonly optional: number;
  readonly sections: readonly Section[];
}

/**
 * Finds the raw data (`RT_RCDATA`) that a program for Windows holds under a name, as `FindResource`
 * would.
 *
 * @returns the data, and the machine that the program is for
 * @throws {Error} when there is none, or it lies where Windows would not load it
 */
export function findResource(file: Buffer, name: string): { machine: number; data: Buffer } {
  const { coff, optional, sections } = readHeaders(file);
  const read = (address: number, size: number) => {
    const section = sections.find((one) =>
      address >= one.address && address + size <= one.address + one.mapped
    );
    if (!section) throw new Error(`Windows would not load the ${size} bytes of its resources`);
    const at = address - section.address + section.fileAt;
    if (at + size > file.length) throw new Error("it is cut off");
    return file.subarray(at, at + size);
  };
  const tree = read(file.readUInt32LE(optional + RESOURCE_DIRECTORY_AT), DIRECTORY_BYTES);
  const resources = file.subarray(tree.byteOffset - file.byteOffset);
  const raw = entriesOf(resources, 0).find(({ key }) => key === RT_RCDATA);
  const named = raw && entriesOf(resources, raw.at).find(({ key }) => key === name);
  const language = named && entriesOf(resources, named.at)[0];
  if (!language) throw new Error(`it holds no resource ${name}`);
  return {
    machine: file.readUInt16LE(coff + MACHINE_AT),
    data: read(resources.readUInt32LE(language.at), resources.readUInt32LE(language.at + 4)),
  };
}

/**
 * The file without its last section, which must be the resources that a tool put there (`editpe` names
 * them `.pedata`), and without any resources at all.
 *
 * @throws {Error} when the last section has another name
 */
export function withoutLastResources(file: Buffer): Buffer<ArrayBuffer> {
  const { coff, optional, sections } = readHeaders(file);
  const last = sections.at(-1);
  if (last?.name !== ".pedata") throw new Error(`its last section is ${last?.name}, not .pedata`);
  const rest = Buffer.from(file.subarray(0, last.fileAt));
  rest.writeUInt16LE(sections.length - 1, coff + SECTION_COUNT_AT);
  rest.fill(0, last.headerAt, last.headerAt + SECTION_BYTES);
  rest.writeUInt32LE(last.address, optional + IMAGE_SIZE_AT);
  rest.fill(0, optional + RESOURCE_DIRECTORY_AT, optional + RESOURCE_DIRECTORY_AT + 8);
  return rest;
}

function readHeaders(file: Buffer): Headers {
  const coff = file.readUInt32LE(PE_HEADER_POINTER_AT);
  if (file.toString("latin1", coff, coff + 4) !== "PE\0\0") throw new Error("it is no PE file");
  const optional = coff + COFF_BYTES;
  const table = optional + file.readUInt16LE(coff + OPTIONAL_SIZE_AT);
  const sections = Array.from(
    { length: file.readUInt16LE(coff + SECTION_COUNT_AT) },
    (_, index) => {
      const at = table + index * SECTION_BYTES;
      return {
        name: file.toString("latin1", at, at + NAME_BYTES).replace(/\0+$/, ""),
        headerAt: at,
        mapped: Math.min(file.readUInt32LE(at + 8), file.readUInt32LE(at + 16)),
        address: file.readUInt32LE(at + 12),
        fileAt: file.readUInt32LE(at + 20),
      };
    },
  );
  return { coff, optional, sections };
}

/** The entries of one resource directory: by name or number, and where each leads to. */
function entriesOf(resources: Buffer, directory: number) {
  const count = resources.readUInt16LE(directory + 12) + resources.readUInt16LE(directory + 14);
  return Array.from({ length: count }, (_, index) => {
    const at = directory + DIRECTORY_BYTES + index * ENTRY_BYTES;
    const key = resources.readUInt32LE(at);
    return {
      key: key >= HIGH_BIT ? readText(resources, key - HIGH_BIT) : key,
      at: resources.readUInt32LE(at + 4) % HIGH_BIT,
    };
  });
}

function readText(resources: Buffer, at: number): string {
  return resources.toString("utf16le", at + 2, at + 2 + 2 * resources.readUInt16LE(at));
}
