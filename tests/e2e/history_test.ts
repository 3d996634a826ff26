import { deepStrictEqual, doesNotMatch, match, ok, strictEqual } from "node:assert/strict";
import { runProgram } from "./program.ts";
import { LongWork } from "./long_work.ts";
import { RunningProgram } from "./running_program.ts";
import { onTerminals, playAt } from "./terminal.ts";
import { TwoComputers } from "./two_computers.ts";

const TALLIES = ["carried", "instructed", "waiting", "failed", "removed"];

Deno.test("history tells every stage, the newest last, each as an object with the same keys", async () => {
  using computers = new TwoComputers();
  computers.write("a", "film");
  await computers.trip();
  computers.write("b", "another");
  await computers.atSource(["load"]);
  const { code, events, summary } = await computers.atDestination(["history"]);
  strictEqual(code, 0);
  const trips = events.slice(0, -1);
  deepStrictEqual(
    trips.map(({ event, pair, trip, stage, result, carried }) => [
      event,
      pair,
      trip,
      stage,
      result,
      carried,
    ]),
    [
      ["trip", "media", 1, "load", "done", { files: 1, bytes: 4 }],
      ["trip", "media", 1, "unload", "done", { files: 1, bytes: 4 }],
      ["trip", "media", 2, "load", "done", { files: 1, bytes: 7 }],
    ],
  );
  for (const trip of trips) {
    strictEqual(trip.host, Deno.hostname());
    strictEqual(trip.seconds, (Date.parse(trip.endedAt) - Date.parse(trip.startedAt)) / 1000);
    match(trip.startedAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    deepStrictEqual(trip.proofs.cold + trip.proofs.reread, 1);
    for (const key of TALLIES) deepStrictEqual(Object.keys(trip[key]), ["files", "bytes"]);
  }
  deepStrictEqual(summary.pairs, [{ pair: "media", stages: 3 }]);
  deepStrictEqual([summary.command, summary.exitCode, summary.errors], ["history", 0, []]);
});

Deno.test("in a pipe history is a line for each stage, in local time and in words", async () => {
  using computers = new TwoComputers();
  const asked = ["--drive", computers.drive, "history"];
  match((await runProgram(asked)).stdout, /^Nothing was loaded or unloaded yet\.\n$/);
  computers.write("a", "film");
  await computers.trip();
  const { stdout, stderr } = await runProgram(asked, { env: { TZ: "Asia/Tokyo" } });
  strictEqual(stderr, "");
  const [load, unload, ...rest] = stdout.trimEnd().split("\n");
  deepStrictEqual(rest, []);
  const today = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "Asia/Tokyo" })
    .format(Date.now());
  match(
    load!,
    /^media: trip 1, load at \S+, \d.*, \d\d:\d\d: 1 file, 4 bytes in under 1 s, 1 proven( from the medium|, perhaps from memory); all done$/,
  );
  ok(load!.includes(today) || new Date().getUTCHours() === 15, load);
  match(unload!, /^media: trip 1, unload at /);
});

Deno.test("what a stage left undone stands in the history, and so do removals", async () => {
  using computers = new TwoComputers();
  for (const name of ["a", "b", "c"]) computers.write(name, name);
  await computers.trip();
  Deno.removeSync(`${computers.source}/a`);
  await computers.atSource(["load"]);
  await computers.atSource(["load", "--on-missing", "remove"]);
  await computers.atDestination(["unload", "--on-removal", "remove"]);
  const { stdout } = await runProgram(["--drive", computers.drive, "history"]);
  const results = stdout.trimEnd().split("\n").map((line) => line.split("; ").at(-1));
  deepStrictEqual(results, [
    "all done",
    "all done",
    "done in part",
    "all done",
    "all done, 1 removed",
  ]);
});

Deno.test("a load that was killed is told to have been broken off, with what it had brought", async () => {
  using computers = new LongWork(256 * 2 ** 20, 3);
  const program = new RunningProgram(computers.drive, ["load", "--jobs", "1"]);
  // By then what is small has long been recorded.
  await program.untilPartial(computers.drive, 2 ** 26);
  await program.end("SIGKILL");
  const { events } = await computers.atSource(["history"]);
  const { result, carried, proofs, waiting, endedAt, seconds } = events[0];
  strictEqual(proofs.cold + proofs.reread, 3);
  deepStrictEqual([result, carried.files], ["broken-off", 3]);
  deepStrictEqual([waiting, endedAt, seconds], [null, null, null]);
  const { stdout } = await runProgram(["--drive", computers.drive, "history"]);
  match(
    stdout,
    /3 files, 21 bytes, 3 proven( from the medium|, perhaps from memory); broken off\n$/,
  );
});

Deno.test("history tells only of the pair that is named, which must be one of the config's", async () => {
  using computers = new TwoComputers({
    pairLines: ["[[pair]]", 'name = "idle"', 'source = "/not/here"', 'destination = "/nor/there"'],
  });
  computers.write("a", "a");
  await computers.atSource(["load", "--pair", "media"]);
  const ask = async (pair: string) => await computers.atSource(["history", "--pair", pair]);
  strictEqual((await ask("media")).events.length, 2);
  strictEqual((await ask("idle")).events.length, 1);
  const unknown = await ask("gopro");
  strictEqual(unknown.code, 2);
  match(unknown.summary.errors[0].message, /no pair "gopro".*media, idle/);
});

Deno.test({
  ...onTerminals,
  name: "on a terminal the history is a table that its width holds, down to where none can be",
  fn: async () => {
    using computers = new TwoComputers();
    computers.write("a", "film");
    await computers.trip();
    const linesAt = async (columns: number) => {
      const { text } = await playAt("source", computers, ["history"], async () => {}, { columns });
      return text.trimEnd().split("\n");
    };
    for (const columns of [160, 80]) {
      const lines = await linesAt(columns);
      strictEqual(lines.length, 3);
      match(lines[0]!, /when +stage +(where +)?files +bytes +proven +took +result$/);
      match(lines[1]!, /load .* 1 +4 bytes +(medium|memory\?) +under 1 s +all done$/);
      ok(lines.every((line) => line.length <= columns), lines.join("\n"));
    }
    match((await linesAt(160))[0]!, / where /);
    const narrow = await linesAt(40);
    doesNotMatch(narrow.join("\n"), /when/);
    match(narrow[0]!, /^media: trip 1, load/);
    ok(narrow.every((line) => line.length <= 40), narrow.join("\n"));
  },
});
