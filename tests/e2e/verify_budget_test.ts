import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { flipByte } from "./flip_byte.ts";
import { runProgram } from "./program.ts";
import { ask, countsOf, delivered, loaded, verifiedBy } from "./verification.ts";

const NAMES = ["a", "b", "c", "d", "e", "f"];

for (const end of ["source", "drive", "destination"] as const) {
  Deno.test(`verify ${end} with a budget gives every file its turn, visit after visit, longest unverified first`, async () => {
    using computers = await delivered(NAMES, { dump: "never" });
    const visits: string[][] = [];
    for (let visit = 0; visit < 5; visit++) {
      const args = ["verify", end, "--budget", "13b"];
      const verified = end === "source"
        ? await computers.atSource(args)
        : await computers.atDestination(args);
      strictEqual(verified.code, 0);
      deepStrictEqual(countsOf(verified), { verified: 2, left: 4 });
      visits.push(verifiedBy(verified).sort());
    }
    deepStrictEqual(visits, [["a", "b"], ["c", "d"], ["e", "f"], ["a", "b"], ["c", "d"]]);
  });
}

Deno.test("a file larger than the budget is verified all the same when its turn comes, alone", async () => {
  using computers = await delivered(["a", "b"]);
  computers.write("large", "large".repeat(1000), "2019-01-01T00:00:00Z");
  await computers.trip();
  const visits: string[][] = [];
  for (let visit = 0; visit < 3; visit++) {
    const verified = await computers.atDestination(["verify", "end", "--budget", "20b"]);
    visits.push(verifiedBy(verified));
  }
  deepStrictEqual(visits, [["a", "b"], ["large"], ["a", "b"]]);
});

Deno.test("neither an edited nor an unreadable nor a corrupt file keeps the others from their turn", async () => {
  using computers = await delivered(["album/a", "b", "c", "d"]);
  const { destination, source } = computers;
  Deno.renameSync(join(destination, "album"), join(destination, "moved"));
  Deno.symlinkSync("moved", join(destination, "album"));
  Deno.writeTextFileSync(join(destination, "b"), "FILM b");
  const seen = new Set<string>();
  for (let visit = 0; visit < 4; visit++) {
    const verified = await computers.atDestination(["verify", "destination", "--budget", "1b"]);
    for (const path of verifiedBy(verified)) seen.add(path);
  }
  deepStrictEqual([...seen].sort(), ["c", "d"]);

  flipByte(join(source, "b"));
  seen.clear();
  for (let visit = 0; visit < 4; visit++) {
    const verified = await computers.atSource(["verify", "source", "--budget", "1b"]);
    for (const path of verifiedBy(verified)) seen.add(path);
  }
  deepStrictEqual([...seen].sort(), ["album/a", "c", "d"]);
});

Deno.test("time that is up ends a visit with 0 and says what is left; a later one goes on", async () => {
  using computers = await delivered(NAMES);
  const first = await computers.atDestination(["verify", "destination", "--budget", "0.001s"]);
  strictEqual(first.code, 0);
  const { verified, left } = countsOf(first);
  ok(verified! >= 1 && verified! < 6, `${verified}`);
  strictEqual(verified! + left!, 6);
  const rest = await computers.atDestination(["verify", "destination", "--budget", "30m"]);
  deepStrictEqual([rest.code, countsOf(rest)], [0, { verified: 6 }]);
  deepStrictEqual(verifiedBy(rest)[0], NAMES[verified!]);
});

Deno.test("a clock that was years ahead once keeps no file from its turn", async () => {
  using computers = await delivered(["a", "b", "c"]);
  ask(computers, "UPDATE delivery SET proven_at = 4102444800000 WHERE entry_id = 2");
  const visits: string[] = [];
  for (let visit = 0; visit < 4; visit++) {
    const verified = await computers.atDestination(["verify", "destination", "--budget", "1b"]);
    visits.push(...verifiedBy(verified));
  }
  deepStrictEqual(visits, ["b", "a", "c", "b"]);
});

Deno.test("what is loaded anew has just been read, and comes last", async () => {
  using computers = await loaded(["a", "b"]);
  await new Promise((resolve) => setTimeout(resolve, 5));
  computers.write("a", "a new version", "2021-01-01T00:00:00Z");
  await computers.atSource(["load"]);
  for (const end of ["source", "drive"]) {
    const verified = await computers.atSource(["verify", end, "--budget", "1b"]);
    deepStrictEqual(verifiedBy(verified), ["b"], end);
  }
});

Deno.test("a budget is shared out among the pairs", async () => {
  using computers = await delivered(NAMES);
  const more = join(computers.root, "more"), away = join(computers.root, "away/more");
  Deno.mkdirSync(away);
  Deno.mkdirSync(more);
  Deno.writeTextFileSync(join(more, "x"), "123456");
  computers.configure({
    pairLines: [
      "[[pair]]",
      'name = "more"',
      `source = ${JSON.stringify(more)}`,
      `destination = ${JSON.stringify(away)}`,
    ],
  });
  await computers.atSource(["load", "--pair", "more"]);
  await computers.atDestination(["unload", "--pair", "more", "--yes"]);
  const { summary } = await computers.atDestination(["verify", "destination", "--budget", "18b"]);
  const files = summary.pairs.map(({ verified }: { verified: { files: number } }) =>
    verified.files
  );
  deepStrictEqual(files, [1, 1]);
});

Deno.test("status says how much of the destination has been proven since when", async () => {
  using computers = await delivered(["a", "b"]);
  const day = 86_400_000, now = Date.now();
  ask(computers, `UPDATE delivery SET proven_at = ${now - 40 * day} WHERE entry_id = 1`);
  const statusOf = async () => (await computers.atSource(["status"])).summary.pairs[0].verified;
  const before = await statusOf();
  strictEqual(before.since, new Date(now - 40 * day).toISOString());
  await computers.atDestination(["verify", "destination", "--budget", "1b"]);
  const after = await statusOf();
  deepStrictEqual([after.files, after.bytes, after.never], [2, 12, { files: 0, bytes: 0 }]);
  ok(Date.parse(after.since) > now - day);
  const { stdout } = await runProgram(["--drive", computers.drive, "status"]);
  match(stdout, /all proven since \d+ \w+ \d{4}\n/);
  match(
    stdout,
    /verified +destination, .*: that time 1 file, .*; 1 file, .* left for the next time; so far all of 2 files there proven since /,
  );
});
