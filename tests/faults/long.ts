/**
 * Tries the faults there are, and random histories, for as long as it is told:
 *
 *     deno task test:long                        until 10 minutes are over
 *     deno task test:long --minutes 60 --seed 7  in the order, and with the histories, of a seed
 *     deno task test:long --only refused         one kind, named by a part of its name: all of the time is its
 *     deno task test:long --most 100             at most so many cases of a kind, spread evenly
 *     deno task test:long --replay FILE          the steps of one history, a line each
 */
import { parseArgs } from "node:util";
import fc from "fast-check";
import { Campaign, type Count } from "./campaign.ts";
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
const AT_RANDOM = "random kills: SIGKILL to loads and unloads at random times";
const ROT = "rot: catalogues, snapshots, seals, partials damaged in some way";
const HOSTILE = "hostile inputs: rows, receipts and links that lead elsewhere";
const HISTORIES = "histories, random, of at least 30 steps";
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
const mounted = canMount() ? [BY_UMOUNT] : [];
let kindsLeft = [...KINDS, BY_PROCESS, ...mounted, AT_RANDOM, ROT, HOSTILE, HISTORIES]
  .filter(isWanted).length;
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
  await tryCases(campaign, seed);
  if (isWanted(AT_RANDOM)) {
    const extent = { seed, kills: Math.min(RANDOM_KILLS, most), place: place.path };
    await killAtRandom(extent, inTurn(campaign, campaign.count(AT_RANDOM)));
  }
  if (isWanted(ROT)) {
    const extent = { seed, most: Math.min(DAMAGES, most), place: place.path };
    await rotOwnFiles(extent, inTurn(campaign, campaign.count(ROT)));
  }
  if (isWanted(HOSTILE)) {
    await plantHostileInputs(
      { place: place.path, most },
      inTurn(campaign, campaign.count(HOSTILE)),
    );
  }
  if (isWanted(HISTORIES)) await tryHistories(campaign, seed);
  console.log(campaign.report());
  if (campaign.hasFailures) Deno.exitCode = 1;
}

/** Tries what is left of a kind no more when its turn is over: each has an even share of the time that is left. */
function inTurn(campaign: Campaign, count: Count) {
  const end = Date.now() + (until - Date.now()) / kindsLeft--;
  return async (what: string, work: () => Promise<boolean | void>) => {
    if (Date.now() < end) await campaign.try(count, what, work);
  };
}

async function tryCases(campaign: Campaign, seed: number): Promise<void> {
  if (![...KINDS, BY_PROCESS, BY_UMOUNT].some(isWanted)) return;
  using scenes = new Scenes(place.path);
  const passed = await scenes.enumeratePoints();
  const all = new Set([...passed.values()].flatMap((points) => [...points.keys()]));
  console.log(
    `${passed.size} scenarios pass ${all.size} points, of which ${namedPoints().length} are named`,
  );
  const tryAll = async (what: string, all: Case[], attempt: (one: Case) => Promise<Run>) => {
    if (!isWanted(what)) return;
    const count = campaign.count(what, all.length), tryOne = inTurn(campaign, count);
    for (const one of shuffle(sample(all, most), seed)) {
      const isStruck = async () => (await attempt(one)).hasStruck;
      await tryOne(`${one.scenario.name}, ${one.fault}`, isStruck);
    }
  };
  for (const kind of KINDS) {
    await tryAll(kind, casesOf(kind, passed), (one) => scenes.try(one));
  }
  const kills = casesOf("kills", passed).filter(({ scenario }) => isForProcesses(scenario));
  await tryAll(BY_PROCESS, kills, (one) => scenes.try(one, runChild));
  if (!canMount()) return;
  await tryAll(BY_UMOUNT, casesOf("ends taken away", passed), (one) => scenes.tryMounted(one));
}

/** In an order of which any beginning is a sample. */
function shuffle(cases: Case[], seed: number): Case[] {
  const order = fc.shuffledSubarray(cases, { minLength: cases.length });
  return fc.sample(order, { seed, numRuns: 1 })[0]!;
}

async function tryHistories(campaign: Campaign, seed: number): Promise<void> {
  const count = campaign.count(HISTORIES);
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
