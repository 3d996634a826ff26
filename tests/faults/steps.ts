import { loading, runAndJudge, setUpFromDestination, unloading } from "./trips.ts";
import type { World } from "./world.ts";

/** What a person says about all that is gone. */
export type Decision = "skip" | "remove" | "leave";

const DECISIONS: ReadonlySet<string> = new Set(["skip", "remove", "leave"]);

/** What fits on a small drive, and is synced on its way to it. */
const FILM_BYTES = 400 * 1024;

/** What people do, and what befalls their disks: the words of a step, and what it does. */
const DEEDS: Record<string, (world: World, path: string, other: string) => void> = {
  "write": (world, path, number) => world.write(path, Number(number)),
  "film": (world, path, number) => world.writeLarge(path, Number(number), FILM_BYTES),
  "large": (world, path, number) => world.writeLarge(path, Number(number)),
  "rename": (world, path, other) => world.rename(path, other),
  "copy": (world, path, other) => world.copy(path, other),
  "delete": (world, path) => world.delete(path),
  "touch": (world, path, number) => world.touch(path, Number(number)),
  "revert": (world, path, number) => world.revert(path, Number(number)),
  "link": (world, path, target) => world.link(path, target),
  "folder": (world, path) => world.folder(path),
  "chmod": (world, path, mode) => world.chmod(path, parseInt(mode, 8)),
  "edit": (world, path, number) => world.edit(path, Number(number)),
  "drop": (world, path) => world.drop(path),
  "bring": (world, path) => world.bring(path),
  "rot-cargo": (world, path) => world.rot("cargo", path),
  "rot-destination": (world, path) => world.rot("destination", path),
  "lose-cargo": (world, path) => world.lose(path),
  "lose-drive": (world) => {
    world.loseDrive();
    world.setUp();
  },
  "lose-catalogue": (world) => world.spoilCatalogue("lose"),
  "lose-catalogue-and-snapshot": (world) => world.spoilCatalogue("lose both"),
  "cut-catalogue": (world) => world.spoilCatalogue("cut"),
  "swap": (world) => world.swap(),
};

/** What the program is told: the words of a step, and its command line. */
const COMMANDS: Record<string, (decision: Decision) => readonly string[]> = {
  "load": loading,
  "unload": unloading,
  "dump": () => ["dump", "--yes"],
  "dump-all": () => ["dump", "--all", "--yes"],
  "verify-drive": () => ["verify", "drive"],
  "verify-destination": () => ["verify", "destination"],
  "adopt": () => ["adopt", "--yes"],
  "adopt-hash": () => ["adopt", "--hash", "--yes"],
  "status": () => ["status"],
};

/**
 * Does what one line says, `rename a d/b`, `load remove`, `unload leave any@17:kill`, and holds what
 * the program has left against the truth. What the state of things does not allow is not done.
 *
 * @throws {Violation} when an invariant does not hold
 * @throws {SyntaxError} when it is no step
 */
export async function perform(world: World, step: string): Promise<void> {
  const [word = "", ...rest] = step.split(" ");
  const deed = DEEDS[word], command = COMMANDS[word];
  if (deed) return tryTo(() => deed(world, rest[0] ?? "", rest[1] ?? ""));
  if (word === "init-from") {
    world.loseDrive();
    return void await setUpFromDestination(world, faultsIn(rest));
  }
  if (!command) throw new SyntaxError(`Not a step: ${step}`);
  const isAsked = word === "load" || word === "unload";
  const decision = (isAsked && DECISIONS.has(rest[0]!) ? rest.shift() : "leave") as Decision;
  await runAndJudge(world, command(decision), faultsIn(rest));
}

/** The fault that ends a step, which has words of its own. */
function faultsIn(words: readonly string[]): string[] {
  return words.length > 0 ? [words.join(" ")] : [];
}

function tryTo(work: () => void): void {
  try {
    work();
  } catch (error) {
    // It was not to be: there is no such file, or something lies in the way.
    if (!(error instanceof Error && "code" in error) && !(error instanceof TypeError)) throw error;
  }
}
