import { deepStrictEqual, match, notStrictEqual, strictEqual } from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { runCommand } from "../fixtures/run_command.ts";
import { COMMANDS, DriveUnderAttack } from "./drive_under_attack.ts";

/** What may lie where a file of Waterlock's own belongs. */
const IMPOSTORS: Record<string, (path: string) => void> = {
  "an empty file": (path) => Deno.writeTextFileSync(path, ""),
  "garbage": (path) => Deno.writeFileSync(path, crypto.getRandomValues(new Uint8Array(32 * 1024))),
  "a folder": (path) => Deno.mkdirSync(path),
  "a pipe": (path) => void runCommand("mkfifo", path),
  "a link": (path) => Deno.symlinkSync("/etc/hostname", path),
};

Deno.test("whatever lies in the place of the catalogue, its log, its copy or its seal, no command crashes", async (test) => {
  using drive = await DriveUnderAttack.prepare(0);
  const { catalogue, snapshot, seal, lock } = drive.layout;
  const places = { catalogue, log: `${catalogue}-wal`, snapshot, seal, lock };
  for (const [impostor, make] of Object.entries(IMPOSTORS)) {
    for (const [name, path] of Object.entries(places)) {
      await test.step(`${impostor} in the place of the ${name}`, async () => {
        drive.restore();
        try {
          Deno.removeSync(path);
        } catch (error) {
          if (!(error instanceof Deno.errors.NotFound)) throw error;
        }
        make(path);
        await drive.runAll(COMMANDS, `${impostor} as ${name}`);
      });
    }
  }
});

/** What somebody may do to the catalogue who knows what it is made of. */
const ALTERATIONS = {
  "a trigger": "CREATE TRIGGER t AFTER UPDATE ON entry BEGIN DELETE FROM delivery; END",
  "a view": "CREATE VIEW v AS SELECT 1",
  "one table more": "CREATE TABLE more (a)",
  "one table less": "DROP TABLE adopted",
  "a table without its constraints":
    "ALTER TABLE adopted RENAME TO was; CREATE TABLE adopted AS SELECT * FROM was; DROP TABLE was",
  "no table at all, but a schema's number":
    "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE true",
};

Deno.test("a catalogue with other tables than Waterlock makes is refused, sealed or not", async (test) => {
  using drive = await DriveUnderAttack.prepare(0);
  for (const [what, sql] of Object.entries(ALTERATIONS)) {
    await test.step(what, async () => {
      drive.restore();
      drive.alter(sql);
      for (const command of COMMANDS) {
        const { code, err } = await drive.run(command, what);
        strictEqual(code, 1, `${command}: ${err}`);
        match(err, /damaged/);
      }
      drive.assertNothingWrong(what, false);
    });
  }
});

Deno.test("a catalogue of a newer program is refused by every command, and stays as it is", async () => {
  using drive = await DriveUnderAttack.prepare(0);
  const { catalogue } = drive.layout;
  {
    using database = new DatabaseSync(catalogue);
    const { user_version } = database.prepare("PRAGMA user_version").get()!;
    database.exec(`PRAGMA user_version = ${Number(user_version) + 1}`);
  }
  const before = Deno.readFileSync(catalogue);
  for (const command of COMMANDS) {
    const { code, err } = await drive.run(command, "newer");
    notStrictEqual(code, 0);
    match(err, /newer/);
  }
  deepStrictEqual(Deno.readFileSync(catalogue), before);
});
