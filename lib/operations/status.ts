import type { ProofTally } from "../catalogue/deliveries.ts";
import type { ProblemTally } from "../catalogue/entries.ts";
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

/** Where a pair's files are. Folders are not counted. */
export interface PairStatus {
  readonly pair: string;
  readonly source: string;
  readonly destination: string;
  readonly states: Readonly<
    Record<"pending" | "aboard" | "delivered" | "skipped" | "removal" | "damaged", Tally>
  >;
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
  /** What keeps files from going on, damage aside; the most files first. */
  readonly problems: readonly ProblemTally[];
}

/** A drive at a glance. */
export interface DriveStatus {
  readonly root: string;
  readonly freeBytes: number;
  readonly reserveBytes: number;
  /** Delivered cargo that still takes up room. */
  readonly toDump: Tally;
  readonly pairs: readonly PairStatus[];
}

/** Reads from the catalogue where everything is; looks at neither end. */
export function readDriveStatus(
  drive: OpenDrive,
  names: readonly string[],
  services: Services,
): DriveStatus {
  tellOfUnknownPairs(drive, services);
  const { catalogue, config, layout } = drive;
  const toDump = { files: 0, bytes: 0 };
  const pairs = selectPairs(config, names).map((pair) => {
    const { name, source, destination } = pair;
    const { id } = catalogue.pairs.ensure(name);
    catalogue.precedence.set(id, rankPaths(pair));
    const arrived = catalogue.cargo.tally(id, true);
    toDump.files += arrived.files;
    toDump.bytes += arrived.bytes;
    const { proofs: delivered, ...proven } = catalogue.deliveries.tallyProofs(id);
    const latest = catalogue.trips.latest(id);
    const lastVisit = (end: End) => catalogue.visits.last(id, end) ?? null;
    return {
      pair: name,
      source,
      destination,
      states: catalogue.entries.countByState(id),
      held: heldAtSource(drive, id),
      proven,
      proofs: { aboard: catalogue.cargo.countProofs(id), delivered },
      hasBeenLoaded: catalogue.trips.lastLoadHost(id) !== undefined,
      tripsRemaining: countTripsToLoad(drive, id, measureLoadRoom(drive, id)),
      lastStage: latest ? describeStage(catalogue, latest) : null,
      verifications: {
        source: lastVisit("source"),
        drive: lastVisit("drive"),
        destination: lastVisit("destination"),
      },
      problems: catalogue.entries.tallyProblems(id),
    };
  });
  return {
    root: layout.root,
    freeBytes: readSpace(layout.root).freeBytes,
    reserveBytes: config.reserveBytes,
    toDump,
    pairs,
  };
}
