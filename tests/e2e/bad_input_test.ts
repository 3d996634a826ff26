import { deepStrictEqual, doesNotMatch, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { onDriveWithModes } from "./drives.ts";
import { asOrdinaryUser } from "./ordinary_user.ts";
import { type ProgramOptions, runProgram } from "./program.ts";
import { inProgramPaths, programPath } from "./program_os.ts";
import { TwoComputers } from "./two_computers.ts";

/** Two computers with something to carry. */
function withFilm(pairLines: string[] = []): TwoComputers {
  const computers = new TwoComputers({ pairLines });
  computers.write("2026/a film.mov", "film");
  return computers;
}

/** What would tell that something was written to the source; undefined where it cannot be seen. */
function lookAt(source: string): unknown {
  try {
    const { mtime, size } = Deno.statSync(source);
    return { mtime, size, names: Array.from(Deno.readDirSync(source), ({ name }) => name) };
  } catch {
    return undefined;
  }
}

/** A sentence, then an indented remedy; never anything a programmer would have to read. */
const SENTENCE_AND_REMEDY = /^\S.*[^.]\.\n {2}\S.*[^.]\.\n$/;

/**
 * Runs a command that cannot be done, and looks at how it says so.
 *
 * @returns the exit code and what it said
 */
async function refuse(
  { drive, source }: TwoComputers,
  args: readonly string[],
  options?: ProgramOptions,
): Promise<{ code: number; said: string }> {
  const before = lookAt(source);
  const { code, stderr } = await runProgram(["--drive", drive, ...args], options);
  match(stderr, SENTENCE_AND_REMEDY, args.join(" "));
  doesNotMatch(stderr, /file:\/\/|Error:|unexpected/);
  deepStrictEqual(lookAt(source), before, "nothing is written to the source");
  return { code, said: stderr };
}

Deno.test("without a config every command says where it was looked for and what to do", async () => {
  using computers = withFilm();
  Deno.removeSync(join(computers.drive, "config"), { recursive: true });
  for (const command of ["run", "plan", "status", "history", "manifest", "dump"]) {
    const { code, said } = await refuse(computers, [command]);
    strictEqual(code, 2);
    match(
      said,
      inProgramPaths(/no config at .*config\/waterlock\.toml\.\n.*waterlock init.*--drive/),
    );
  }
  deepStrictEqual(Array.from(Deno.readDirSync(computers.drive)), [], "and makes nothing");
});

Deno.test("a drive that is not there is not made", async () => {
  using computers = withFilm();
  Deno.removeSync(computers.drive, { recursive: true });
  const { code, said } = await refuse(computers, ["load"]);
  strictEqual(code, 2);
  match(said, /drive.*\n.*--drive/);
  strictEqual(
    Array.from(Deno.readDirSync(computers.root)).some(({ name }) => name === "drive"),
    false,
  );
});

Deno.test({
  ...onDriveWithModes,
  name: "a config that may not be read is named with the reason",
  async fn() {
    using computers = withFilm();
    const user = asOrdinaryUser(computers);
    Deno.chmodSync(join(computers.drive, "config", "waterlock.toml"), 0o000);
    const { code, said } = await refuse(computers, ["load"], user);
    strictEqual(code, 2);
    match(said, /Cannot read the config .*waterlock\.toml: no permission/);
  },
});

Deno.test("a config that is none is named with the reason", async () => {
  using computers = withFilm();
  const config = join(computers.drive, "config", "waterlock.toml");
  Deno.removeSync(config);
  Deno.mkdirSync(config);
  const folder = await refuse(computers, ["load"]);
  strictEqual(folder.code, 2);
  match(folder.said, /waterlock\.toml: it is a folder/);
  Deno.removeSync(config);
  Deno.writeFileSync(config, new Uint8Array([0xff, 0xfe, 0x5b, 0x00, 0x5b, 0x00]));
  strictEqual((await refuse(computers, ["load"])).code, 2);
});

Deno.test("a mistake in the config is named with its line, and nothing is begun", async () => {
  using computers = withFilm(["exlude = []"]);
  const { code, said } = await refuse(computers, ["load"]);
  strictEqual(code, 2);
  match(
    said,
    inProgramPaths(/^config\/waterlock\.toml, line 7: pair\.exlude .*remove or correct it/),
  );
  deepStrictEqual(Array.from(Deno.readDirSync(computers.drive), ({ name }) => name), ["config"]);
});

Deno.test("where both ends are to be seen the stage has to be named", async () => {
  using computers = withFilm();
  const { source, destination } = computers;
  for (const args of [[], ["run"], ["plan"]]) {
    const { code, said } = await refuse(computers, args);
    strictEqual(code, 2);
    for (const end of [source, destination]) ok(said.includes(programPath(end)), said);
    match(said, /waterlock load.*waterlock unload/);
  }
});

Deno.test("where neither end is to be seen both are named", async () => {
  using computers = withFilm();
  const { source, destination } = computers;
  Deno.removeSync(join(computers.root, "away"), { recursive: true });
  const home = join(computers.root, "home"), hidden = `${home}.hidden`;
  Deno.renameSync(home, hidden);
  const { code, said } = await refuse(computers, []);
  strictEqual(code, 2);
  for (const end of [source, destination]) ok(said.includes(programPath(end)), said);
  match(
    (await refuse(computers, ["load"])).said,
    inProgramPaths(/source .*home\/media.* is not here/),
  );
  match(
    (await refuse(computers, ["unload"])).said,
    inProgramPaths(/destination .*away\/backup.* is not here/),
  );
});

for (const end of ["source", "destination"] as const) {
  Deno.test(`a ${end} that is a file is refused`, async () => {
    using computers = withFilm();
    Deno.removeSync(computers[end], { recursive: true });
    Deno.writeTextFileSync(computers[end], "a file");
    const stage = end === "source" ? "load" : "unload";
    const { code, said } = await refuse(computers, [stage, "--yes"]);
    strictEqual(code, 2);
    ok(said.includes(`${programPath(computers[end])} is a file, not a folder`), said);
    strictEqual(Deno.readTextFileSync(computers[end]), "a file");
  });
}

Deno.test("a pair that the config does not have is refused, and those it has are named", async () => {
  using computers = withFilm();
  for (const command of ["load", "status", "history", "manifest", "dump"]) {
    const { code, said } = await refuse(computers, [command, "--pair", "gopro"]);
    strictEqual(code, 2);
    match(said, /no pair "gopro".*\n.*: media/);
  }
});
