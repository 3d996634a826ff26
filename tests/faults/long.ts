/**
 * Tries every fault there is, then random histories for as long as it is told:
 *
 *     deno task test:long                        until 10 minutes are over
 *     deno task test:long --minutes 60 --seed 7  histories that begin with a seed
 *     deno task test:long --only histories       one kind, named by a part of its name
 *     deno task test:long --most 100             at most so many cases of a kind, spread evenly
 *     deno task test:long --replay FILE          the steps of one history, a line each
 */
import { parseArgs } from "node:util";
import { Campaign } from "./campaign.ts";
import { type Case, casesOf, isForProcesses, KINDS, sample, Scenes } from "./cases.ts";
import { play, playHistories } from "./histories.ts";
import { plantHostileInputs } from "./hostile.ts";
import { canMount, inMemory } from "./place.ts";
import { namedPoints } from "./points.ts";
import { killAtRandom } from "./random_kills.ts";
import { rotOwnFiles } from "./rot.ts";
import { type Run, runChild } from "./run_program.ts";

/** Kinds of cases that are tried in another way besides. */
const BY_PROCESS = "kills of a process by SIGKILL", BY_UMOUNT = "ends taken away by umount -l";
const RANDOM_KILLS = 60, DAMAGES = 40, ENOUGH_FAILURES = 5;

const { values } = parseArgs({
  args: Deno.args,
  options: {
    minutes: { type: "string", default: "10" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    only: { type: "string", default: "" },
    most: { type: "string", default: "Infinity" },
    replay: { type: "string" },
  },
});

const most = Number(values.most), until = Date.now() + 60_000 * Number(values.minutes);
using place = inMemory();
if (values.replay !== undefined) await replay(values.replay);
else await tryEverything(Number(values.seed));

async function replay(file: string): Promise<void> {
  const steps = Deno.readTextFileSync(file).split("\n").filter((line) => line !== "");
  await play(steps, place.path);
  console.log(`${steps.length} steps, and nothing was lost`);
}

async function tryEverything(seed: number): Promise<void> {
  console.log(`${values.minutes} minutes, seed ${seed}`);
  const campaign = new Campaign(console.log);
  await tryCases(campaign);
  if (isWanted("random kills")) {
    const count = campaign.count("random kills: SIGKILL to loads and unloads at random times");
    await killAtRandom(
      { seed, kills: Math.min(RANDOM_KILLS, most), place: place.path },
      (what, work) => campaign.try(count, what, work),
    );
  }
  if (isWanted("rot")) {
    const count = campaign.count("rot: catalogues, snapshots, seals, partials damaged in some way");
    await rotOwnFiles(
      { seed, most: Math.min(DAMAGES, most), place: place.path },
      (what, work) => campaign.try(count, what, work),
    );
  }
  if (isWanted("hostile inputs")) {
    const count = campaign.count("hostile inputs: rows, receipts and links that lead elsewhere");
    await plantHostileInputs(
      { place: place.path, most },
      (what, work) => campaign.try(count, what, work),
    );
  }
  if (isWanted("histories")) await tryHistories(campaign, seed);
  console.log(campaign.report());
  if (campaign.hasFailures) Deno.exitCode = 1;
}

async function tryCases(campaign: Campaign): Promise<void> {
  if (![...KINDS, BY_PROCESS, BY_UMOUNT].some(isWanted)) return;
  using scenes = new Scenes(place.path);
  const passed = await scenes.enumeratePoints();
  const all = new Set([...passed.values()].flatMap((points) => [...points.keys()]));
  console.log(
    `${passed.size} scenarios pass ${all.size} points, of which ${namedPoints().length} are named`,
  );
  const tryAll = async (
    what: string,
    all: Case[],
    attempt: (one: Case) => Promise<Run>,
    mostOfThem = all.length,
  ) => {
    if (!isWanted(what)) return;
    const count = campaign.count(what, all.length);
    for (const one of sample(all, Math.min(most, mostOfThem))) {
      const isStruck = async () => (await attempt(one)).hasStruck;
      await campaign.try(count, `${one.scenario.name}, ${one.fault}`, isStruck);
    }
  };
  for (const kind of KINDS) {
    await tryAll(kind, casesOf(kind, passed), (one) => scenes.try(one));
  }
  const kills = casesOf("kills", passed).filter(({ scenario }) => isForProcesses(scenario));
  await tryAll(BY_PROCESS, kills, (one) => scenes.try(one, runChild), kills.length / 4);
  if (!canMount()) return;
  const yanks = casesOf("ends taken away", passed);
  await tryAll(BY_UMOUNT, yanks, (one) => scenes.tryMounted(one), yanks.length / 4);
}

async function tryHistories(campaign: Campaign, seed: number): Promise<void> {
  const count = campaign.count("histories, random, of at least 30 steps");
  let steps = 0;
  const onPlayed = (played: readonly string[]) => void (steps += played.length);
  for (let next = seed; Date.now() < until; next++) {
    await campaign.try(
      count,
      `seed ${next}`,
      () => playHistories({ seed: next, runs: 1, place: place.path, onPlayed }),
    );
    if (count.failures.length === ENOUGH_FAILURES) break;
  }
  console.log(`${steps} steps`);
}

function isWanted(what: string): boolean {
  return what.includes(values.only);
}
