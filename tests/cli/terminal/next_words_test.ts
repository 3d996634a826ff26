import { deepStrictEqual } from "node:assert/strict";
import { type EndedStage, nextLines } from "../../../lib/cli/terminal/next_words.ts";
import { leftOf, NOTHING, ONE, talliesOf } from "./events.ts";

function lines(stages: readonly EndedStage[], delivered = NOTHING): string[] {
  return nextLines(stages, delivered);
}

function ended(pair: string, facts: Partial<EndedStage>): EndedStage {
  return {
    pair,
    stage: "load",
    tallies: talliesOf({}),
    result: "done",
    tripsRemaining: 0,
    toDump: NOTHING,
    left: leftOf({ drive: ONE }),
    source: `/srv/${pair}`,
    destination: `/backup/${pair}`,
    areBothHere: false,
    ...facts,
  };
}

const ARRIVED = { stage: "unload", left: leftOf({}) } as const;

Deno.test("after a load the drive is to be taken to where its cargo goes", () => {
  deepStrictEqual(lines([ended("films", {})]), [
    "Next: take the drive to /backup/films and run waterlock there.",
  ]);
  deepStrictEqual(lines([ended("films", {}), ended("music", {}), ended("photos", {})]), [
    "Next: take the drive to /backup/films, /backup/music and /backup/photos and run waterlock there.",
  ]);
});

Deno.test("of a source that no load has seen nothing is claimed: the drive goes there", () => {
  const left = leftOf({ hasBeenLoaded: false });
  deepStrictEqual(lines([ended("films", { stage: "unload", left })]), [
    "Next: take the drive back to /srv/films for the next trip.",
  ]);
});

Deno.test("after an unload all is there, or the drive goes back for the next trip", () => {
  deepStrictEqual(lines([ended("films", ARRIVED)]), [
    "films: everything that the source had at the last load is at the destination.",
  ]);
  const more = {
    stage: "unload",
    tripsRemaining: 2,
    left: leftOf({ source: ONE }),
  } as const;
  deepStrictEqual(lines([ended("films", more), ended("music", ARRIVED)]), [
    "music: everything that the source had at the last load is at the destination.",
    "Next: take the drive back to /srv/films for the next trip.",
  ]);
});

Deno.test("what has no room here comes before the way back, and nothing has all arrived", () => {
  const stuck = {
    stage: "unload",
    tripsRemaining: 1,
    tallies: talliesOf({ waiting: ONE }),
    left: leftOf({ source: ONE, drive: ONE }),
  } as const;
  deepStrictEqual(lines([ended("films", stuck)]), [
    "Next: make room at /backup/films, or see above what else keeps files on the drive, and run " +
    "waterlock here again.",
    "Then: take the drive back to /srv/films for the next trip.",
  ]);
});

Deno.test("what was interrupted goes on here, whatever else there is; a dry run has no next", () => {
  deepStrictEqual(lines([ended("films", { result: "interrupted" }), ended("music", ARRIVED)]), [
    "Next: run waterlock here again; it goes on where it stopped.",
  ]);
  const { left: _, ...dry } = ended("films", {});
  deepStrictEqual(lines([dry]), []);
});

Deno.test("where delivered cargo takes the room that is lacked, deleting it comes first, even in a plan", () => {
  const delivered = { files: 3, bytes: 440 * 1024 ** 2 };
  const full = ended("films", { toDump: delivered, left: leftOf({ source: ONE }) });
  const dump = "Next: delivered cargo takes 440 MiB of the drive. Delete it with waterlock dump, " +
    "then run waterlock here again.";
  deepStrictEqual(lines([full], delivered), [dump]);
  const { left: _, ...planned } = full;
  deepStrictEqual(lines([planned], delivered), [dump]);
  deepStrictEqual(lines([ended("films", { toDump: delivered })], delivered), [
    dump,
    "Then: take the drive to /backup/films and run waterlock there.",
  ]);
  deepStrictEqual(lines([full], NOTHING), [], "it has been deleted since");
});

Deno.test("what is to be removed takes the drive there, and all has not arrived before that is done", () => {
  deepStrictEqual(lines([ended("films", { left: leftOf({ removal: ONE }) })]), [
    "Next: take the drive to /backup/films and run waterlock there.",
  ]);
  deepStrictEqual(lines([ended("films", { stage: "unload", left: leftOf({ removal: ONE }) })]), []);
});

Deno.test("no more is said to have arrived than has: what is held is excepted, what was passed over is not all", () => {
  deepStrictEqual(
    lines([
      ended("films", ARRIVED),
      ended("music", { ...ARRIVED, left: leftOf({ held: ONE }) }),
      ended("photos", { ...ARRIVED, left: leftOf({ held: ONE, passedOver: true }) }),
    ]),
    [
      "films: everything that the source had at the last load is at the destination.",
      "music: everything that the source had at the last load is at the destination, except what is held.",
      "photos: what the last load could carry is at the destination, except what is held.",
    ],
  );
  deepStrictEqual(
    lines([
      ended("films", { ...ARRIVED, left: leftOf({ edited: ONE }) }),
      ended("music", { ...ARRIVED, left: leftOf({ edited: ONE, held: ONE }) }),
    ]),
    [
      "films: everything that the source had at the last load is at the destination, except what was edited there.",
      "music: everything that the source had at the last load is at the destination, except what is held and what was edited there.",
    ],
  );
});

Deno.test("where both ends are here the drive goes nowhere, and the stage is named", () => {
  const here = { areBothHere: true } as const;
  deepStrictEqual(lines([ended("films", here)]), [
    "Next: the destination is here as well: waterlock unload.",
  ]);
  deepStrictEqual(lines([ended("films", { ...here, result: "interrupted" })]), [
    "Next: run waterlock load here again; it goes on where it stopped.",
  ]);
  const more = {
    ...here,
    stage: "unload",
    tripsRemaining: 1,
    left: leftOf({ source: ONE }),
  } as const;
  deepStrictEqual(lines([ended("films", more)]), [
    "Next: the source is here as well: waterlock load.",
  ]);
});
