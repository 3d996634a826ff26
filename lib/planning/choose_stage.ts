import type { Stage } from "../model/stage.ts";

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
}

/** The stage to do here and why, or why there is none. */
export type StageChoice =
  | { readonly stage: Stage; readonly reason: string }
  | { readonly stage: undefined; readonly obstacle: string; readonly remedy: string };

const NAME_THE_STAGE = "Name the stage: waterlock load, or waterlock unload";

/** Chooses a pair's stage from what can be seen here. */
export function chooseStage(sight: Sight): StageChoice {
  const { source, destination } = sight;
  if (!sight.isSourceThere && !sight.isDestinationThere) {
    return {
      stage: undefined,
      obstacle: `Neither the source ${source} nor the destination ${destination} is here`,
      remedy: "Mount the one that belongs to this computer, or correct its path in the config",
    };
  }
  if (sight.isOnePath) return chooseByMarker(sight);
  if (sight.isSourceThere && sight.isDestinationThere) {
    return {
      stage: undefined,
      obstacle: `Both the source ${source} and the destination ${destination} are here`,
      remedy: NAME_THE_STAGE,
    };
  }
  return sight.isSourceThere
    ? { stage: "load", reason: `the source ${source} is here` }
    : { stage: "unload", reason: `the destination ${destination} is here` };
}

function chooseByMarker(sight: Sight): StageChoice {
  if (sight.hasMarker) {
    return { stage: "unload", reason: `${sight.destination} holds the destination's marker` };
  }
  if (sight.lastLoadHost === undefined || sight.lastLoadHost === sight.host) {
    return { stage: "load", reason: `${sight.source} holds no destination's marker` };
  }
  return {
    stage: undefined,
    obstacle:
      `${sight.source} is the path of both ends, holds no marker, and the pair was loaded ` +
      `at another computer (${sight.lastLoadHost})`,
    remedy: NAME_THE_STAGE,
  };
}
