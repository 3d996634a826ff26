import type { Stage } from "../model/stage.ts";
import { type Said, STAGE_CHOICE } from "../vocabulary.ts";

/** What a computer shows of a pair. */
export interface Sight {
  readonly source: string;
  readonly destination: string;
  readonly isSourceThere: boolean;
  readonly isDestinationThere: boolean;
  /** Whether both ends have the same path, each on its own computer. */
  readonly isOnePath: boolean;
  /** Whether the destination's folder holds this pair's marker. */
  readonly hasMarker: boolean;
  /** The computer the pair was last loaded at, if it ever was. */
  readonly lastLoadHost: string | undefined;
  readonly host: string;
  /** Whether only the plan is wanted. */
  readonly isDryRun: boolean;
}

/** The stage to do here and why, or why there is none. */
export type StageChoice =
  | { readonly stage: Stage; readonly reason: string }
  | { readonly stage: undefined; readonly obstacle: string; readonly remedy: string };

/** Chooses a pair's stage from what can be seen here. */
export function chooseStage(sight: Sight): StageChoice {
  const { source, destination, isDryRun } = sight;
  if (!sight.isSourceThere && !sight.isDestinationThere) {
    return noStage(STAGE_CHOICE.neitherIsHere(source, destination));
  }
  if (sight.isOnePath) return chooseByMarker(sight);
  if (sight.isSourceThere && sight.isDestinationThere) {
    return noStage(STAGE_CHOICE.bothAreHere(source, destination, isDryRun));
  }
  return sight.isSourceThere
    ? { stage: "load", reason: STAGE_CHOICE.sourceIsHere(source) }
    : { stage: "unload", reason: STAGE_CHOICE.destinationIsHere(destination) };
}

function chooseByMarker({ source, hasMarker, lastLoadHost, host, isDryRun }: Sight): StageChoice {
  if (hasMarker) return { stage: "unload", reason: STAGE_CHOICE.hasMarker(source) };
  if (lastLoadHost === undefined || lastLoadHost === host) {
    return { stage: "load", reason: STAGE_CHOICE.hasNoMarker(source) };
  }
  return noStage(STAGE_CHOICE.wasLoadedElsewhere(source, lastLoadHost, isDryRun));
}

function noStage([obstacle, remedy]: Said): StageChoice {
  return { stage: undefined, obstacle, remedy };
}
