import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { existsSync } from "node:fs";
import { runProgram } from "./e2e/program.ts";
import { PROGRAM_OS, programPath } from "./e2e/program_os.ts";
import { TwoComputers } from "./e2e/two_computers.ts";

Deno.test("a drive is set up, loaded, unloaded and dumped, and says so at every step", async () => {
  using computers = new TwoComputers({ dump: "never" });
  const { drive, source, destination } = computers;
  Deno.removeSync(`${drive}/config`, { recursive: true });
  computers.write("2026/a film.mov", "film", "2020-02-02T12:34:56Z");
  computers.write("Ünïcødé 日本.txt", "words");
  computers.write("empty", "");
  Deno.mkdirSync(`${source}/no files here`);
  const at = ["--drive", drive];
  const ends = ["--source", source, "--destination", destination];
  const init = await runProgram([...at, "init", "--reserve", "0", "--pair", "media", ...ends]);
  strictEqual(init.code, 0, init.stderr);

  const loaded = await computers.atSource(["load"]);
  deepStrictEqual([loaded.code, loaded.summary.errors], [0, []]);
  deepStrictEqual(loaded.summary.pairs[0].carried, { files: 3, bytes: 9 });
  strictEqual(Deno.readTextFileSync(computers.cargo("2026/a film.mov")), "film");
  deepStrictEqual((await computers.countFiles()).aboard, 3);
  const verified = await computers.atSource(["verify", "drive"]);
  deepStrictEqual([verified.code, verified.summary.pairs[0].verified.files], [0, 3]);

  const declined = await computers.atDestination(["unload"]);
  strictEqual(declined.code, 2, "nobody confirmed the destination");
  strictEqual(computers.arrived("empty"), undefined);
  const unloaded = await computers.atDestination(["unload", "--yes"]);
  deepStrictEqual([unloaded.code, unloaded.summary.errors], [0, []]);
  strictEqual(computers.arrived("2026/a film.mov"), "film");
  strictEqual(computers.arrived("Ünïcødé 日本.txt"), "words");
  ok(Deno.statSync(`${destination}/no files here`).isDirectory);
  const modified = Deno.statSync(`${destination}/2026/a film.mov`).mtime;
  strictEqual(modified?.toISOString(), "2020-02-02T12:34:56.000Z");
  deepStrictEqual((await computers.countFiles()).delivered, 3);

  Deno.writeTextFileSync(`${destination}/2026/a film.mov`, "mold");
  Deno.utimeSync(`${destination}/2026/a film.mov`, modified!, modified!);
  const damaged = await computers.atDestination(["verify", "destination"]);
  deepStrictEqual([damaged.code, damaged.summary.pairs[0].damaged.files], [4, 1]);
  await computers.trip();
  strictEqual(computers.arrived("2026/a film.mov"), "film", "what is damaged is brought again");

  const dumped = await runProgram([...at, "--json", "dump", "--yes"]);
  strictEqual(dumped.code, 0, dumped.stdout);
  ok(!existsSync(computers.cargo("2026")) && !existsSync(computers.cargo("empty")));
  const nothing = await computers.atSource(["load"]);
  deepStrictEqual(nothing.summary.pairs[0].carried, { files: 0, bytes: 0 });
});

Deno.test("a changed file replaces its old version at the destination", async () => {
  using computers = new TwoComputers({ dump: "always" });
  computers.write("letter", "first", "2020-01-01T00:00:00Z");
  await computers.trip();
  computers.write("letter", "second", "2021-01-01T00:00:00Z");
  await computers.trip();
  strictEqual(computers.arrived("letter"), "second");
});

Deno.test("a relative path in the config is refused with its line", async () => {
  using computers = new TwoComputers();
  computers.configure({}, "backup", "media");
  const { code, stderr } = await runProgram(["--drive", computers.drive, "load"]);
  strictEqual(code, 2);
  match(stderr, /line \d+: pair\.source must be an absolute path/);
});

Deno.test({
  name: "drive letters and backslashes lead to the folders they name",
  ignore: PROGRAM_OS !== "windows",
  fn: async () => {
    using computers = new TwoComputers();
    const { drive, source, destination } = computers;
    match(programPath(source), /^[A-Z]:\\[^/]+$/);
    computers.write("a\\b".replace("\\", "/"), "content");
    const config = (source: string, destination: string) =>
      Deno.writeTextFileSync(
        `${drive}/config/waterlock.toml`,
        `reserve = "0"\n[[pair]]\nname = "media"\nsource = '${source}'\ndestination = '${destination}'\n`,
      );
    // A small letter, slashes and a slash at the end are all the same to Windows.
    config(
      programPath(source).replace(/^\w/, (letter) => letter.toLowerCase()),
      programPath(destination).replaceAll("\\", "/") + "/",
    );
    await computers.trip();
    strictEqual(computers.arrived("a/b"), "content");
  },
});
