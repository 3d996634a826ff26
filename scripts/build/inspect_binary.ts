import { Buffer } from "node:buffer";
import { MACH_O_MAGIC, readSegments } from "./mach_o.ts";
import { findResource, PE_MAGIC } from "./portable_executable.ts";
import type { Target } from "./targets.ts";

/** What a binary's own headers say. */
export interface BinaryFacts {
  readonly format: Target["format"];
  /** `x64`, `arm64`, or the number that stands for another one. */
  readonly architecture: string;
  /** What the program in it may do, as `deno run` names it: `read`, `write`, … */
  readonly permissions: readonly string[];
  /** Whether a text stands in the program that will run, not in one that lies beside it. */
  readonly holds: (text: string) => boolean;
}

/** What `deno compile` gives its section's name, and puts at both ends of the program. */
const MARK = "d3n0l4nd";
const ELF_MAGIC = 0x464c457f, TRAILER_MAGIC = 0x501e, TRAILER_BYTES = 16;
/** In front of what is appended to a Mach-O file for Intel, then its length. */
const SENTINEL = Buffer.from("<~sui-data~>\xef\xbe\xad\xde", "latin1");

const ARCHITECTURES: Record<string, Target["architecture"]> = {
  "ELF 62": "x64",
  "ELF 183": "arm64",
  "Mach-O 16777223": "x64",
  "Mach-O 16777228": "arm64",
  "PE 34404": "x64",
  "PE 43620": "arm64",
};

/**
 * Reads the headers of a binary that `deno compile` made, and finds the program in it as the binary
 * itself will when it starts (the crate `libsui`, which Deno uses).
 *
 * @throws {Error} with the first thing in it that is not as it should be
 */
export function inspectBinary(bytes: Uint8Array): BinaryFacts {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { format, machine, program } = locate(file);
  if (program.toString("latin1", 0, MARK.length) !== MARK) {
    throw new Error("the program in it does not begin as one");
  }
  return {
    format,
    architecture: ARCHITECTURES[`${format} ${machine}`] ?? String(machine),
    permissions: readPermissions(program),
    holds: (text) => program.includes(text),
  };
}

interface Located {
  readonly format: Target["format"];
  readonly machine: number;
  readonly program: Buffer;
}

function locate(file: Buffer): Located {
  if (file.readUInt32LE(0) === ELF_MAGIC) {
    return { format: "ELF", machine: file.readUInt16LE(18), program: behindElf(file) };
  }
  if (file.readUInt32LE(0) === MACH_O_MAGIC) {
    return { format: "Mach-O", machine: file.readUInt32LE(4), program: inMachO(file) };
  }
  if (file.readUInt16LE(0) === PE_MAGIC) {
    const { machine, data } = findResource(file, MARK.toUpperCase());
    return { format: "PE", machine, program: data };
  }
  throw new Error("it is neither ELF, Mach-O nor PE");
}

/** The newest of what was appended: the trailer at the file's end tells its length, its own included. */
function behindElf(file: Buffer): Buffer {
  const at = file.length - TRAILER_BYTES;
  if (file.readUInt32LE(at) !== TRAILER_MAGIC) throw new Error("nothing is appended to it");
  const start = file.length - Number(file.readBigUInt64LE(at + 8));
  if (start < 0) throw new Error("what is appended to it is not as long as it says");
  return file.subarray(start, at);
}

function inMachO(file: Buffer): Buffer {
  const carriers = readSegments(file).filter(({ name }) => name === "__SUI");
  if (carriers.length > 1) throw new Error("it holds more than one segment __SUI");
  const section = carriers[0]?.sections.find(({ name }) => name === MARK);
  if (section) {
    const end = section.offset + section.size;
    if (end > file.length) throw new Error("it is cut off");
    return file.subarray(section.offset, end);
  }
  const at = file.lastIndexOf(SENTINEL) + SENTINEL.length;
  if (at < SENTINEL.length) throw new Error("it holds no segment __SUI, and nothing is appended");
  const program = file.subarray(at + 8);
  if (Number(file.readBigUInt64LE(at)) !== program.length) {
    throw new Error("what is appended to it is not as long as it says");
  }
  return program;
}

/**
 * What the program is given. From where it might import code is left out: it imports none while it runs.
 * It begins with the mark, a length and so many bytes of JSON (Deno's
 * `cli/lib/standalone`).
 */
function readPermissions(program: Buffer): string[] {
  const at = MARK.length + 8;
  const length = Number(program.readBigUInt64LE(MARK.length));
  const { permissions } = JSON.parse(program.toString("utf8", at, at + length));
  return Object.keys(permissions)
    .filter((key) =>
      key.startsWith("allow_") && key !== "allow_import" && permissions[key] !== null
    )
    .map((key) => key.slice("allow_".length))
    .sort();
}
