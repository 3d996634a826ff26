import { loading, runAndJudge, unloading } from "./trips.ts";
import type { World } from "./world.ts";

/** A command of the program, and how things are when it is given. */
export interface Scenario {
  readonly name: string;
  readonly args: readonly string[];
  /** What the drive's config says of delivered cargo. */
  readonly dump?: "always" | "never";
  readonly prepare: (world: World) => Promise<void>;
}

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

/** Every command that changes something, each where it has the most to do. */
export const SCENARIOS: readonly Scenario[] = [
  {
    name: "the first load",
    args: loading("leave"),
    prepare: (world) => Promise.resolve(fill(world)),
  },
  { name: "a load of changes", args: loading("remove"), prepare: change },
  {
    name: "a load of what is aboard in an older version",
    args: loading("remove"),
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
    args: unloading("leave"),
    async prepare(world) {
      fill(world);
      world.edit("a", 1);
      world.edit("e", 2);
      world.bring("c");
      await runAndJudge(world, loading("leave"));
    },
  },
  { name: "an unload of changes", args: unloading("remove"), prepare: changeAndLoad },
  {
    name: "an unload where somebody was at work, with a dump behind it",
    args: unloading("remove"),
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
    args: ["dump", "--yes"],
    async prepare(world) {
      fill(world);
      await trip(world);
      world.write("a", 80);
      await runAndJudge(world, loading("leave"));
    },
  },
  {
    name: "a dump of all",
    args: ["dump", "--all", "--yes"],
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
    args: ["adopt", "--hash", "--yes"],
    prepare(world) {
      fill(world);
      for (const path of ["a", "b", "d/a"]) world.bring(path);
      world.edit("e/i", 5);
      return Promise.resolve();
    },
  },
  {
    name: "a verification of the drive",
    args: ["verify", "drive"],
    async prepare(world) {
      fill(world);
      await runAndJudge(world, loading("leave"));
      world.rot("cargo", "a");
      world.lose("b");
    },
  },
  {
    name: "a verification of the destination",
    args: ["verify", "destination"],
    async prepare(world) {
      fill(world);
      await trip(world);
      world.rot("destination", "a");
      world.drop("b");
      world.edit("c", 6);
    },
  },
];
