import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { flipByte } from "./flip_byte.ts";
import { LongWork } from "./long_work.ts";
import { runProgram } from "./program.ts";
import { RunningProgram } from "./running_program.ts";
import { describeTree } from "./trees.ts";
import { TwoComputers } from "./two_computers.ts";
import { countsOf, delivered, dumpCatalogue, loaded, verifiedBy } from "./verification.ts";

const PAIR = [
  "changed",
  "corrupt",
  "damaged",
  "edited",
  "end",
  "left",
  "missing",
  "pair",
  "seconds",
  "unreadable",
  "verified",
];

Deno.test("verify ends with a summary of the same keys, whatever it found", async () => {
  using computers = await delivered(["a"], { dump: "never" });
  const look = async (args: string[], code: number) => {
    const { summary, ...result } = await computers.atDestination(["verify", ...args]);
    deepStrictEqual([result.code, summary.exitCode, summary.command], [code, code, "verify"]);
    deepStrictEqual(Object.keys(summary.pairs[0]).sort(), PAIR);
    for (const key of PAIR.filter((key) => !["pair", "end", "seconds"].includes(key))) {
      deepStrictEqual(Object.keys(summary.pairs[0][key]), ["files", "bytes"]);
    }
    return summary.pairs[0].end;
  };
  strictEqual(await look(["drive"], 0), "drive");
  strictEqual(await look(["middle"], 0), "drive");
  strictEqual(await look(["destination", "--dry-run"], 0), "destination");
  flipByte(join(computers.destination, "a"));
  strictEqual(await look(["end"], 4), "destination");
});

Deno.test("a wrong end, no end and a budget that is none are refused with a remedy", async () => {
  using computers = await delivered(["a"]);
  const refuse = async (args: string[], said: RegExp) => {
    const before = dumpCatalogue(computers);
    const { code, stderr, stdout } = await runProgram(["--drive", computers.drive, ...args]);
    deepStrictEqual([code, stdout], [2, ""], args.join(" "));
    match(stderr, said);
    deepStrictEqual(dumpCatalogue(computers), before);
  };
  await refuse(["verify"], /Nothing says what.*\n.*verify source/);
  await refuse(["verify", "cargo"], /"cargo".*\n.*verify drive/);
  await refuse(["verify", "__proto__"], /__proto__.*\n.*verify drive/);
  await refuse(["verify", "drive", "--pair", "no"], /no pair "no"/);
  for (const budget of ["soon", "0", "0m", "-5m", "30 minutes", "", "1e3", "5 parsecs"]) {
    await refuse(["verify", "drive", "--budget", budget], /--budget: .*\n.*30m.*10GiB/);
  }
  const bare = ["verify", "drive", "--budget", "30"];
  await refuse(bare, /--budget: "30" has no unit\.\n.*30m or 2h, .*10GiB/);
});

Deno.test("an end that is not at this computer is named, with what to do; exit 2", async () => {
  using computers = await delivered(["a"]);
  const source = await computers.atDestination(["verify", "source"]);
  deepStrictEqual([source.code, source.summary.errors[0].code], [2, "usage"]);
  match(source.summary.errors[0].message, /source .*home\/media.* is not here\. Mount it/);
  const destination = await computers.atSource(["verify", "destination"]);
  deepStrictEqual([destination.code, destination.summary.errors[0].code], [2, "usage"]);
  match(destination.summary.errors[0].message, /destination .*away\/backup.* is not here/);
  strictEqual((await computers.countFiles()).delivered, 1);
});

Deno.test("where both ends have one path the destination's marker tells which it is; exit 2", async () => {
  using computers = await delivered(["a"]);
  const { root, source, destination } = computers;
  const shared = join(root, "shared");
  computers.configure({}, shared, shared);
  Deno.renameSync(destination, shared);
  const asSource = await computers.atSource(["verify", "source"]);
  strictEqual(asSource.code, 2);
  match(asSource.summary.errors[0].message, /marker of the destination.*verify destination/);
  strictEqual((await computers.atSource(["verify", "destination"])).code, 0);
  Deno.renameSync(shared, destination);
  Deno.renameSync(source, shared);
  strictEqual((await computers.atSource(["verify", "source"])).code, 0);
  const asDestination = await computers.atSource(["verify", "destination"]);
  strictEqual(asDestination.code, 2);
  match(asDestination.summary.errors[0].message, /both ends.*verify source/);
  Deno.renameSync(shared, source);
});

Deno.test("before anything was loaded or has arrived there is nothing to verify, and nothing wrong", async () => {
  using computers = new TwoComputers();
  strictEqual((await computers.atSource(["verify", "source"])).code, 0);
  strictEqual((await computers.atSource(["verify", "drive"])).code, 0);
  computers.write("a", "a");
  await computers.atSource(["load"]);
  const { code, events } = await computers.atDestination(["verify", "destination"]);
  strictEqual(code, 0);
  match(events.find(({ event }) => event === "notice").message, /nothing has arrived/);
});

Deno.test("a dry run shows what would be verified, in its order, and reads and records nothing", async () => {
  using computers = await delivered(["a", "b", "c"], { dump: "never" });
  const folders = [computers.source, computers.destination, join(computers.drive, "cargo")];
  for (const folder of folders.slice(0, 2)) flipByte(join(folder, "b"));
  flipByte(computers.cargo("b"));
  const look = async () => [dumpCatalogue(computers), await Promise.all(folders.map(describeTree))];
  const before = await look();
  for (const end of ["source", "drive", "destination"]) {
    const run = end === "source" ? "atSource" : "atDestination";
    const shown = await computers[run](["verify", end, "--dry-run"]);
    deepStrictEqual([shown.code, countsOf(shown)], [0, { left: 3 }]);
    const turns = shown.events.filter(({ event }) => event === "turn");
    deepStrictEqual(turns.map(({ path, bytes }) => [path, bytes]), [["a", 6], ["b", 6], ["c", 6]]);
    const some = await computers[run](["verify", end, "--dry-run", "--budget", "12b"]);
    const { total, within } = some.events.find(({ event }) => event === "verification");
    deepStrictEqual([total, within], [{ files: 3, bytes: 18 }, { files: 2, bytes: 12 }]);
  }
  deepStrictEqual(await look(), before);
  const said = await runProgram(["--drive", computers.drive, "verify", "drive", "--dry-run"]);
  match(said.stdout, /next: a \(6 bytes\)\n.*\n.*\nmedia: 3 files, 18 bytes would be verified/);
});

Deno.test("a person reads every finding, and how it ended", async () => {
  using computers = await delivered(["a", "b", "c\nd"]);
  flipByte(join(computers.destination, "a"));
  Deno.removeSync(join(computers.destination, "c\nd"));
  const { code, stdout, stderr } = await runProgram([
    "--drive",
    computers.drive,
    "verify",
    "destination",
  ]);
  strictEqual(code, 4);
  match(stderr, /^media: a: .*damaged; the next trip brings it again\nmedia: c\\nd: .*missing/);
  match(stdout, /1 file, 6 bytes verified at the destination; 1 file, 6 bytes damaged .*missing/);
  const quiet = await runProgram(["--drive", computers.drive, "verify", "drive", "--quiet"]);
  deepStrictEqual([quiet.code, quiet.stdout], [0, ""]);
});

Deno.test("what was found damaged is not passed off as well by the next verification", async () => {
  using computers = await delivered(["a", "b"]);
  flipByte(join(computers.destination, "a"));
  await computers.atDestination(["verify", "destination"]);
  const { events } = await computers.atDestination(["verify", "destination"]);
  match(events.find(({ event }) => event === "notice").message, /1 file .*damaged waits/);
});

Deno.test("a pair whose end is not here does not keep the others from being verified", async () => {
  using computers = await loaded(["a"]);
  const lines = ["[[pair]]", 'name = "gone"', 'source = "/not/here"', 'destination = "/nor/there"'];
  computers.configure({ pairLines: lines });
  const { code, summary } = await computers.atSource(["verify", "source"]);
  deepStrictEqual([code, summary.pairs.length, summary.errors[0].pair], [3, 1, "gone"]);
});

Deno.test("interrupted in the middle of a large file, what was verified stays recorded and comes last", async () => {
  using computers = new LongWork(400 * 1024 * 1024, 4);
  strictEqual((await computers.atSource(["load"])).code, 0);
  const lock = () => Deno.readTextFileSync(join(computers.drive, "config", "waterlock.lock"));
  const before = lock();
  const running = new RunningProgram(computers.drive, ["verify", "drive"]);
  await running.until(() => lock() !== before);
  const interrupted = await running.end("SIGINT");
  strictEqual(interrupted.code, 130, interrupted.stdout);
  strictEqual(interrupted.summary.exitCode, 130);
  const done = verifiedBy(interrupted);
  ok(!done.includes("large"));
  const resumed = await runProgram(["--drive", computers.drive, "--json", "verify", "drive"]);
  strictEqual(resumed.code, 0);
  deepStrictEqual(verifiedBy(resumed).slice(5 - done.length).sort(), done.sort());
});
