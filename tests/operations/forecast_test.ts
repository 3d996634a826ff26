import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { load } from "../../lib/operations/load.ts";
import { openDrive } from "../../lib/operations/open_drive.ts";
import type { Forecast, ProgressEvent } from "../../lib/operations/progress_reporter.ts";
import { emptyTally } from "../../lib/model/entry.ts";
import { SmallDrive } from "../e2e/small_drive.ts";
import { TwoComputers } from "../e2e/two_computers.ts";
import { servicesWith } from "./perform_stage.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const MIB = 1024 * 1024;
const NOW = Date.UTC(2026, 10, 1, 12);
const OPTIONS = { dryRun: true, allowMissing: false, failedBefore: false, jobs: undefined };

/** A stage that was run so many days ago. */
interface Past {
  readonly stage: "load" | "unload";
  readonly daysAgo: number;
  readonly mib: number;
  readonly seconds: number;
  readonly host?: string;
}

/** What a load's dry run foretells after these stages. */
async function foretold(computers: TwoComputers, past: readonly Past[]): Promise<Forecast> {
  let forecast: Forecast | undefined;
  const services = {
    ...servicesWith(),
    clock: { now: () => NOW },
    host: "home",
    reporter: {
      report: (event: ProgressEvent) => {
        if (event.event === "forecast") forecast = event;
      },
    },
  };
  using drive = await openDrive(computers.drive, "plan", services);
  const { pairs, trips } = drive.catalogue, { id } = pairs.ensure("media");
  for (const { stage, daysAgo, mib, seconds, host = "home" } of past) {
    const startedAt = NOW - daysAgo * DAY_MS;
    const tallies = {
      carried: { files: 1, bytes: mib * MIB },
      instructed: emptyTally(),
      waiting: emptyTally(),
      failed: emptyTally(),
      removed: emptyTally(),
    };
    const trip = trips.begin(id, stage, host, startedAt);
    trips.end(trip.id, startedAt + seconds * 1000, tallies, { cold: 1, reread: 0 }, "done");
  }
  await load(drive, drive.config.pairs[0]!, OPTIONS, services);
  return forecast!;
}

/** A trip every fortnight, with a load that was broken off and gone on with a day later. */
const FORTNIGHTLY: readonly Past[] = [70, 56, 42, 28, 14].flatMap((daysAgo) => [
  { stage: "load", daysAgo, mib: 1000, seconds: 100 },
  { stage: "load", daysAgo: daysAgo - 1, mib: 1, seconds: 1 },
  { stage: "unload", daysAgo: daysAgo - 2, mib: 1000, seconds: 1000 },
]);

Deno.test("a dry run foretells how long it takes by the stages of its kind at this computer", async () => {
  using computers = new TwoComputers();
  computers.write("film", new Uint8Array(2 * MIB));
  const elsewhere = { stage: "load", daysAgo: 1, mib: 1000, seconds: 20, host: "away" } as const;
  const { duration, habit, tripsRemaining } = await foretold(computers, [
    ...FORTNIGHTLY,
    elsewhere,
  ]);
  deepStrictEqual(duration, { seconds: 0.2, bytesPerSecond: 10 * MIB, stages: 5 });
  deepStrictEqual([tripsRemaining, habit], [0, null], "where no trip remains there is no date");
});

Deno.test("without a stage that carried enough, and before four trips, nothing is foretold", async () => {
  using computers = new TwoComputers();
  computers.write("film", "film");
  const { duration, habit } = await foretold(computers, FORTNIGHTLY.slice(1, 3));
  deepStrictEqual([duration, habit], [null, null]);
});

Deno.test("a dry run foretells when the trips that remain are made, if the habit goes on", async () => {
  using drive = new SmallDrive();
  using computers = new TwoComputers({ reserve: drive.reserve }, drive.path);
  for (const name of ["a", "b", "c"]) {
    Deno.truncateSync(computers.write(name, name), 50 * MIB);
  }
  const { habit, tripsRemaining } = await foretold(computers, FORTNIGHTLY);
  strictEqual(tripsRemaining, 2);
  const next = ["2026-11-15T12:00:00.000Z", "2026-11-29T12:00:00.000Z"];
  deepStrictEqual(habit, { everyDays: 14, trips: 5, next, last: next[1] });
});
