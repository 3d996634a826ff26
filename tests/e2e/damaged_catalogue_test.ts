import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { inProgramPaths } from "./program_os.ts";
import { assertSameTrees, describeTree } from "./trees.ts";
import { TwoComputers } from "./two_computers.ts";

const DATE = "2020-05-01T12:00:00Z";

/** What can befall the catalogue. */
const DAMAGES: Record<string, (catalogue: string) => void> = {
  "with junk in its middle": (catalogue) => {
    using file = Deno.openSync(catalogue, { write: true });
    const middle = Math.floor(file.statSync().size / 2 / 4096) * 4096;
    file.seekSync(middle, Deno.SeekMode.Start);
    file.writeSync(crypto.getRandomValues(new Uint8Array(8 * 4096)));
  },
  "whose schema has a flipped bit": (catalogue) => {
    const bytes = Deno.readFileSync(catalogue);
    const text = new TextDecoder("latin1").decode(bytes);
    // Pages that are no longer used hold older copies.
    for (const { index } of text.matchAll(/TABLE cargo_part/g)) bytes[index]! ^= 1;
    Deno.writeFileSync(catalogue, bytes);
  },
  "that was cut short": (catalogue) =>
    Deno.truncateSync(catalogue, Math.floor(Deno.statSync(catalogue).size / 2)),
  "that is empty": (catalogue) => Deno.truncateSync(catalogue, 0),
  "that is some text": (catalogue) => Deno.writeTextFileSync(catalogue, "not a database\n"),
  "that was deleted": (catalogue) => Deno.removeSync(catalogue),
};

/** The bytes of what the config folder holds, but for the lock that says who is at work. */
function readConfigFolder(drive: string): Record<string, Uint8Array> {
  const folder = join(drive, "config");
  const names = Array.from(Deno.readDirSync(folder), ({ name }) => name)
    .filter((name) => name !== "waterlock.lock").sort();
  return Object.fromEntries(names.map((name) => [name, Deno.readFileSync(join(folder, name))]));
}

Deno.test("a damaged catalogue is refused, nothing is changed, and its snapshot put in its place goes on", async (test) => {
  using computers = new TwoComputers();
  const { drive, destination } = computers;
  const catalogue = join(drive, "config/waterlock.db");
  for (let number = 0; number < 60; number++) {
    computers.write(
      `${"a folder with a long name, ".repeat(5)}the end/${number}`,
      `${number}`,
      DATE,
    );
  }
  strictEqual((await computers.atSource(["load"])).code, 0);
  for (const [what, damage] of Object.entries(DAMAGES)) {
    await test.step(`one ${what}`, async () => {
      damage(catalogue);
      const before = readConfigFolder(drive);
      const refused = await computers.atDestination(["run", "--yes"]);
      strictEqual(refused.code, 1, refused.stdout);
      const { message } = refused.summary.errors[0];
      match(message, inProgramPaths(/config\/waterlock\.db is (damaged|empty|missing)/));
      match(message, / is (damaged \(|empty|missing).*snapshot.*config\/waterlock\.db\.bak/s);
      deepStrictEqual(readConfigFolder(drive), before);
      deepStrictEqual(await describeTree(destination), []);

      if (existsSync(catalogue)) Deno.removeSync(catalogue);
      Deno.copyFileSync(`${catalogue}.bak`, catalogue);
    });
  }
  strictEqual((await computers.atSource(["load"])).summary.pairs[0].carried.files, 0);
  strictEqual((await computers.atDestination(["run", "--yes"])).code, 0);
  await assertSameTrees(computers.source, destination);
});

Deno.test("an older snapshot in the catalogue's place loses nothing: what it does not know is settled again", async () => {
  using computers = new TwoComputers();
  const { drive } = computers;
  const catalogue = join(drive, "config/waterlock.db");
  computers.write("first", "first", DATE);
  await computers.trip();
  const old = Deno.readFileSync(`${catalogue}.bak`);
  computers.write("second", "second", DATE);
  computers.write("first", "a new version", "2021-01-01T00:00:00Z");
  await computers.trip();

  Deno.writeFileSync(catalogue, old);
  const { unloaded } = await computers.trip();
  strictEqual(unloaded.summary.pairs[0].instructed.files, 2);
  await assertSameTrees(computers.source, computers.destination);
  strictEqual(existsSync(join(computers.destination, ".waterlock/replaced")), false);
});
