import { COMMANDS, DriveUnderAttack, FEW } from "./drive_under_attack.ts";

/** Paths that lead elsewhere, as SQL. */
const OUTSIDE = ["../../escape", "/tmp/waterlock-test-escape", "..", ".waterlock/pair.json"]
  .concat([".Waterlock/PAIR.json", "a/../../../escape", "a//b"])
  .map((path) => `'${path}'`);
/** Text that SQLite stores otherwise than it gives it: cut off at a NUL, or no UTF-8. */
const ODD = ["CAST(x'610062' AS TEXT)", "CAST(x'61ff' AS TEXT)"];

/** Runs commands on a catalogue that somebody has altered and sealed, who knows what it is made of. */
async function runAltered(drive: DriveUnderAttack, sql: string, commands: typeof COMMANDS) {
  drive.restore();
  drive.alter(sql);
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
    "INSERT INTO missing SELECT entry_id FROM entry",
    "INSERT INTO passed_over VALUES (1, char(27) || '[2J', 2, char(27) || '[2J' || char(10))",
    "INSERT INTO passed_over VALUES (1, 'unreadable', -1, CAST(x'61ff' AS TEXT))",
    "INSERT INTO missing VALUES (-9223372036854775808), (9223372036854775807)",
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
