import { Buffer } from "node:buffer";

/** What `deno compile` puts into a binary: the mark, a length, so many bytes of JSON, and the rest. */
export function tinyProgram(allowed: readonly string[], rest = ""): Buffer {
  const permissions = Object.fromEntries(
    ["env", "ffi", "net", "read", "run", "sys", "write"]
      .flatMap((name) => [[`allow_${name}`, allowed.includes(name) ? [] : null], [
        `deny_${name}`,
        null,
      ]]),
  );
  const metadata = { argv: [], permissions: { ...permissions, allow_import: ["jsr.io:443"] } };
  return programOf(JSON.stringify(metadata), rest);
}

/** A program whose metadata is any text. */
export function programOf(metadata: string, rest = ""): Buffer {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(Buffer.byteLength(metadata)));
  return Buffer.from(
    Buffer.concat([Buffer.from("d3n0l4nd"), length, Buffer.from(metadata + rest)]),
  );
}

/** An ELF header, whatever is given, and the trailer that tells the program's length. */
export function tinyElf(
  { program, machine = 62, trailerMagic = 0x501e, says = program.length + 16 }: {
    program: Buffer;
    machine?: number;
    trailerMagic?: number;
    says?: number;
  },
): Buffer {
  const header = Buffer.alloc(64), trailer = Buffer.alloc(16);
  header.write("\x7fELF", "latin1");
  header.writeUInt16LE(machine, 18);
  trailer.writeUInt32LE(trailerMagic);
  trailer.writeBigUInt64LE(BigInt(says), 8);
  return Buffer.concat([header, program, trailer]);
}

/** A segment with one section. */
export interface TinySegment {
  readonly name: string;
  readonly section: string;
  readonly data: Buffer;
}

/** A 64-bit Mach-O file with segments, their data behind each other, and what is appended to it. */
export function tinyMachO(
  { segments, machine = 0x0100000c, appended = Buffer.alloc(0) }: {
    segments: readonly TinySegment[];
    machine?: number;
    appended?: Buffer;
  },
): Buffer {
  const header = Buffer.alloc(32), commandBytes = 72 + 80;
  header.writeUInt32LE(0xfeedfacf);
  header.writeUInt32LE(machine, 4);
  header.writeUInt32LE(segments.length, 16);
  header.writeUInt32LE(segments.length * commandBytes, 20);
  let offset = 32 + segments.length * commandBytes;
  const commands = segments.map(({ name, section, data }) => {
    const command = Buffer.alloc(commandBytes);
    command.writeUInt32LE(0x19, 0);
    command.writeUInt32LE(commandBytes, 4);
    command.write(name, 8);
    command.writeUInt32LE(1, 64);
    command.write(section, 72);
    command.write(name, 72 + 16);
    command.writeBigUInt64LE(BigInt(data.length), 72 + 40);
    command.writeUInt32LE(offset, 72 + 48);
    offset += data.length;
    return command;
  });
  return Buffer.concat([header, ...commands, ...segments.map(({ data }) => data), appended]);
}

/** What is appended to a Mach-O file for Intel. */
export function appendedProgram(program: Buffer, says = program.length): Buffer {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(says));
  return Buffer.concat([Buffer.from("<~sui-data~>\xef\xbe\xad\xde", "latin1"), length, program]);
}

const RESOURCES_AT = 1024, RESOURCES_ADDRESS = 0x2000;

/** A PE32+ file with a section of code and, last, one with a single resource under a name. */
export function tinyPe(
  { data, resource = "D3N0L4ND", kind = 10, lastSection = ".pedata", mapped, inFile }: {
    data: Buffer;
    resource?: string;
    kind?: number;
    lastSection?: string;
    /** How many bytes of the last section Windows maps, and how many it takes from the file. */
    mapped?: number;
    inFile?: number;
  },
): Buffer {
  const tree = resourceTree(resource, kind, data);
  const file = Buffer.alloc(RESOURCES_AT + tree.length);
  const coff = 0x80, optional = coff + 24, table = optional + 240;
  file.write("MZ");
  file.writeUInt32LE(coff, 0x3c);
  file.write("PE\0\0", coff);
  file.writeUInt16LE(0x8664, coff + 4);
  file.writeUInt16LE(2, coff + 6);
  file.writeUInt16LE(240, coff + 20);
  file.writeUInt16LE(0x20b, optional);
  file.writeUInt32LE(RESOURCES_ADDRESS + 0x1000, optional + 56);
  file.writeUInt32LE(16, optional + 108);
  file.writeUInt32LE(RESOURCES_ADDRESS, optional + 112 + 16);
  file.writeUInt32LE(tree.length, optional + 112 + 20);
  const section = (at: number, name: string, numbers: number[]) => {
    file.write(name, at);
    numbers.forEach((number, index) => file.writeUInt32LE(number, at + 8 + 4 * index));
  };
  section(table, ".text", [16, 0x1000, 512, 512]);
  const sizes = [mapped ?? tree.length, RESOURCES_ADDRESS, inFile ?? tree.length, RESOURCES_AT];
  section(table + 40, lastSection, sizes);
  tree.copy(file, RESOURCES_AT);
  return file;
}

/** Three directories, kind, name and language, with one entry each; the entry of the data; the data. */
function resourceTree(name: string, kind: number, data: Buffer): Buffer {
  const tree = Buffer.alloc(96), text = Buffer.alloc(2 + 2 * name.length);
  const directory = (at: number, key: number, next: number) => {
    tree.writeUInt16LE(1, at + (key > 0x7fffffff ? 12 : 14));
    tree.writeUInt32LE(key, at + 16);
    tree.writeUInt32LE(next, at + 20);
  };
  directory(0, kind, 0x80000000 + 24);
  directory(24, 0x80000000 + 96, 0x80000000 + 48);
  directory(48, 1033, 72);
  tree.writeUInt32LE(RESOURCES_ADDRESS + 96 + text.length, 72);
  tree.writeUInt32LE(data.length, 76);
  text.writeUInt16LE(name.length);
  text.write(name, 2, "utf16le");
  return Buffer.concat([tree, text, data]);
}
