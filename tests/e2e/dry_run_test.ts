import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { runProgram } from "./program.ts";
import { TwoComputers } from "./two_computers.ts";

/** A pair that has had a trip, and whose source has since renamed one file and lost another. */
async function changedPair(): Promise<TwoComputers> {
  const computers = new TwoComputers({ dump: "never" });
  for (const name of ["a", "b", "c", "d", "e"]) computers.write(name, `content of ${name}`);
  await computers.trip();
  Deno.renameSync(join(computers.source, "a"), join(computers.source, "renamed"));
  Deno.removeSync(join(computers.source, "b"));
  computers.write("new", "new content");
  return computers;
}

/** The paths that a dry run tells of, by the kind of its events. */
function told(events: readonly { event: string; path: string }[], kind: string): string[] {
  return events.filter(({ event }) => event === kind).map(({ path }) => path).sort();
}

Deno.test("a load's dry run tells what goes, what is known there and what it would ask, and does none of it", async () => {
  using computers = await changedPair();
  const before = await computers.countFiles();
  const { code, events, summary } = await computers.atSource(["load", "--dry-run"]);
  strictEqual(code, 0);
  deepStrictEqual(told(events, "carry"), ["new"]);
  deepStrictEqual(told(events, "instruct"), ["renamed"]);
  deepStrictEqual(told(events, "question"), ["a", "b"]);
  strictEqual(summary.pairs[0].instructed.files, 1);
  deepStrictEqual(await computers.countFiles(), before);
  strictEqual(existsSync(computers.cargo("new")), false);
});

Deno.test("an unload's dry run tells what would be removed and settled, and does none of it", async () => {
  using computers = await changedPair();
  await computers.atSource(["load", "--on-missing", "remove"]);
  const flags = ["unload", "--dry-run", "--on-removal", "remove"];
  const { code, events } = await computers.atDestination(flags);
  strictEqual(code, 0);
  deepStrictEqual(told(events, "instruct"), ["renamed"]);
  deepStrictEqual(told(events, "question"), ["a", "b"]);
  strictEqual(computers.arrived("a"), "content of a");
  strictEqual(computers.arrived("renamed"), undefined);
});

Deno.test("a dump's dry run says what it would delete, and deletes nothing", async () => {
  using computers = await changedPair();
  const at = ["--drive", computers.drive, "dump", "--dry-run"];
  const { code, stdout } = await runProgram(at);
  strictEqual(code, 0);
  match(stdout, /^Would delete from the drive: 5 files, .* that arrived\.\n$/);
  const { events } = await runProgram([...at, "--json"]);
  strictEqual(events[0].delivered.files, 5);
  strictEqual(existsSync(computers.cargo("c")), true);
});

Deno.test("a dry run tells a person in words", async () => {
  using computers = await changedPair();
  Deno.removeSync(join(computers.root, "away"), { recursive: true });
  const { stdout } = await runProgram(["--drive", computers.drive, "load", "--dry-run"]);
  match(
    stdout,
    / {2}need not be carried: renamed \(12 bytes\), its bytes are there or aboard already\n/,
  );
  match(stdout, / {2}asks: b \(12 bytes\) is gone from the source\n/);
});
