import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { runProgram } from "./program.ts";
import { TwoComputers } from "./two_computers.ts";
import { countsOf } from "./verification.ts";
import { onLinks } from "./where_it_exists.ts";

const DATE = "2020-05-01T12:00:00Z";

/** Runs SQL behind the program's back. */
function tamper({ drive }: TwoComputers, sql: string): void {
  using database = new DatabaseSync(join(drive, "config", "waterlock.db"));
  database.exec(sql);
}

/** Two computers; three files are aboard. */
async function loaded(): Promise<TwoComputers> {
  const computers = new TwoComputers();
  for (const name of ["a", "b", "c"]) computers.write(name, `film ${name}`, DATE);
  strictEqual((await computers.atSource(["load"])).code, 0);
  return computers;
}

Deno.test("a file that comes back during a removal that was broken off is carried again", async () => {
  using computers = await loaded();
  await computers.atDestination(["unload", "--yes"]);
  const [film, elsewhere] = [join(computers.source, "b"), join(computers.root, "b")];
  Deno.renameSync(film, elsewhere);
  await computers.atSource(["load", "--on-missing", "remove"]);
  // What a kill between the removal and its record leaves.
  tamper(
    computers,
    "DELETE FROM delivery WHERE entry_id = (SELECT entry_id FROM entry WHERE path = 'b')",
  );
  Deno.removeSync(join(computers.destination, "b"));
  Deno.renameSync(elsewhere, film);
  await computers.trip();
  strictEqual(computers.arrived("b"), "film b");
});

Deno.test("a removal that was broken off before it removed anything is gone on with", async () => {
  using computers = await loaded();
  await computers.atDestination(["unload", "--yes"]);
  Deno.removeSync(join(computers.source, "b"));
  await computers.atSource(["load", "--on-missing", "remove"]);
  tamper(
    computers,
    "DELETE FROM delivery WHERE entry_id = (SELECT entry_id FROM entry WHERE path = 'b')",
  );
  const { code } = await computers.atDestination(["unload", "--on-removal", "remove"]);
  deepStrictEqual([code, computers.arrived("b")], [0, undefined]);
});

Deno.test("cargo without a digest in the catalogue, or with another size, is damaged, never trusted", async () => {
  for (
    const sql of [
      "UPDATE cargo SET digest = NULL",
      "UPDATE cargo SET size = 1",
      "UPDATE cargo_part SET size = 1",
      "DELETE FROM cargo_part",
      "UPDATE cargo SET digest = zeroblob(64)",
    ]
  ) {
    using computers = await loaded();
    tamper(computers, sql);
    Deno.writeTextFileSync(computers.cargo("a"), "EVIL a");
    const unloaded = await computers.atDestination(["unload", "--yes"]);
    strictEqual(unloaded.code, 4, sql);
    strictEqual(computers.arrived("a"), undefined, sql);
    strictEqual((await computers.trip()).unloaded.code, 0);
    strictEqual(computers.arrived("a"), "film a");
  }
});

Deno.test("a catalogue that names Waterlock's own folder, or sizes below nothing, is refused", async () => {
  for (
    const sql of [
      "UPDATE entry SET path = '.waterlock/pair.json' WHERE path = 'a'",
      "UPDATE entry SET size = -5",
    ]
  ) {
    using computers = await loaded();
    tamper(computers, sql);
    const refused = await computers.atDestination(["unload", "--yes"]);
    strictEqual(refused.code, 1, sql);
    match(refused.summary.errors[0].message, /cannot have written/);
    const marker = Deno.readTextFileSync(join(computers.destination, ".waterlock/pair.json"));
    strictEqual(JSON.parse(marker).name, "media");
  }
});

Deno.test({
  ...onLinks,
  name: "what the catalogue says to lie beyond a link of the source is neither carried nor read",
  fn: async () => {
    using computers = await loaded();
    const outside = join(computers.root, "outside"), secret = join(outside, "secret");
    Deno.mkdirSync(outside);
    Deno.writeTextFileSync(secret, "nobody else's");
    Deno.symlinkSync(outside, join(computers.source, "album"));
    for (const state of ["damaged", "pending", "aboard"]) {
      tamper(
        computers,
        `INSERT OR REPLACE INTO entry (pair_id, path, kind, size, mtime_ns, digest, state)
           VALUES (1, 'album/secret', 'file', 13, 0, zeroblob(64), '${state}')`,
      );
      const verified = await computers.atSource(["verify", "source"]);
      deepStrictEqual(countsOf(verified), { verified: 3, missing: 1 }, state);
      await computers.atSource(["load", "--on-missing", "leave"]);
      strictEqual(existsSync(computers.cargo("album")), false, state);
    }
  },
});

Deno.test("cargo of a pair that the config has lost is told of, not forgotten", async () => {
  using computers = await loaded();
  const config = join(computers.drive, "config", "waterlock.toml");
  Deno.writeTextFileSync(
    config,
    Deno.readTextFileSync(config).replace('name = "media"', 'name = "renamed"'),
  );
  const { events } = await computers.atDestination(["unload"]);
  deepStrictEqual(events.find(({ event }) => event === "unknown-pair"), {
    event: "unknown-pair",
    pair: "media",
    files: 3,
  });
  match((await runProgram(["status", "--drive", computers.drive])).stdout, /media: .* 3 files/);
});

Deno.test("a file that cannot be carried is reported each time, and makes no trip to come", async () => {
  using computers = new TwoComputers();
  computers.write("a", "a", DATE);
  const name = "x".repeat(250);
  // Its path fits the source and not the drive.
  let folder = "";
  while (computers.source.length + folder.length + 400 < 4095) folder += "f".repeat(200) + "/";
  const room = 4095 - computers.source.length - folder.length - 1;
  computers.write(folder + name.slice(0, Math.min(250, room)), "long", DATE);
  const first = await computers.atSource(["load"]);
  strictEqual(first.code, first.summary.errors.length === 0 ? 0 : 3);
  const status = await computers.atSource(["status"]);
  strictEqual(status.summary.pairs[0].tripsRemaining, 0);
});
