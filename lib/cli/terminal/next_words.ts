import type { StageOutcome } from "../../operations/mod.ts";
import { showPath } from "./format.ts";

/** A pair's stage, and where its ends are. */
export interface EndedStage
  extends Pick<StageOutcome, "pair" | "stage" | "tallies" | "result" | "tripsRemaining" | "left"> {
  readonly source: string;
  readonly destination: string;
}

/** What to do next, when every pair has had its turn; nothing after a dry run. */
export function nextLines(stages: readonly EndedStage[]): string[] {
  const ended = stages.filter(({ left }) => left !== undefined);
  if (ended.length === 0) return [];
  if (ended.some(({ result }) => result === "interrupted")) {
    return ["Next: run waterlock here again; it goes on where it stopped."];
  }
  const arrived = ended.filter(hasAllArrived).map(({ pair }) => pair);
  const lines = arrived.length > 0
    ? [
      `${arrived.length === 1 ? `${showPath(arrived[0]!)}: everything` : "Everything"} that the ` +
      `source had${
        arrived.length === 1 ? "" : ` (${listed(arrived)})`
      } at the last load is at the ` +
      "destination.",
    ]
    : [];
  const steps = [
    ...step(
      ended.filter(isStuck),
      ({ destination }) => destination,
      (paths) =>
        `make room at ${paths}, or see above what else keeps files on the drive, and run waterlock ` +
        "here again.",
    ),
    ...step(
      ended.filter(isToBeTaken),
      ({ destination }) => destination,
      (paths) => `take the drive to ${paths} and run waterlock there.`,
    ),
    ...step(
      ended.filter(isToGoBack),
      ({ source }) => source,
      (paths) => `take the drive back to ${paths} for the next trip.`,
    ),
  ];
  return [...lines, ...steps.map((text, index) => `${index === 0 ? "Next" : "Then"}: ${text}`)];
}

function hasAllArrived({ left, tallies }: EndedStage): boolean {
  const { source, drive } = left!;
  return source.files + drive.files + tallies.failed.files === 0;
}

/** Something is aboard, and this is not where it goes. */
function isToBeTaken({ stage, left }: EndedStage): boolean {
  return stage === "load" && left!.drive.files > 0;
}

/** Something stays aboard that has no room here. */
function isStuck({ stage, tallies }: EndedStage): boolean {
  return stage === "unload" && tallies.waiting.files > 0;
}

function isToGoBack({ stage, left, tripsRemaining }: EndedStage): boolean {
  return stage === "unload" && (tripsRemaining > 0 || left!.source.files > 0);
}

function step(
  stages: readonly EndedStage[],
  pathOf: (stage: EndedStage) => string,
  words: (paths: string) => string,
): string[] {
  return stages.length === 0 ? [] : [words(listed([...new Set(stages.map(pathOf))]))];
}

function listed(names: readonly string[]): string {
  const shown = names.map(showPath);
  return shown.length === 1 ? shown[0]! : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}
