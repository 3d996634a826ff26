import type { ProofTally } from "../catalogue/deliveries.ts";
import type { ProblemTally } from "../catalogue/entries.ts";
import type { PartsTally } from "../catalogue/parts.ts";
import type { PassedOverNames } from "../catalogue/passed_over.ts";
import type { VerifiedSoFar } from "../catalogue/verification.ts";
import type { Visit } from "../catalogue/visits.ts";
import { readSpace } from "../filesystem/free_space.ts";
import type { Proofs, Tally } from "../model/entry.ts";
import type { End } from "../model/verification.ts";
import { rankPaths } from "../planning/precedence.ts";
import { countTripsToLoad, heldAtSource, measureLoadRoom } from "./load_room.ts";
import { describeStage, type PastStage } from "./past_stage.ts";
import type { OpenDrive } from "./open_drive.ts";
import { selectPairs, tellOfUnknownPairs } from "./select_pairs.ts";
import type { Services } from "./services.ts";
import { tallyCargo } from "./tally_cargo.ts";
import { tallyUnknownCargo } from "./unknown_cargo.ts";

/** Where a pair's files are. Folders are not counted. */
export interface PairStatus {
  readonly pair: string;
  readonly source: string;
  readonly destination: string;
  readonly states: Readonly<
    Record<"pending" | "aboard" | "delivered" | "skipped" | "removal" | "damaged", Tally>
  >;
  /** What the last load found gone from the source, undecided; it is counted by its state as well. */
  readonly undecided: Tally;
  /** What is under way in parts over several trips; it is counted by its state as well. */
  readonly inParts: PartsTally;
  /** What of the source the config has stay there for now; it is counted by its state as well. */
  readonly held: Tally;
  /** What of the destination has been proven there. */
  readonly proven: Omit<ProofTally, "proofs">;
  /** How the files on the drive that have not arrived, and those at the destination, were proven there. */
  readonly proofs: Readonly<Record<"aboard" | "delivered", Proofs>>;
  /** Trips that what is pending still needs, as of the last scan. */
  readonly tripsRemaining: number;
  /** False before the first load: nothing is known of the source then. */
  readonly hasBeenLoaded: boolean;
  /** The stage that was run last; null before the first. */
  readonly lastStage: PastStage | null;
  /** The last verification of each end; null where none is recorded. */
  readonly verifications: Readonly<Record<End, Visit | null>>;
  /** What was read so far, by whatever read it, of each end whose last verification left something. */
  readonly verifiedSoFar: Readonly<Record<End, VerifiedSoFar | null>>;
  /** What keeps files from going on, damage aside; the most files first. */
  readonly problems: readonly ProblemTally[];
  /** What the last load could make no entry of, the most names first. */
  readonly passedOver: readonly PassedOverNames[];
}

/** A drive at a glance. */
export interface DriveStatus {
  readonly root: string;
  readonly freeBytes: number;
  readonly reserveBytes: number;
  /** Delivered cargo that still takes up room. */
  readonly toDump: Tally;
  /** What lies in cargo and no record tells of. */
  readonly unknownCargo: Tally;
  readonly pairs: readonly PairStatus[];
}

/** Reads from the catalogue where everything is, and cargo for what it does not know; looks at neither end. */
export function readDriveStatus(
  drive: OpenDrive,
  names: readonly string[],
  services: Services,
): DriveStatus {
  tellOfUnknownPairs(drive, services);
  const { catalogue, config, layout } = drive;
  const chosen = selectPairs(config, names);
  const pairs = chosen.map((pair) => {
    const { name, source, destination } = pair;
    const { id } = catalogue.pairs.ensure(name);
    catalogue.precedence.set(id, rankPaths(pair));
    const { proofs: delivered, ...proven } = catalogue.deliveries.tallyProofs(id);
    const latest = catalogue.trips.latest(id);
    const { folders: _folders, ...undecided } = catalogue.missing.tally(id);
    const lastVisit = (end: End) => catalogue.visits.last(id, end) ?? null;
    const verifications = {
      source: lastVisit("source"),
      drive: lastVisit("drive"),
      destination: lastVisit("destination"),
    };
    const soFar = (end: End) =>
      verifications[end]?.left.files ? catalogue.verification.soFar(id, end) : null;
    return {
      pair: name,
      source,
      destination,
      states: catalogue.entries.countByState(id),
      undecided,
      inParts: catalogue.parts.tallyProgress(id),
      held: heldAtSource(drive, id),
      proven,
      proofs: { aboard: catalogue.cargo.countProofs(id), delivered },
      hasBeenLoaded: catalogue.trips.lastLoadHost(id) !== undefined,
      tripsRemaining: countTripsToLoad(drive, id, measureLoadRoom(drive, id)),
      lastStage: latest ? describeStage(catalogue, latest) : null,
      verifications,
      verifiedSoFar: {
        source: soFar("source"),
        drive: soFar("drive"),
        destination: soFar("destination"),
      },
      problems: catalogue.entries.tallyProblems(id),
      passedOver: catalogue.passedOver.of(id),
    };
  });
  return {
    root: layout.root,
    freeBytes: readSpace(layout.root).freeBytes,
    reserveBytes: config.reserveBytes,
    toDump: tallyCargo(drive, chosen).delivered,
    unknownCargo: tallyUnknownCargo(drive),
    pairs,
  };
}
