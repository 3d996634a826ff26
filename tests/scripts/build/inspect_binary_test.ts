import { Buffer } from "node:buffer";
import { deepStrictEqual, match, ok, strictEqual, throws } from "node:assert/strict";
import { inspectBinary } from "../../../scripts/build/inspect_binary.ts";
import {
  appendedProgram,
  programOf,
  tinyElf,
  tinyMachO,
  tinyPe,
  tinyProgram,
} from "./tiny_binaries.ts";

const program = tinyProgram(["read", "env"], " and the modules at commit 0123");
const code = { name: "__TEXT", section: "__text", data: Buffer.from("machine code") };
const carrier = { name: "__SUI", section: "d3n0l4nd", data: program };
const INTEL = 0x01000007;

/** One whole binary for every way in which a program is kept in it. */
const WHOLE: Record<string, readonly [file: Buffer, format: string, architecture: string]> = {
  "an ELF file": [tinyElf({ program }), "ELF", "x64"],
  "an ELF file for ARM": [tinyElf({ program, machine: 183 }), "ELF", "arm64"],
  "a Mach-O file with a segment": [tinyMachO({ segments: [code, carrier] }), "Mach-O", "arm64"],
  "a Mach-O file that something is appended to": [
    tinyMachO({ segments: [code], machine: INTEL, appended: appendedProgram(program) }),
    "Mach-O",
    "x64",
  ],
  "a PE file": [tinyPe({ data: program }), "PE", "x64"],
};

for (const [what, [file, format, architecture]] of Object.entries(WHOLE)) {
  Deno.test(`inspectBinary() reads system, permissions and program of ${what}`, () => {
    const facts = inspectBinary(file);
    deepStrictEqual([facts.format, facts.architecture], [format, architecture]);
    deepStrictEqual(facts.permissions, ["env", "read"]);
    ok(facts.holds("at commit 0123") && !facts.holds("at commit 4567"));
  });

  Deno.test(`inspectBinary() refuses ${what} that was cut off anywhere`, () => {
    const accepted: number[] = [];
    for (let length = 0; length < file.length; length++) {
      try {
        inspectBinary(file.subarray(0, length));
        accepted.push(length);
      } catch (error) {
        ok(error instanceof Error && error.message !== "", `${length} bytes: ${error}`);
      }
    }
    strictEqual(accepted.length, 0, `of ${file.length} bytes took ${accepted[0]} for the whole`);
  });
}

Deno.test("inspectBinary() says the number of a machine that it has no name for", () => {
  strictEqual(inspectBinary(tinyElf({ program, machine: 243 })).architecture, "243");
});

Deno.test("inspectBinary() reads the program that runs, not an older one that lies beside it", () => {
  const old = tinyProgram(["run", "net"], " of the carrier");
  const elf = tinyElf({ program: Buffer.concat([old, program]), says: program.length + 16 });
  const appended = Buffer.concat([appendedProgram(old), appendedProgram(program)]);
  for (const file of [elf, tinyMachO({ segments: [code], machine: INTEL, appended })]) {
    const facts = inspectBinary(file);
    deepStrictEqual(facts.permissions, ["env", "read"]);
    strictEqual(facts.holds("of the carrier"), false);
  }
});

Deno.test("inspectBinary() sees a permission whether it is for all or for a few", () => {
  const permissions = { allow_net: ["a:80"], allow_run: [], allow_read: null, deny_write: [] };
  const file = tinyElf({ program: programOf(JSON.stringify({ permissions })) });
  deepStrictEqual(inspectBinary(file).permissions, ["net", "run"]);
});

const long = 16 + program.length;
const SPOILT: Record<string, readonly [file: Buffer, said: RegExp]> = {
  "a text": [Buffer.from("#!/bin/sh\nexit"), /neither ELF, Mach-O nor PE/],
  "an ELF file without a trailer": [tinyElf({ program, trailerMagic: 0 }), /nothing is appended/],
  "a trailer that tells too little": [tinyElf({ program, says: 20 }), /does not begin as one/],
  // So much more that the program is where the length leads, counted from the file's end.
  "a trailer that tells more than there is": [tinyElf({ program, says: 64 + 2 * long }), /\w/],
  "a program without its mark": [tinyElf({ program: Buffer.alloc(99) }), /does not begin as one/],
  "metadata that is no JSON": [tinyElf({ program: programOf("{") }), /JSON/],
  "two segments __SUI": [
    tinyMachO({ segments: [carrier, code, carrier] }),
    /more than one segment/,
  ],
  "no segment __SUI": [
    tinyMachO({ segments: [code] }),
    /no segment __SUI, and nothing is appended/,
  ],
  "an appended program of another length": [
    tinyMachO({ segments: [code], appended: appendedProgram(program, program.length - 1) }),
    /not as long as it says/,
  ],
  "a resource of another name": [tinyPe({ data: program, resource: "OTHER" }), /no resource D3N0/],
  "a resource of another kind": [tinyPe({ data: program, kind: 3 }), /no resource D3N0/],
  "a resource that is not mapped whole": [
    tinyPe({ data: program, mapped: 96 + 18 + program.length - 1 }),
    /Windows would not load/,
  ],
  "a resource of which the section has but a part in the file": [
    tinyPe({ data: program, inFile: 96 + 18 + program.length - 1 }),
    /Windows would not load/,
  ],
};

for (const [what, [file, said]] of Object.entries(SPOILT)) {
  Deno.test(`inspectBinary() refuses ${what}`, () => {
    throws(() => inspectBinary(file), (error: Error) => {
      match(error.message, said);
      return true;
    });
  });
}
