import { deepStrictEqual } from "node:assert/strict";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { sample } from "./cases.ts";
import { Violation } from "./invariants.ts";
import type { Attempt } from "./random_kills.ts";
import { runHere } from "./run_program.ts";
import { readTree } from "./tree.ts";
import { loading, runAndJudge, unloading } from "./trips.ts";
import { World } from "./world.ts";

/** What somebody hostile has written where a path belongs; `OUTSIDE` is a folder that is nobody's end. */
const PATHS = [
  "",
  ".",
  "..",
  "../../outside/escaped",
  "d/../../../outside/escaped",
  "d//x",
  "/OUTSIDE/escaped",
  "C:\\escaped",
  "\\\\server\\share\\escaped",
  "nul",
  "d/aux.txt",
  "a\0b",
  "a\nb",
  ".waterlock/pair.json",
  ".WATERLOCK/pair.json",
  "config/waterlock.db",
  "x".repeat(5000),
] as const;

/** Where a path can be planted, by what it is then. */
const ROWS: Record<string, string> = {
  "an entry": "UPDATE entry SET path = ?1 WHERE path = 'a'",
  "an entry that is aboard": "UPDATE entry SET path = ?1 WHERE path = 'new'",
  "a folder": "UPDATE entry SET path = ?1 || '/' WHERE path = 'd/'",
  "what is to be removed": "UPDATE entry SET path = ?1, state = 'removal' WHERE path = 'b'",
  "a file in cargo": `UPDATE cargo_part SET name = ?1, folded = ?1
    WHERE entry_id = (SELECT entry_id FROM entry WHERE path = 'new')`,
  "what was delivered": "UPDATE entry SET path = ?1, state = 'pending' WHERE path = 'd/x'",
  "what is in flight on the drive": `INSERT INTO in_flight (pair_id, side, path, replaces)
    SELECT pair_id, 'drive', ?1, 0 FROM pair`,
  "what is in flight at the destination": `INSERT INTO in_flight (pair_id, side, path, replaces)
    SELECT pair_id, 'destination', ?1, 0 FROM pair`,
  "what was adopted": `INSERT INTO adopted (pair_id, path, size, mtime_ns)
    SELECT pair_id, ?1, 1, 1 FROM pair`,
  "what is told apart": `INSERT INTO told_apart (pair_id, path, letters)
    SELECT pair_id, ?1, 1 FROM pair`,
  "a known receipt": "INSERT INTO receipt (pair_id, name, bytes) SELECT pair_id, ?1, 1 FROM pair",
  "the pair's name": "UPDATE pair SET name = ?1",
  "the drive": "UPDATE drive SET uuid = ?1",
};

/** Where a link is laid that leads out, by the end and the path below it. */
const LINKS: readonly (readonly [end: keyof World["ends"], path: string])[] = [
  ["drive", "cargo"],
  ["drive", "cargo/media"],
  ["drive", "cargo/media/new"],
  ["drive", "cargo/media/later.waterlock-partial"],
  ["drive", "config/waterlock.toml"],
  ["drive", "config/waterlock.db"],
  ["drive", "config/waterlock.db-wal"],
  ["drive", "config/waterlock.db.bak"],
  ["drive", "config/waterlock.db.bak.waterlock-partial"],
  ["drive", "config/waterlock.db.seal"],
  ["drive", "config/waterlock.lock"],
  ["destination", ".waterlock"],
  ["destination", ".waterlock/pair.json"],
  ["destination", ".waterlock/receipts"],
  ["destination", ".waterlock/drives"],
  ["destination", ".waterlock/replaced"],
  ["destination", "a"],
  ["destination", "d"],
  ["destination", "d/x"],
  ["destination", "new"],
  ["destination", "new.waterlock-partial"],
  ["source", "d"],
  ["source", "later"],
];

const COMMANDS = [
  ["status"],
  loading("remove"),
  unloading("remove"),
  ["verify", "drive"],
  ["verify", "destination"],
  ["adopt", "--hash", "--yes"],
  ["dump", "--all", "--yes"],
];

/** Plants what somebody hostile could, and sees that nothing outside of the ends is read into them or touched. */
export async function plantHostileInputs(
  { place, most }: { readonly place: string | undefined; readonly most: number },
  attempt: Attempt,
): Promise<void> {
  using world = await prepared(place);
  const bringBack = world.save();
  const outside = join(world.computers.root, "outside");
  const inputs: (readonly [what: string, plant: () => void])[] = [];
  for (const path of PATHS) {
    const text = path.replace("/OUTSIDE", outside), shown = JSON.stringify(path.slice(0, 40));
    for (const [what, sql] of Object.entries(ROWS)) {
      inputs.push([`${shown} as ${what}`, () => alter(world, sql, text)]);
    }
    inputs.push([`${shown} in a receipt`, () => writeReceipt(world, text)]);
  }
  for (const [end, path] of LINKS) {
    inputs.push([`a link at the ${end}: ${path}`, () => layLink(world, end, path, outside)]);
  }
  for (const [what, plant] of sample(inputs, most)) {
    await attempt(what, async () => {
      bringBack();
      plant();
      await runAll(world, what);
    });
  }
}

/** A drive that has been at the destination, and has something aboard again. */
async function prepared(place: string | undefined): Promise<World> {
  const world = new World({ dump: "never" }, { place });
  for (const [number, path] of ["a", "b", "d/x", "d/y"].entries()) world.write(path, number);
  await runAndJudge(world, loading("leave"));
  await runAndJudge(world, unloading("leave"));
  world.write("new", 10);
  await runAndJudge(world, loading("leave"));
  world.write("later", 11);
  const outside = join(world.computers.root, "outside");
  Deno.mkdirSync(join(outside, "folder"), { recursive: true });
  Deno.writeTextFileSync(join(outside, "secret"), "a secret");
  return world;
}

function alter({ ends }: World, sql: string, path: string): void {
  const database = new DatabaseSync(join(ends.drive, "config/waterlock.db"));
  try {
    database.prepare(sql).run(path);
  } finally {
    database.close();
  }
}

function writeReceipt({ ends }: World, path: string): void {
  const version = { kind: "file", size: 8, mtimeNs: "1", mode: 0o644, linkTarget: null };
  const delivered = { ...version, digest: "0".repeat(128), proof: "cold" };
  const line = JSON.stringify({ path, delivered, at: 1, seen: null });
  const receipt = join(ends.destination, ".waterlock/receipts", `${crypto.randomUUID()}.jsonl`);
  Deno.writeTextFileSync(receipt, `${line}\n`);
}

function layLink({ ends }: World, end: keyof World["ends"], path: string, outside: string): void {
  const native = join(ends[end], path);
  const isFolder = isFolderAt(native) || ["replaced", "folder"].some((name) => path.endsWith(name));
  if (isFolderAt(native)) Deno.renameSync(native, `${outside}/moved`);
  else removeIfThere(native);
  Deno.mkdirSync(dirname(native), { recursive: true });
  Deno.symlinkSync(join(outside, isFolder ? "folder" : "secret"), native);
}

function isFolderAt(path: string): boolean {
  try {
    return Deno.lstatSync(path).isDirectory;
  } catch {
    return false;
  }
}

function removeIfThere(path: string): void {
  try {
    Deno.removeSync(path);
  } catch {
    // There was nothing.
  }
}

async function runAll(world: World, what: string): Promise<void> {
  const { root, source } = world.computers;
  const lookAround = () => ({
    source: readTree(source),
    outside: readTree(join(root, "outside")),
    names: Array.from(Deno.readDirSync(root), ({ name }) => name).sort(),
  });
  const before = lookAround();
  for (const args of COMMANDS) {
    const { code, output } = await runHere(world.ends, args);
    const said = `${args.join(" ")} → ${code}\n${output}`;
    if (![0, 1, 2, 3, 4].includes(code as number) || /Something unexpected/.test(output)) {
      throw new Violation(`${what}: ${said}`);
    }
    try {
      deepStrictEqual(lookAround(), before);
    } catch {
      throw new Violation(`${what}: something outside is not what it was after ${said}`);
    }
  }
}
