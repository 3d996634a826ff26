import type { Stage, StageOutcome, Tally } from "../../operations/mod.ts";
import { NEXT } from "../../vocabulary.ts";

/** A pair's stage, and where its ends are. */
export interface EndedStage extends
  Pick<
    StageOutcome,
    "pair" | "stage" | "tallies" | "result" | "tripsRemaining" | "toDump" | "left"
  > {
  readonly source: string;
  readonly destination: string;
  /** Whether both can be seen here, so that every call has to name its stage. */
  readonly areBothHere: boolean;
}

/**
 * What to do next, when every pair has had its turn; of a dry run only what it would lack room for.
 *
 * @param delivered delivered cargo that is on the drive now
 */
export function nextLines(stages: readonly EndedStage[], delivered: Tally): string[] {
  const ended = stages.filter(({ left }) => left !== undefined);
  const interrupted = ended.filter(({ result }) => result === "interrupted");
  if (interrupted.length > 0) return [NEXT.interrupted(commandFor(interrupted))];
  const lacking = delivered.files > 0 ? stages.filter(({ toDump }) => toDump.files > 0) : [];
  const stuck = ended.filter(isStuck);
  const steps = [
    ...(lacking.length > 0 ? [NEXT.dump(delivered.bytes, commandFor(lacking))] : []),
    ...(stuck.length > 0
      ? [NEXT.makeRoom(distinct(stuck, ({ destination }) => destination), commandFor(stuck))]
      : []),
    ...toOtherEnd(ended.filter(isToBeTaken), "unload", "destination", NEXT.takeThere),
    ...toOtherEnd(ended.filter(isToGoBack), "load", "source", NEXT.takeBack),
  ];
  return [
    ...arrivalLines(ended.filter(hasAllArrived)),
    ...steps.map((step, index) => index === 0 ? NEXT.first(step) : NEXT.then(step)),
  ];
}

/** What is said of pairs that nothing is left of, no more than is so of each. */
function arrivalLines(arrived: readonly EndedStage[]): string[] {
  return [NEXT.allArrived, NEXT.allThatCould].flatMap((words) =>
    EXCEPTIONS.flatMap((except) => {
      const pairs = arrived.filter((stage) =>
        (words === NEXT.allThatCould) === stage.left!.passedOver && exceptionOf(stage) === except
      );
      return pairs.length > 0 ? [words(pairs.map(({ pair }) => pair), except)] : [];
    })
  );
}

const EXCEPTIONS = ["nothing", "held", "edited", "heldAndEdited"] as const;

function exceptionOf({ left }: EndedStage): typeof EXCEPTIONS[number] {
  const isHeld = left!.held.files > 0, isEdited = left!.edited.files > 0;
  if (isHeld) return isEdited ? "heldAndEdited" : "held";
  return isEdited ? "edited" : "nothing";
}

/** The way to the other end: with the drive, or by a call where that end is here as well. */
function toOtherEnd(
  stages: readonly EndedStage[],
  next: Stage,
  end: "source" | "destination",
  take: (places: readonly string[]) => string,
): string[] {
  const away = distinct(stages.filter(({ areBothHere }) => !areBothHere), (stage) => stage[end]);
  return [
    ...(stages.some(({ areBothHere }) => areBothHere)
      ? [NEXT.isHere[end](`waterlock ${next}`)]
      : []),
    ...(away.length > 0 ? [take(away)] : []),
  ];
}

/** What to type here to go on with these stages; all that have to be named are the same one. */
function commandFor(stages: readonly EndedStage[]): string {
  const named = stages.find(({ areBothHere }) => areBothHere);
  return named ? `waterlock ${named.stage}` : "waterlock";
}

function hasAllArrived({ left, tallies }: EndedStage): boolean {
  const { hasBeenLoaded, source, drive, removal } = left!;
  return hasBeenLoaded &&
    source.files + drive.files + removal.files + tallies.failed.files === 0;
}

/** Something is aboard, or to be removed, and this is not where that is done. */
function isToBeTaken({ stage, left }: EndedStage): boolean {
  return stage === "load" && left!.drive.files + left!.removal.files > 0;
}

/** Something stays aboard that has no room here. */
function isStuck({ stage, tallies }: EndedStage): boolean {
  return stage === "unload" && tallies.waiting.files > 0;
}

function isToGoBack({ stage, left, tripsRemaining }: EndedStage): boolean {
  return stage === "unload" &&
    (tripsRemaining > 0 || left!.source.files > 0 || !left!.hasBeenLoaded);
}

/** The places of some stages, each once. */
function distinct(
  stages: readonly EndedStage[],
  placeOf: (stage: EndedStage) => string,
): readonly string[] {
  return [...new Set(stages.map(placeOf))];
}
