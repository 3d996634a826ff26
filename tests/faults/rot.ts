import fc from "fast-check";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { assertAgreement, Violation } from "./invariants.ts";
import { type Run, runHere } from "./run_program.ts";
import { loading, runAndJudge, unloading } from "./trips.ts";
import { readTree } from "./tree.ts";
import { World } from "./world.ts";
import type { Attempt, Extent } from "./random_kills.ts";

/** What of Waterlock's own can go bad between two runs. */
const VICTIMS = {
  "catalogue": ({ drive }: World["ends"]) => join(drive, "config/waterlock.db"),
  "snapshot": ({ drive }: World["ends"]) => join(drive, "config/waterlock.db.bak"),
  "seal": ({ drive }: World["ends"]) => join(drive, "config/waterlock.db.seal"),
  "lock": ({ drive }: World["ends"]) => join(drive, "config/waterlock.lock"),
  "partial": ({ drive }: World["ends"]) => join(drive, "cargo/media/a.waterlock-partial"),
} as const;
type Victim = keyof typeof VICTIMS;

/** How a file goes bad, as a step of a replay would say it. */
const DAMAGES: Record<string, (bytes: Uint8Array, at: number) => Uint8Array> = {
  "a flipped bit": (bytes, at) => {
    if (bytes.length > 0) bytes[at % bytes.length]! ^= 1 << at % 8;
    return bytes;
  },
  "cut short": (bytes, at) => bytes.slice(0, at % Math.max(1, bytes.length)),
  "junk at its end": (bytes, at) =>
    new Uint8Array([...bytes, ...new Uint8Array(at % 9000).fill(0xa5)]),
  "a page of zeros": (bytes, at) => {
    const start = Math.floor(at % Math.max(1, bytes.length) / 4096) * 4096;
    return bytes.fill(0, start, start + 4096);
  },
};

/**
 * Damages what is Waterlock's own between a load and an unload, and sees that nothing else suffers.
 *
 * @param most how often the catalogue is damaged in each way
 */
export async function rotOwnFiles(
  { seed, place, most }: Extent & { readonly most: number },
  attempt: Attempt,
): Promise<void> {
  const spots = fc.sample(fc.nat(1_000_000), { seed, numRuns: most });
  for (const victim of Object.keys(VICTIMS) as Victim[]) {
    for (const how of Object.keys(DAMAGES)) {
      for (const at of spots.slice(0, victim === "catalogue" ? most : most / 8)) {
        await attempt(`${victim}: ${how} at ${at}`, () => rotOne(victim, how, at, place));
      }
    }
  }
}

async function rotOne(victim: Victim, how: string, at: number, place: string | undefined) {
  using world = new World({ dump: "never" }, { place });
  for (const [number, path] of ["a", "b", "c", "d/a", "d/b", "gone"].entries()) {
    world.write(path, number);
  }
  await runAndJudge(world, loading("leave"));
  await runAndJudge(world, unloading("leave"));
  world.write("a", 10);
  world.rename("b", "moved");
  world.edit("c", 11);
  world.delete("gone");
  await runAndJudge(world, loading("leave"), victim === "partial" ? ["rename cargo@1:kill"] : []);
  const path = VICTIMS[victim](world.ends);
  Deno.writeFileSync(path, DAMAGES[how]!(Deno.readFileSync(path), at));

  const before = { source: readTree(world.ends.source), people: [...world.precious] };
  world.observe([]);
  await runToItsEnd(world, unloading("leave"));
  for (let trip = 0; trip < 3; trip++) {
    await runToItsEnd(world, loading("leave"));
    await runToItsEnd(world, ["verify", "drive"]);
    await runToItsEnd(world, unloading("leave"));
    await runToItsEnd(world, ["verify", "destination"]);
  }
  world.drive.kept.add("gone").add("b");
  assertKept(world, before);
  assertAgreement(world);
}

/** Runs a command; where the catalogue is refused, puts the snapshot in its place, as the remedy says. */
async function runToItsEnd({ ends }: World, args: readonly string[]): Promise<Run> {
  const run = await runHere(ends, args);
  if (/Something unexpected/.test(run.output)) throw new Violation(run.output);
  if (run.code !== 1 || !/The catalogue .* is (damaged|empty|missing)/.test(run.output)) return run;
  const catalogue = join(ends.drive, "config/waterlock.db");
  for (const suffix of ["-wal", "-journal"]) {
    if (existsSync(catalogue + suffix)) Deno.removeSync(catalogue + suffix);
  }
  if (run.output.includes("no good snapshot")) {
    const config = join(ends.drive, "config");
    for (const { name } of [...Deno.readDirSync(config)]) {
      if (name !== "waterlock.toml") Deno.removeSync(join(config, name));
    }
  } else Deno.copyFileSync(`${catalogue}.bak`, catalogue);
  return await runHere(ends, args);
}

/** Whatever the catalogue says: the source is as it was, and what people wrote is somewhere. */
function assertKept(
  { ends }: World,
  { source, people }: { source: ReturnType<typeof readTree>; people: readonly string[] },
): void {
  const now = readTree(ends.source);
  const isSame = now.size === source.size &&
    [...source].every(([path, node]) => now.get(path)?.content === node.content);
  if (!isSame) throw new Violation("The source is not what it was");
  const there = new Set([
    ...readTree(ends.destination).values(),
    ...readTree(join(ends.destination, ".waterlock")).values(),
  ].map(({ content }) => content));
  for (const content of people) {
    if (!there.has(content)) {
      throw new Violation(`${JSON.stringify(content)}, somebody's own, is lost`);
    }
  }
}
