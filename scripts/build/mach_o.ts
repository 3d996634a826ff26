/** A segment of a 64-bit Mach-O file, as its load command tells (`<mach-o/loader.h>`). */
export interface Segment {
  readonly name: string;
  /** Where its load command lies in the file. */
  readonly commandAt: number;
  readonly sections: readonly Section[];
}

/** A section of a segment. */
export interface Section {
  readonly name: string;
  /** Where its header lies in the file. */
  readonly headerAt: number;
  /** Where its bytes lie in the file, and how many. */
  readonly offset: number;
  readonly size: number;
}

export const MACH_O_MAGIC = 0xfeedfacf;

const HEADER_BYTES = 32, COMMAND_COUNT_AT = 16;
const LC_SEGMENT_64 = 0x19;
// struct segment_command_64: cmd, cmdsize, segname[16], …, nsects at 64, and sections behind 72
const SEGMENT_NAME_AT = 8, SECTION_COUNT_AT = 64, SECTIONS_AT = 72;
// struct section_64: sectname[16], segname[16], addr, size at 40, offset at 48
const SECTION_BYTES = 80, SECTION_SEGMENT_AT = 16, SECTION_SIZE_AT = 40, SECTION_OFFSET_AT = 48;
const NAME_BYTES = 16;

/** The segments of a Mach-O file, in the order of their load commands. */
export function readSegments(file: Uint8Array): Segment[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const segments: Segment[] = [];
  let at = HEADER_BYTES;
  for (let left = view.getUint32(COMMAND_COUNT_AT, true); left > 0; left--) {
    if (view.getUint32(at, true) === LC_SEGMENT_64) {
      const sections = Array.from(
        { length: view.getUint32(at + SECTION_COUNT_AT, true) },
        (_, n) => readSection(file, view, at + SECTIONS_AT + n * SECTION_BYTES),
      );
      segments.push({ name: readName(file, at + SEGMENT_NAME_AT), commandAt: at, sections });
    }
    const length = view.getUint32(at + 4, true);
    if (length < 8) throw new Error("one of its load commands has no length");
    at += length;
  }
  return segments;
}

/** Gives a segment another name, in place. @throws {Error} unless there is exactly one of that name */
export function renameSegment(file: Uint8Array, from: string, to: string): void {
  const [segment, ...others] = readSegments(file).filter(({ name }) => name === from);
  if (!segment || others.length > 0) throw new Error(`it has not exactly one segment ${from}`);
  writeName(file, segment.commandAt + SEGMENT_NAME_AT, to);
  for (const { headerAt } of segment.sections) writeName(file, headerAt + SECTION_SEGMENT_AT, to);
}

function readSection(file: Uint8Array, view: DataView, at: number): Section {
  return {
    name: readName(file, at),
    headerAt: at,
    offset: view.getUint32(at + SECTION_OFFSET_AT, true),
    size: Number(view.getBigUint64(at + SECTION_SIZE_AT, true)),
  };
}

function readName(file: Uint8Array, at: number): string {
  return new TextDecoder().decode(file.subarray(at, at + NAME_BYTES)).replace(/\0.*$/, "");
}

function writeName(file: Uint8Array, at: number, name: string): void {
  file.fill(0, at, at + NAME_BYTES);
  file.set(new TextEncoder().encode(name), at);
}
