import { join } from "node:path";
import type { Run, RunProgram } from "./run_program.ts";
import { loading, runAndJudge, setUpFromDestination, unloading } from "./trips.ts";
import type { World } from "./world.ts";

/** A command of the program, and how things are when it is given. */
export interface Scenario {
  readonly name: string;
  /** Gives it, with faults perhaps, and holds what comes of it against the truth. */
  readonly run: (world: World, faults: readonly string[], program?: RunProgram) => Promise<Run>;
  /** What the drive's config says of delivered cargo. */
  readonly dump?: "always" | "never" | "when-needed";
  /** Whether the drive is smaller than what is large. */
  readonly isSmall?: true;
  /** How many bytes of a file an interruption may undo, where that is less than usual. */
  readonly undoneBytes?: number;
  /** The points behind which nothing is proven, of those where a bit flips. */
  readonly unproven?: RegExp;
  readonly prepare: (world: World) => Promise<void>;
}

const told = (args: readonly string[]): Scenario["run"] => (world, faults, program) =>
  runAndJudge(world, args, faults, program);

/** Files in more folders than are synced one by one, a link, a folder of its own. */
function fill(world: World): void {
  const paths = ["a", "b", "c", "gone", "d/a", "d/b", "e/f/g", "e/f/h", "e/i", "g/h", "i/j"];
  for (const [number, path] of paths.entries()) world.write(path, number);
  world.write("empty", 50, "");
  world.link("link", "d/a");
  world.folder("hollow");
  world.chmod("e/i", 0o600);
}

/** A trip, and behind it every kind of change that a source can see. */
async function change(world: World): Promise<void> {
  fill(world);
  await trip(world);
  world.write("a", 60);
  world.rename("b", "moved/b");
  world.copy("c", "copied/c");
  world.delete("gone");
  world.delete("link");
  world.link("link", "e/i");
  world.write("d", 61);
  world.write("i/j/k", 62);
  world.link("g/h", "nowhere");
  world.delete("hollow");
  world.chmod("e/i", 0o640);
  world.touch("e/f/g", 3);
  world.write("twin", 63);
  world.copy("twin", "twins/twin");
}

async function trip(world: World): Promise<void> {
  await runAndJudge(world, loading("remove"));
  await runAndJudge(world, unloading("remove"));
}

async function changeAndLoad(world: World): Promise<void> {
  await change(world);
  await runAndJudge(world, loading("remove"));
}

const KIB = 1024;

/** A file of several stretches that are synced one by one, where it goes by itself. */
const UNDONE_BYTES = 64 * KIB, FILM_BYTES = 5.5 * UNDONE_BYTES;

/** A load of a film that was broken off when it had all been written. */
async function breakOffLoad(world: World): Promise<void> {
  world.writeLarge("film", 1, FILM_BYTES);
  await runAndJudge(world, loading("leave"), ["rename cargo@1:kill"]);
}

/** A large file that is aboard in parts, as far as it fits, and something small. */
async function loadFirstPart(world: World): Promise<void> {
  world.writeLarge("d/film", 1);
  world.write("a", 2);
  await runAndJudge(world, loading("leave"));
}

async function bringFirstPart(world: World): Promise<void> {
  await loadFirstPart(world);
  await runAndJudge(world, unloading("leave"));
}

async function loadLastPart(world: World): Promise<void> {
  await bringFirstPart(world);
  await runAndJudge(world, loading("leave"));
}

/** Names that some drive refuses, or takes for one another; and what looks like a substitute. */
function fillWithOddNames(world: World): void {
  const paths = [
    "a",
    "A",
    "a:b",
    "a%3Ab",
    "d/what?",
    "D/what?",
    "con.txt",
    "e/nul",
    "tail.",
    "~1/a",
    "\u00e9",
    "e\u0301",
    "line\nbreak",
    "a.waterlock-part-001",
  ];
  for (const [number, path] of paths.entries()) world.write(path, number);
  world.link("a|link", "con.txt");
  world.folder("hollow ");
}

/** A destination that was marked where it could hold portable names only. */
function markForPortableNames(world: World): void {
  const marker = { pair: crypto.randomUUID(), name: "media", names: "portable" };
  const own = join(world.ends.destination, ".waterlock");
  Deno.mkdirSync(own);
  Deno.writeTextFileSync(join(own, "pair.json"), JSON.stringify(marker));
  world.hasPortableNames = true;
}

/** A drive that is loaded, and another one that is loaded later and arrives first. */
async function overtake(world: World): Promise<void> {
  await changeAndLoad(world);
  world.swap();
  await runAndJudge(world, unloading("leave"));
  world.write("a", 90);
  world.write("new", 91);
  world.delete("c");
  world.rename("d", "n");
  world.link("link", "new");
  await runAndJudge(world, loading("remove"));
  await runAndJudge(world, unloading("remove"));
  world.swap();
}

/** Every command that changes something, each where it has the most to do. */
export const SCENARIOS: readonly Scenario[] = [
  {
    name: "the first load",
    run: told(loading("leave")),
    prepare: (world) => Promise.resolve(fill(world)),
  },
  { name: "a load of changes", run: told(loading("remove")), prepare: change },
  {
    name: "a load of what is aboard in an older version",
    run: told(loading("remove")),
    async prepare(world) {
      fill(world);
      await runAndJudge(world, loading("leave"));
      world.write("a", 70);
      world.rename("b", "renamed/b");
      world.delete("c");
      world.delete("d");
      world.link("e/f/g", "elsewhere");
    },
  },
  {
    name: "the first unload",
    run: told(unloading("leave")),
    async prepare(world) {
      fill(world);
      world.edit("a", 1);
      world.edit("e", 2);
      world.bring("c");
      await runAndJudge(world, loading("leave"));
    },
  },
  { name: "an unload of changes", run: told(unloading("remove")), prepare: changeAndLoad },
  {
    name: "an unload where somebody was at work, with a dump behind it",
    run: told(unloading("remove")),
    dump: "always",
    async prepare(world) {
      await changeAndLoad(world);
      world.edit("a", 3);
      world.edit("moved/b", 4);
      world.drop("c");
    },
  },
  {
    name: "a dump",
    run: told(["dump", "--yes"]),
    async prepare(world) {
      fill(world);
      await trip(world);
      world.write("a", 80);
      await runAndJudge(world, loading("leave"));
    },
  },
  {
    name: "a dump of all",
    run: told(["dump", "--all", "--yes"]),
    async prepare(world) {
      fill(world);
      await trip(world);
      world.write("a", 80);
      world.write("new/er", 81);
      await runAndJudge(world, loading("leave"));
    },
  },
  {
    name: "an adoption",
    run: told(["adopt", "--hash", "--yes"]),
    // Nobody has read it before, as at the source.
    unproven: /^read destination$/,
    prepare(world) {
      fill(world);
      for (const path of ["a", "b", "d/a"]) world.bring(path);
      world.edit("e/i", 5);
      return Promise.resolve();
    },
  },
  {
    name: "a verification of the drive",
    run: told(["verify", "drive"]),
    async prepare(world) {
      fill(world);
      await runAndJudge(world, loading("leave"));
      world.rot("cargo", "a");
      world.lose("b");
    },
  },
  {
    name: "a verification of the destination",
    run: told(["verify", "destination"]),
    async prepare(world) {
      fill(world);
      await trip(world);
      world.rot("destination", "a");
      world.drop("b");
      world.edit("c", 6);
    },
  },
  {
    name: "a load of a large file, which is synced on the way",
    run: told(loading("leave")),
    undoneBytes: UNDONE_BYTES,
    prepare(world) {
      world.writeLarge("film", 1, FILM_BYTES);
      return Promise.resolve();
    },
  },
  {
    name: "a load that goes on with what was broken off",
    run: told(loading("leave")),
    undoneBytes: UNDONE_BYTES,
    prepare: breakOffLoad,
  },
  {
    name: "an unload that goes on with what was broken off",
    run: told(unloading("leave")),
    undoneBytes: UNDONE_BYTES,
    async prepare(world) {
      await breakOffLoad(world);
      await runAndJudge(world, loading("leave"));
      await runAndJudge(world, unloading("leave"), ["rename destination@1:kill"]);
    },
  },
  {
    name: "a load of what is larger than the drive",
    run: told(loading("leave")),
    isSmall: true,
    dump: "when-needed",
    prepare(world) {
      world.writeLarge("d/film", 1);
      world.write("a", 2);
      return Promise.resolve();
    },
  },
  {
    name: "an unload of a first part",
    run: told(unloading("leave")),
    isSmall: true,
    dump: "always",
    prepare: loadFirstPart,
  },
  {
    name: "a load of the last part",
    run: told(loading("leave")),
    isSmall: true,
    dump: "when-needed",
    prepare: bringFirstPart,
  },
  {
    name: "an unload that makes parts a file",
    run: told(unloading("leave")),
    // The whole is proven first: its mode may keep its owner from bringing a part again.
    unproven: /^(utime|chmod) destination partial$/,
    isSmall: true,
    dump: "when-needed",
    prepare: loadLastPart,
  },
  {
    name: "an unload of a last part where somebody has brought the file",
    run: told(unloading("leave")),
    isSmall: true,
    dump: "when-needed",
    async prepare(world) {
      await loadLastPart(world);
      world.bring("d/film");
    },
  },
  {
    name: "an unload of a last part that is gone from cargo",
    run: told(unloading("leave")),
    isSmall: true,
    dump: "when-needed",
    async prepare(world) {
      await loadLastPart(world);
      world.lose("d/film");
    },
  },
  {
    name: "a load of a file that changed between its parts",
    run: told(loading("remove")),
    isSmall: true,
    dump: "when-needed",
    async prepare(world) {
      await bringFirstPart(world);
      world.writeLarge("d/film", 3);
    },
  },
  {
    name: "a load of names that a drive cannot hold",
    run: told(loading("leave")),
    prepare: (world) => Promise.resolve(fillWithOddNames(world)),
  },
  {
    name: "an unload where only portable names can be held",
    run: told(unloading("leave")),
    async prepare(world) {
      markForPortableNames(world);
      fillWithOddNames(world);
      await runAndJudge(world, loading("leave"));
      world.edit("a:b", 7);
      world.bring("con.txt");
    },
  },
  {
    name: "the first unload of a second drive",
    run: told(unloading("remove")),
    async prepare(world) {
      await change(world);
      world.swap();
      await runAndJudge(world, loading("leave"));
    },
  },
  {
    name: "an unload where another drive was first",
    run: told(unloading("remove")),
    prepare: overtake,
  },
  {
    name: "a load behind an unload where another drive was first",
    run: told(loading("remove")),
    async prepare(world) {
      await overtake(world);
      await runAndJudge(world, unloading("leave"));
      world.write("a", 92);
      world.delete("new");
    },
  },
  {
    name: "a new drive that is set up at the destination",
    run: setUpFromDestination,
    async prepare(world) {
      await changeAndLoad(world);
      world.loseDrive();
    },
  },
  {
    name: "an unload with the snapshot in the place of a catalogue that is gone",
    run: told(unloading("remove")),
    async prepare(world) {
      await changeAndLoad(world);
      world.spoilCatalogue("lose");
    },
  },
  {
    name: "an unload with the snapshot that was left at the destination",
    run: told(unloading("remove")),
    async prepare(world) {
      await changeAndLoad(world);
      world.spoilCatalogue("lose both");
    },
  },
];
