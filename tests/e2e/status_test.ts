import { deepStrictEqual, doesNotMatch, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { flipByte } from "./flip_byte.ts";
import { runProgram } from "./program.ts";
import { onBareTerminals, playAt } from "./terminal.ts";
import { TwoComputers } from "./two_computers.ts";

// deno-lint-ignore no-control-regex
const COLOUR = /\x1b\[3\dm/;

/** Two thirds have been delivered, the rest is aboard. */
async function underway(): Promise<TwoComputers> {
  const computers = new TwoComputers();
  const write = (name: string, bytes: number) => {
    computers.write(name, name.repeat(bytes), "2020-01-01T00:00:00Z");
  };
  write("a", 200);
  await computers.trip();
  write("b", 100);
  strictEqual((await computers.atSource(["load"])).code, 0);
  return computers;
}

/** The lines of `status` on a terminal. */
async function shown(
  computers: TwoComputers,
  options: { columns?: number; env?: Record<string, string> },
  ...flags: string[]
) {
  const args = ["status", ...flags];
  const { code, output, text } = await playAt("source", computers, args, async () => {}, options);
  strictEqual(code, 0, text);
  return { output, lines: text.trimEnd().split("\n") };
}

/** The lines but the first, which tells how much is free on a disk that others write to as well. */
function withoutFree([first, ...rest]: readonly string[]): readonly string[] {
  match(first!, /^Drive .* free$/);
  return rest;
}

Deno.test({
  ...onBareTerminals,
  name: "on a terminal the status is a lock whose chambers are filled in proportion",
  fn: async () => {
    using computers = await underway();
    const { lines } = await shown(computers, { columns: 80 });
    const from = lines.findIndex((line) => line.startsWith("     source"));
    const basin = (source: string, drive: string, destination: string) =>
      `    │${source.repeat(22)}║║${drive.repeat(22)}║║${destination.repeat(22)}│`;
    deepStrictEqual(lines.slice(from + 3, from + 8), [
      basin(" ", " ", " "),
      basin(" ", " ", "▃"),
      basin(" ", " ", "█"),
      basin(" ", "▅", "█"),
      basin(" ", "█", "█"),
    ]);
    match(lines[from + 9]!, /^ {5}waiting 0% +aboard 33% +delivered 67%$/);
    const words = lines.join(" ").replace(/ +/g, " ");
    match(words, / last trip [^;]*: trip 2, load at [^;]*, 1 file, 100 bytes; all done verified /);
    ok(lines.every((line) => line.length <= 80));
  },
});

Deno.test({
  ...onBareTerminals,
  name: "a narrow terminal and a dumb one get the status as lines, as a pipe does",
  fn: async () => {
    using computers = await underway();
    const piped = (await runProgram(["--drive", computers.drive, "status"])).stdout;
    match(piped, /\n {4}delivered: 1 file, 200 bytes \(67%\)\n/);
    const narrow = await shown(computers, { columns: 40 });
    ok(narrow.lines.every((line) => line.length <= 40), narrow.lines.join("\n"));
    doesNotMatch(narrow.lines.join("\n"), /[║█]/);
    const dumb = await shown(computers, { columns: 80, env: { TERM: "dumb" } });
    deepStrictEqual(withoutFree(dumb.lines), withoutFree(piped.trimEnd().split("\n")));
    doesNotMatch(dumb.output, COLOUR);
  },
});

Deno.test({
  ...onBareTerminals,
  name: "the water is coloured, and neither with NO_COLOR nor with --no-color",
  fn: async () => {
    using computers = await underway();
    const coloured = await shown(computers, {});
    // deno-lint-ignore no-control-regex
    match(coloured.output, /\x1b\[36m█+\x1b\[39m║║\x1b\[32m█+\x1b\[39m/);
    for (
      const plain of [
        await shown(computers, { env: { NO_COLOR: "1" } }),
        await shown(computers, {}, "--no-color"),
      ]
    ) {
      doesNotMatch(plain.output, COLOUR);
      deepStrictEqual(withoutFree(plain.lines), withoutFree(coloured.lines));
    }
  },
});

Deno.test("the status tells the last verification of each end, and what it found", async () => {
  using computers = await underway();
  const path = join(computers.destination, "a");
  strictEqual((await computers.atDestination(["verify", "destination"])).code, 0);
  const { verifications: before } = (await computers.atSource(["status"])).summary.pairs[0];
  deepStrictEqual([before.source, before.drive], [null, null]);
  const { result, verified, faulty, left, startedAt, seconds } = before.destination;
  deepStrictEqual({ result, verified, faulty, left }, {
    result: "done",
    verified: { files: 1, bytes: 200 },
    faulty: { files: 0, bytes: 0 },
    left: { files: 0, bytes: 0 },
  });
  ok(Math.abs(Date.parse(startedAt) - Date.now()) < 60_000);
  strictEqual(typeof seconds, "number");

  flipByte(path);
  strictEqual((await computers.atDestination(["verify", "destination"])).code, 4);
  const { stdout } = await runProgram(["--drive", computers.drive, "status"]);
  match(stdout, /verified +destination, .*1 file, 200 bytes damaged, gone or unreadable\n/);
});

Deno.test("the status names what keeps files from going on, and one of them", async () => {
  using computers = await underway();
  computers.write("corrupt", "as it was", "2020-01-01T00:00:00Z");
  strictEqual((await computers.atSource(["load"])).code, 0);
  const { problems: none } = (await computers.atSource(["status"])).summary.pairs[0];
  deepStrictEqual(none, []);
  flipByte(computers.cargo("corrupt"));
  strictEqual((await computers.atSource(["verify", "drive"])).code, 4);
  flipByte(join(computers.source, "corrupt"));
  strictEqual((await computers.atSource(["load"])).code, 4);
  const { problems } = (await computers.atSource(["status"])).summary.pairs[0];
  deepStrictEqual(problems, [
    { code: "source-corrupt", files: 1, bytes: 9, example: "corrupt" },
  ]);
  const { stdout } = await runProgram(["--drive", computers.drive, "status"]);
  match(stdout, /1 file, 9 bytes silently corrupt at the source, and left there: corrupt\n/);
});
