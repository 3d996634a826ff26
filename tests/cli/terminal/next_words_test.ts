import { deepStrictEqual } from "node:assert/strict";
import { type EndedStage, nextLines } from "../../../lib/cli/terminal/next_words.ts";
import { NOTHING, ONE, talliesOf } from "./events.ts";

function ended(pair: string, facts: Partial<EndedStage>): EndedStage {
  return {
    pair,
    stage: "load",
    tallies: talliesOf({}),
    result: "done",
    tripsRemaining: 0,
    left: { source: NOTHING, drive: ONE },
    source: `/srv/${pair}`,
    destination: `/backup/${pair}`,
    ...facts,
  };
}

const ARRIVED = { stage: "unload", left: { source: NOTHING, drive: NOTHING } } as const;

Deno.test("after a load the drive is to be taken to where its cargo goes", () => {
  deepStrictEqual(nextLines([ended("films", {})]), [
    "Next: take the drive to /backup/films and run waterlock there.",
  ]);
  deepStrictEqual(nextLines([ended("films", {}), ended("music", {}), ended("photos", {})]), [
    "Next: take the drive to /backup/films, /backup/music and /backup/photos and run waterlock there.",
  ]);
});

Deno.test("after an unload all is there, or the drive goes back for the next trip", () => {
  deepStrictEqual(nextLines([ended("films", ARRIVED)]), [
    "films: everything that the source had at the last load is at the destination.",
  ]);
  const more = {
    stage: "unload",
    tripsRemaining: 2,
    left: { source: ONE, drive: NOTHING },
  } as const;
  deepStrictEqual(nextLines([ended("films", more), ended("music", ARRIVED)]), [
    "music: everything that the source had at the last load is at the destination.",
    "Next: take the drive back to /srv/films for the next trip.",
  ]);
});

Deno.test("what has no room here comes before the way back, and nothing has all arrived", () => {
  const stuck = {
    stage: "unload",
    tripsRemaining: 1,
    tallies: talliesOf({ waiting: ONE }),
    left: { source: ONE, drive: ONE },
  } as const;
  deepStrictEqual(nextLines([ended("films", stuck)]), [
    "Next: make room at /backup/films, or see above what else keeps files on the drive, and run " +
    "waterlock here again.",
    "Then: take the drive back to /srv/films for the next trip.",
  ]);
});

Deno.test("what was interrupted goes on here, whatever else there is; a dry run has no next", () => {
  deepStrictEqual(nextLines([ended("films", { result: "interrupted" }), ended("music", ARRIVED)]), [
    "Next: run waterlock here again; it goes on where it stopped.",
  ]);
  const { left: _, ...dry } = ended("films", {});
  deepStrictEqual(nextLines([dry]), []);
});
