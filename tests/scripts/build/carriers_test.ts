import { Buffer } from "node:buffer";
import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { inspectBinary } from "../../../scripts/build/inspect_binary.ts";
import { readSegments, renameSegment } from "../../../scripts/build/mach_o.ts";
import { findResource, withoutLastResources } from "../../../scripts/build/portable_executable.ts";
import { tinyMachO, tinyPe, tinyProgram } from "./tiny_binaries.ts";

const old = tinyProgram(["run"], "the carrier's own"), ours = tinyProgram(["read"], "ours");
const code = { name: "__TEXT", section: "__text", data: Buffer.from("machine code") };
const sui = (data: Buffer) => ({ name: "__SUI", section: "d3n0l4nd", data });

/** Names of segments and of the segment that each section says it is in. */
function names(file: Buffer): string[][] {
  return readSegments(file).map(({ name, sections }) => [
    name,
    ...sections.map(({ headerAt }) =>
      file.toString("latin1", headerAt + 16, headerAt + 32).replace(/\0+$/, "")
    ),
  ]);
}

Deno.test("renameSegment() makes way for our program beside the carrier's, and changes nothing else", () => {
  const file = tinyMachO({ segments: [code, sui(old), sui(ours)] });
  throws(() => inspectBinary(file), /more than one segment __SUI/);
  const carrier = tinyMachO({ segments: [code, sui(old)] });
  const before = Buffer.from(carrier);
  renameSegment(carrier, "__SUI", "__OLD");
  deepStrictEqual(names(carrier), [["__TEXT", "__TEXT"], ["__OLD", "__OLD"]]);
  throws(() => inspectBinary(carrier), /no segment __SUI/);
  renameSegment(carrier, "__OLD", "__SUI");
  deepStrictEqual(carrier, before);
});

Deno.test("renameSegment() refuses none and more than one of that name, and changes nothing", () => {
  for (const segments of [[code], [sui(old), sui(ours)]]) {
    const file = tinyMachO({ segments }), before = Buffer.from(file);
    throws(() => renameSegment(file, "__SUI", "__OLD"), /not exactly one segment __SUI/);
    deepStrictEqual(file, before);
  }
});

Deno.test("renameSegment() leaves nothing of a longer name behind the new one", () => {
  const file = tinyMachO({ segments: [{ ...code, name: "__A_LONG_SEGMENT" }] });
  strictEqual(names(file)[0]![0], "__A_LONG_SEGMENT");
  renameSegment(file, "__A_LONG_SEGMENT", "__B");
  deepStrictEqual(names(file), [["__B", "__B"]]);
});

Deno.test("readSegments() passes over other load commands, and ends at a header that is cut off", () => {
  const file = tinyMachO({ segments: [code, sui(old)] });
  file.writeUInt32LE(0x2, 32);
  deepStrictEqual(readSegments(file).map(({ name }) => name), ["__SUI"]);
  throws(() => readSegments(file.subarray(0, 200)), RangeError);
  throws(() => readSegments(file.subarray(0, 10)), RangeError);
});

Deno.test("findResource() finds what lies there byte for byte, and the machine", () => {
  const file = tinyPe({ data: old });
  const { machine, data } = findResource(file, "D3N0L4ND");
  deepStrictEqual([machine, Buffer.compare(data, old)], [0x8664, 0]);
  throws(() => findResource(file, "d3n0l4nd"), /no resource d3n0l4nd/);
});

Deno.test("findResource() takes a file for no PE file when only its first two bytes say so", () => {
  for (const pointer of [0, 0x40]) {
    const file = Buffer.alloc(512);
    file.write("MZ");
    file.writeUInt32LE(pointer, 0x3c);
    throws(() => findResource(file, "D3N0L4ND"), /no PE file/);
  }
});

Deno.test("withoutLastResources() takes section, directory and program away, and keeps the rest", () => {
  const file = tinyPe({ data: old }), before = Buffer.from(file);
  const rest = withoutLastResources(file);
  deepStrictEqual(file, before, "the carrier itself stays as it is");
  const coff = 0x80, optional = coff + 24, table = optional + 240;
  strictEqual(rest.readUInt16LE(coff + 6), 1, "sections");
  strictEqual(rest.readUInt32LE(optional + 56), 0x2000, "the image ends where the section began");
  strictEqual(rest.includes("the carrier's own") || rest.includes(".pedata"), false);
  deepStrictEqual(rest.subarray(table, table + 40), file.subarray(table, table + 40));
  strictEqual(rest.length, 1024);
  throws(() => findResource(rest, "D3N0L4ND"));
});

Deno.test("withoutLastResources() refuses a file whose last section is not what a tool put there", () => {
  throws(
    () => withoutLastResources(tinyPe({ data: old, lastSection: ".rsrc" })),
    /last section is \.rsrc, not \.pedata/,
  );
});
