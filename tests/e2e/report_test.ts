import { deepStrictEqual, doesNotMatch, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { runProgram } from "./program.ts";
import { programPath } from "./program_os.ts";
import { TwoComputers } from "./two_computers.ts";
import { onDriveWithLinks } from "./drives.ts";

const page = (computers: TwoComputers) => join(computers.drive, "config", "report.html");

Deno.test("the report is a page on the drive, and its headline is what is delivered and proven", async () => {
  using computers = new TwoComputers();
  computers.write("2025/a", "film");
  await computers.trip();
  computers.write("2026/b", "another film");
  await computers.atSource(["load"]);
  computers.write("2026/c", "c");
  const { code, summary } = await computers.atDestination(["report"]);
  strictEqual(code, 0);
  strictEqual(summary.report, programPath(page(computers)));
  deepStrictEqual(summary.source, { files: 2, bytes: 16 });
  deepStrictEqual(summary.safe, { files: 1, bytes: 4 });
  deepStrictEqual(summary.pairs[0].aboard, { files: 1, bytes: 12 });
  deepStrictEqual([summary.problems, summary.errors], [0, []]);
  const html = Deno.readTextFileSync(page(computers));
  match(html, /^<!doctype html>\n/);
  match(html, /<span class="share">25%<\/span> of the source is safe at the destination/);
  match(html, /<bdi>2025<\/bdi>/);
  doesNotMatch(html, /2026\/c/, "nobody has looked at the source since");
});

Deno.test("the person is told the number and where the page is; the next one takes its place", async () => {
  using computers = new TwoComputers();
  const ask = async () => await runProgram(["--drive", computers.drive, "report"]);
  const empty = await ask();
  strictEqual(empty.stderr, "");
  match(
    empty.stdout,
    /^Nothing is known of any source yet\.\nOpen it in a browser: .*report\.html\n$/,
  );
  computers.write("a", "film");
  await computers.trip();
  match(
    (await ask()).stdout,
    /^100% of the source is safe at the destination: 4 bytes in 1 file\.\n/,
  );
  match(Deno.readTextFileSync(page(computers)), /That is all that was seen/);
  deepStrictEqual(
    [...Deno.readDirSync(join(computers.drive, "config"))].filter(({ name }) =>
      name.includes("partial")
    ),
    [],
  );
});

Deno.test("the report tells what the config holds, and when the destination was last verified", async () => {
  using computers = new TwoComputers();
  computers.write("film", "film");
  await computers.trip();
  strictEqual((await computers.atDestination(["verify", "destination"])).code, 0);
  computers.configure({ pairLines: ['hold = ["raw/**"]'] });
  computers.write("raw/shot", "raw");
  await computers.atSource(["load"]);
  await computers.atSource(["report"]);
  const html = Deno.readTextFileSync(page(computers));
  match(
    html,
    /3 bytes in 1 file not yet safe \(3 bytes in 1 file held at the source by the config\)/,
  );
  match(html, /<dt>Last verified<\/dt><dd>destination, .*: 1 file, 4 bytes verified<\/dd>/);
});

Deno.test("the page goes where --output says, and never in the place of anything but a report", async () => {
  using computers = new TwoComputers();
  const ask = async (file: string) =>
    await runProgram(["--drive", computers.drive, "--json", "report", "--output", file], {
      cwd: computers.root,
    });
  const mine = join(computers.root, "mine.html");
  Deno.writeTextFileSync(mine, "<!doctype html>\nmy own page");
  const refused = await ask("mine.html");
  strictEqual(refused.code, 1);
  match(refused.summary.errors[0].message, /mine\.html is no report of Waterlock's.*another file/);
  strictEqual(Deno.readTextFileSync(mine), "<!doctype html>\nmy own page");
  strictEqual((await ask("new.html")).code, 0);
  strictEqual((await ask("new.html")).code, 0);
  ok(Deno.statSync(join(computers.root, "new.html")).size > 5000);
  match((await ask("home")).summary.errors[0].message, /is a folder.*such as report\.html/);
  match((await ask("no/where/x.html")).summary.errors[0].message, /There is no folder .*where/);
  strictEqual((await ask("")).code, 2);
});

Deno.test("a report is known for one in whichever language it was written", async () => {
  using computers = new TwoComputers();
  const ask = async () => await runProgram(["--drive", computers.drive, "report"]);
  strictEqual((await ask()).code, 0);
  const html = Deno.readTextFileSync(page(computers));
  for (const language of ["en", "de", "zh-Hant-TW"]) {
    const other = html.replace(/<html lang="[^"]+">/, `<html lang="${language}">`);
    Deno.writeTextFileSync(page(computers), other);
    const { code, stderr } = await ask();
    deepStrictEqual([code, stderr], [0, ""], language);
    match(Deno.readTextFileSync(page(computers)), /^<!doctype html>\n<html lang="en-GB">\n/);
  }
});

Deno.test({
  ...onDriveWithLinks,
  name: "a link under the page's name is refused, and what it leads to is left alone",
  fn: async () => {
    using computers = new TwoComputers();
    const victim = join(computers.root, "victim");
    Deno.writeTextFileSync(victim, "mine");
    Deno.symlinkSync(victim, page(computers));
    const { code, summary } = await computers.atSource(["report"]);
    strictEqual(code, 1);
    match(summary.errors[0].message, /report\.html is a link/);
    strictEqual(Deno.readTextFileSync(victim), "mine");
  },
});

Deno.test("what could not be carried, and what is damaged, stands in the report in words", async () => {
  using computers = new TwoComputers();
  computers.write("a", "film");
  computers.write("b", "song");
  await computers.trip();
  const there = join(computers.destination, "a"), { mtime } = Deno.statSync(there);
  Deno.writeTextFileSync(there, "fil!");
  Deno.utimeSync(there, mtime!, mtime!);
  strictEqual((await computers.atDestination(["verify", "destination"])).code, 4);
  const { summary } = await computers.atDestination(["report"]);
  deepStrictEqual(summary.safe, { files: 1, bytes: 4 });
  deepStrictEqual(summary.problems, 1);
  match(Deno.readTextFileSync(page(computers)), /<bdi class="path">a<\/bdi>.*Found damaged/);
});

Deno.test("a file of which no copy is known any more is the first of the problems", async () => {
  using computers = new TwoComputers({ dump: "always" });
  computers.write("kept", "kept");
  const last = computers.write("last", "last");
  await computers.trip();
  Deno.removeSync(last);
  await computers.atSource(["load", "--on-missing", "skip"]);
  const problems = async () => (await computers.atDestination(["report"])).summary.problems;
  strictEqual(await problems(), 0);
  Deno.removeSync(join(computers.destination, "last"));
  await computers.atDestination(["verify", "destination"]);
  strictEqual(await problems(), 1);
  match(Deno.readTextFileSync(page(computers)), /last<\/bdi>.*no copy is known/);
});
