import { match, notStrictEqual, ok, strictEqual } from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { runCommand } from "../fixtures/run_command.ts";
import { COMMANDS, DriveUnderAttack } from "./drive_under_attack.ts";

const PAGE_BYTES = 4096;
/** One that only looks, and the two that write at an end. */
const FEW: typeof COMMANDS = [["status"], ["load"], ["unload", "--yes"]];

/** Runs commands one after the other; says how each ended, and looks that nothing is wrong then. */
async function runAll(drive: DriveUnderAttack, commands: typeof COMMANDS, what: string) {
  const codes: number[] = [];
  for (const command of commands) {
    const ended = await drive.run(command, what);
    if (command[0] === "manifest") drive.assertTrueManifest(ended, what);
    codes.push(ended.code);
  }
  const stages = codes.slice(-3, -1);
  drive.assertNothingWrong(what, commands === COMMANDS && stages.every((code) => code === 0));
  return codes;
}

Deno.test("as it is, the drive does all that it is asked", async () => {
  using drive = await DriveUnderAttack.prepare(0);
  const codes = await runAll(drive, COMMANDS, "nothing was done to it");
  strictEqual(codes.join(), COMMANDS.map(() => 0).join());
});

Deno.test("a catalogue that ends at any page is refused by every command, and nothing is touched", async () => {
  using drive = await DriveUnderAttack.prepare(600);
  const { good, layout } = drive;
  const pages = good.length / PAGE_BYTES;
  ok(pages >= 60, `${pages} pages`);
  for (let page = 1; page < pages; page++) {
    Deno.writeFileSync(layout.catalogue, good.slice(0, page * PAGE_BYTES));
    const codes = await runAll(drive, page % 20 === 1 ? COMMANDS : FEW, `${page} pages`);
    ok(codes.every((code) => code === 1), `${page} pages: ${codes}`);
  }
});

Deno.test("nor does any command crash when somebody has cut it short and made a seal that fits", async () => {
  using drive = await DriveUnderAttack.prepare(100);
  const { good, layout } = drive;
  for (let page = 1; page < good.length / PAGE_BYTES; page++) {
    Deno.writeFileSync(layout.catalogue, good.slice(0, page * PAGE_BYTES));
    drive.forgeSeal();
    for (const command of FEW) await drive.run(command, `sealed, ${page} pages`);
    drive.restore();
  }
});

Deno.test("whichever bit of the catalogue flips, no command crashes, and none claims what is not so", async () => {
  using drive = await DriveUnderAttack.prepare(0);
  const { good, layout } = drive;
  let refused = 0, taken = 0;
  for (let at = 13; at < good.length; at += 4093) {
    const bad = good.slice();
    bad[at]! ^= 1 << at % 8;
    Deno.writeFileSync(layout.catalogue, bad);
    const codes = await runAll(drive, at % 5 === 0 ? COMMANDS : FEW, `bit of byte ${at}`);
    if (codes.every((code) => code === 1)) refused += 1;
    else {
      taken += 1;
      drive.restore();
    }
  }
  ok(refused > 0 && taken > 0, `${refused} refused, ${taken} taken`);
});

Deno.test("nor does one when somebody has flipped the bit and made a seal that fits", async () => {
  using drive = await DriveUnderAttack.prepare(0);
  const { good, layout } = drive;
  for (let at = 101; at < good.length; at += 3061) {
    const bad = good.slice();
    bad[at]! ^= 1 << at % 8;
    Deno.writeFileSync(layout.catalogue, bad);
    drive.forgeSeal();
    for (const command of at % 4 === 0 ? COMMANDS : FEW) {
      await drive.run(command, `sealed, bit of byte ${at}`);
    }
    drive.restore();
  }
});

/** What may lie where a file of Waterlock's own belongs. */
const IMPOSTORS: Record<string, (path: string) => void> = {
  "an empty file": (path) => Deno.writeTextFileSync(path, ""),
  "garbage": (path) =>
    Deno.writeFileSync(path, crypto.getRandomValues(new Uint8Array(8 * PAGE_BYTES))),
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
        await runAll(drive, COMMANDS, `${impostor} as ${name}`);
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
      alter(drive.layout.catalogue, sql);
      drive.forgeSeal();
      for (const command of COMMANDS) {
        const { code, err } = await drive.run(command, what);
        strictEqual(code, 1, `${command}: ${err}`);
        match(err, /damaged/);
      }
      drive.assertNothingWrong(what, false);
    });
  }
});

/** Runs SQL as somebody would who wants the worst. */
function alter(catalogue: string, sql: string): void {
  const options = { enableForeignKeyConstraints: false, defensive: false };
  using database = new DatabaseSync(catalogue, options);
  database.exec("PRAGMA ignore_check_constraints = ON");
  database.exec(sql);
}

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
  strictEqual(before.every((byte, at) => byte === Deno.readFileSync(catalogue)[at]), true);
});

/** Paths that lead elsewhere, as SQL. */
const OUTSIDE = ["../../escape", "/tmp/waterlock-test-escape", "..", ".waterlock/pair.json"]
  .concat([".Waterlock/PAIR.json", "a/../../../escape", "a//b"])
  .map((path) => `'${path}'`);
/** Text that SQLite stores otherwise than it gives it: cut off at a NUL, or no UTF-8. */
const ODD = ["CAST(x'610062' AS TEXT)", "CAST(x'61ff' AS TEXT)"];

/** Runs commands on a catalogue that somebody has altered and sealed, who knows what it is made of. */
async function runAltered(drive: DriveUnderAttack, sql: string, commands: typeof COMMANDS) {
  drive.restore();
  alter(drive.layout.catalogue, sql);
  drive.forgeSeal();
  for (const command of commands) await drive.run(command, sql);
  // What is in the place of another path or a file is by any name still within the roots.
  const isElsewhere = ODD.some((path) => sql.startsWith(`UPDATE entry SET path = ${path}`)) ||
    sql.includes("UPDATE cargo SET kind = 'link'");
  if (!isElsewhere) drive.assertNothingWrong(sql, false);
}

Deno.test("rows that Waterlock cannot have written are refused in a sentence, and nothing leaves the roots", async (test) => {
  using drive = await DriveUnderAttack.prepare(0);
  const changes = [...OUTSIDE, ...ODD].flatMap((path) => [
    `UPDATE entry SET path = ${path} WHERE path = 'new films/film 3'`,
    `UPDATE cargo_part SET name = ${path} WHERE name = 'new films/film 3'`,
    `INSERT INTO in_flight (pair_id, side, path, replaces) VALUES (1, 'destination', ${path}, 0)`,
    `INSERT INTO adopted (pair_id, path, size, mtime_ns) VALUES (1, ${path}, 1, 1)`,
  ]).concat([
    "UPDATE entry SET kind = 'device' WHERE path = 'new films/film 3'",
    "UPDATE entry SET kind = 'folder' WHERE path = 'new films/film 3'",
    "UPDATE entry SET state = 'somewhere' WHERE path = 'new films/film 3'",
    "UPDATE entry SET size = -1 WHERE path = 'new films/film 3'",
    "UPDATE entry SET mtime_ns = 9223372036854775807",
    "UPDATE cargo SET size = 9223372036854775807",
    "UPDATE cargo SET mode = 9223372036854775807",
    "UPDATE cargo SET kind = 'link', link_target = '/etc/passwd'",
    "UPDATE pair SET accepted_destination = '/etc'",
    "UPDATE trip SET started_at = 9223372036854775807, ended_at = -9223372036854775807",
  ]);
  for (const sql of changes) await test.step(sql, () => runAltered(drive, sql, COMMANDS));
});

/** One that reads most of the catalogue, one for each end, and those that write there. */
const MOST: typeof COMMANDS = [["find", "*"], ["history"], ["verify", "destination"], ...FEW];

Deno.test("nor does what stands in any other table", async (test) => {
  using drive = await DriveUnderAttack.prepare(0);
  const changes = [OUTSIDE[0]!, ODD[0]!].flatMap((path) => [
    `INSERT INTO told_apart VALUES (1, ${path}, 1)`,
    `UPDATE pair SET uuid = ${path}`,
    `UPDATE pair SET name = ${path}`,
    `UPDATE drive SET uuid = ${path}`,
    `UPDATE receipt SET name = ${path}`,
  ]).concat([
    "UPDATE delivery SET kind = 'link', link_target = '/etc/passwd'",
    "UPDATE delivery SET kind = 'folder'",
    "UPDATE delivery SET size = -1",
    "UPDATE delivery SET digest = NULL, mtime_ns = -9223372036854775808",
    "UPDATE delivery SET proven_at = 9223372036854775807",
    "UPDATE trip SET number = -9223372036854775808, carried_bytes = -1",
    "UPDATE trip SET host = char(27) || '[2J' || char(10)",
    "UPDATE entry SET problem = char(27) || '[2J', state = 'pending'",
    "DELETE FROM trip",
    "DELETE FROM drive",
    "INSERT INTO drive VALUES ('another')",
    "UPDATE pair SET names = 'portable'",
    "INSERT INTO told_apart SELECT 1, path, 9223372036854775807 FROM entry",
    "INSERT INTO told_apart SELECT 1, path, -1 FROM entry",
  ]).concat(
    [-1n, 5n, 2n ** 62n].flatMap((number) => [
      `UPDATE receipt SET bytes = ${number}`,
      `UPDATE cargo_part SET start = ${number}`,
      `UPDATE cargo_part SET size = ${number}`,
      `INSERT INTO arrived_part SELECT entry_id, ${number}, 5, zeroblob(64) FROM cargo`,
      `INSERT INTO arrived_part SELECT entry_id, 0, ${number}, zeroblob(64) FROM cargo`,
      ...["drive", "destination"].map((side) =>
        `INSERT INTO in_flight SELECT 1, '${side}', path, 0, entry_id, size, mtime_ns, ${number}
         FROM entry`
      ),
    ]),
  );
  for (const sql of changes) await test.step(sql, () => runAltered(drive, sql, MOST));
});
