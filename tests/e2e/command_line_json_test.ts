import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { type ProgramResult, runProgram } from "./program.ts";
import { TwoComputers } from "./two_computers.ts";
import { isOnWindows } from "./where_it_exists.ts";

const SUMMARY = ["command", "errors", "event", "exitCode", "pairs"];
const STAGE = [
  "carried",
  "failed",
  "held",
  "instructed",
  "pair",
  "removed",
  "seconds",
  "stage",
  "substituted",
  "waiting",
];
const STATES = ["aboard", "damaged", "delivered", "pending", "removal", "skipped"];
const ERROR = ["code", "message", "pair", "path"];

const keysOf = (value: object) => Object.keys(value).sort();

/** The summary, after a look at all that every summary has. */
function summaryOf({ code, summary, stderr }: ProgramResult, command: string) {
  deepStrictEqual(keysOf(summary), SUMMARY);
  strictEqual(summary.event, "summary");
  strictEqual(summary.command, command);
  strictEqual(summary.exitCode, code);
  for (const error of summary.errors) {
    deepStrictEqual(keysOf(error), ERROR);
    for (const key of ERROR) strictEqual(typeof error[key], "string", key);
  }
  strictEqual(stderr, "", "what there is to say is in the objects");
  return summary;
}

/** Looks at a stage's part of a summary. */
function assertStage(pair: Record<string, unknown>): void {
  deepStrictEqual(keysOf(pair), STAGE);
  strictEqual(typeof pair.seconds, "number");
  for (
    const key of [
      "carried",
      "instructed",
      "waiting",
      "held",
      "failed",
      "removed",
      "substituted",
    ]
  ) {
    const tally = pair[key] as Record<string, unknown>;
    deepStrictEqual(keysOf(tally), ["bytes", "files"]);
    strictEqual(typeof tally.files, "number");
    strictEqual(typeof tally.bytes, "number");
  }
}

Deno.test("load, unload and run end with a summary of the same keys, whether there was much to do or nothing", async () => {
  using computers = new TwoComputers();
  computers.write("a/b.mov", "film");
  for (const command of ["load", "run"]) {
    const { pairs, errors } = summaryOf(await computers.atSource([command]), command);
    strictEqual(pairs.length, 1);
    assertStage(pairs[0]);
    strictEqual(pairs[0].stage, "load");
    deepStrictEqual(errors, []);
  }
  for (const command of ["unload", "run"]) {
    const { pairs } = summaryOf(await computers.atDestination([command, "--yes"]), command);
    assertStage(pairs[0]);
    strictEqual(pairs[0].stage, "unload");
  }
});

Deno.test("a dry run and a plan end with the same summary as the run they show", async () => {
  using computers = new TwoComputers();
  computers.write("a.mov", "film");
  for (const args of [["run", "--dry-run"], ["load", "--dry-run"], ["plan"]]) {
    const { pairs } = summaryOf(await computers.atSource(args), args[0]!);
    assertStage(pairs[0]);
    deepStrictEqual(pairs[0].carried, { files: 0, bytes: 0 });
    deepStrictEqual(pairs[0].waiting, { files: 1, bytes: 4 });
  }
});

Deno.test("status has exactly the documented keys, every number a number", async () => {
  using computers = new TwoComputers();
  computers.write("a.mov", "film");
  await computers.atSource(["load"]);
  const { pairs } = summaryOf(await computers.atSource(["status"]), "status");
  deepStrictEqual(keysOf(pairs[0]), [
    "bytes",
    "files",
    "held",
    "inParts",
    "lastStage",
    "pair",
    "passedOver",
    "problems",
    "proofs",
    "tripsRemaining",
    "undecided",
    "verifications",
    "verified",
  ]);
  deepStrictEqual(pairs[0].verifications, { source: null, drive: null, destination: null });
  deepStrictEqual(pairs[0].problems, []);
  const { stage, trip, carried, result } = pairs[0].lastStage;
  deepStrictEqual([stage, trip, carried, result], ["load", 1, { files: 1, bytes: 4 }, "done"]);
  deepStrictEqual(keysOf(pairs[0].proofs), ["aboard", "delivered"]);
  const { aboard, delivered } = pairs[0].proofs;
  deepStrictEqual([keysOf(aboard), aboard.cold + aboard.reread], [["cold", "reread"], 1]);
  deepStrictEqual(delivered, { cold: 0, reread: 0 });
  deepStrictEqual(keysOf(pairs[0].files), STATES);
  deepStrictEqual(keysOf(pairs[0].bytes), STATES);
  const { files, bytes, verified } = pairs[0];
  const nothing = { files: 0, bytes: 0 };
  deepStrictEqual(verified, { ...nothing, since: null, never: nothing, edited: nothing });
  deepStrictEqual([files.aboard, bytes.aboard, pairs[0].tripsRemaining], [1, 4, 0]);
});

Deno.test("every object names its event, and every file that was carried is among them", async () => {
  using computers = new TwoComputers();
  // Windows takes no name with a control character below a space.
  const names = ["a", ...isOnWindows ? [] : ["b\nc", "d\x1b[2Je"], "f\u2028g", "h\x9bi"];
  for (const name of names) computers.write(name, name);
  const { events, stdout } = await computers.atSource(["load"]);
  strictEqual(stdout.trimEnd().split("\n").length, 1 + events.length);
  for (const { event } of events) match(event, /^[a-z-]+$/);
  const carried = events.filter(({ event }) => event === "file").map(({ path }) => path);
  deepStrictEqual(carried.sort(), names.sort());
});

const COMMANDS = [
  "run",
  "load",
  "unload",
  "status",
  "dump",
  "plan",
  "history",
  "manifest",
  "report",
];

for (const command of COMMANDS) {
  Deno.test(`without a config ${command} ends with 2, and its summary says why`, async () => {
    using computers = new TwoComputers();
    Deno.removeSync(join(computers.drive, "config", "waterlock.toml"));
    const result = await runProgram(["--drive", computers.drive, command, "--json"]);
    const { exitCode, pairs, errors } = summaryOf(result, command);
    strictEqual(exitCode, 2);
    deepStrictEqual(pairs, []);
    strictEqual(errors.length, 1);
    strictEqual(errors[0].code, "config");
    match(errors[0].message, /no config .*waterlock init/);
  });
}

Deno.test("a pair that cannot be begun is an error under its name, the others are done", async () => {
  using computers = new TwoComputers({
    pairLines: ["[[pair]]", 'name = "gone"', 'source = "/not/here"', 'destination = "/nor/there"'],
  });
  computers.write("a", "a");
  const { exitCode, pairs, errors } = summaryOf(await computers.atSource(["run"]), "run");
  strictEqual(exitCode, 3);
  deepStrictEqual(pairs.map(({ pair }: { pair: string }) => pair), ["media"]);
  strictEqual(errors.length, 1);
  strictEqual(errors[0].pair, "gone");
  match(errors[0].message, /\/not\/here.*\/nor\/there/);
});
