import type {
  FoundFile,
  FoundPlace,
  ListedFile,
  ListedFolder,
  PastStage,
} from "../operations/mod.ts";
import type { EventOf } from "./json/events.ts";

/** A stage as `history --json` tells it; null for what nobody knows. */
export function tripEvent(past: PastStage): EventOf<"trip"> {
  const { pair, trip, stage, host, startedAt, endedAt, result, proofs } = past;
  const { carried, instructed = null, waiting = null, failed = null, removed = null } =
    past.tallies;
  return {
    event: "trip",
    pair,
    trip,
    stage,
    host,
    startedAt: isoTime(startedAt),
    endedAt: isoTime(endedAt),
    seconds: endedAt === null ? null : (endedAt - startedAt) / 1000,
    result,
    carried,
    instructed,
    waiting,
    failed,
    removed,
    proofs,
  };
}

/** A file as `find --json` tells it. */
export function foundEvent(file: FoundFile): EventOf<"found"> {
  const { pair, path, kind, state, isHeld, isUndecided, parts, ...facts } = file;
  const { problem, size, mtimeNs, digest, where } = facts;
  const { source, drive, destination } = where;
  return {
    event: "found",
    pair,
    path,
    kind,
    state,
    held: isHeld,
    ...isUndecided && { undecided: true },
    ...parts && { parts: partsFacts(parts) },
    problem,
    size,
    mtime: isoTimeOfNs(mtimeNs),
    digest,
    where: {
      source: source && placeOf(source),
      drive: drive && { ...placeOf(drive), hasArrived: drive.hasArrived },
      destination: destination && placeOf(destination),
    },
  };
}

/** How far a file is that travels in parts, or several are. */
export function partsFacts({ aboardBytes, arrivedBytes }: NonNullable<FoundFile["parts"]>) {
  return { aboard: aboardBytes, arrived: arrivedBytes };
}

/** A folder as `ls --json` tells it; its path is empty where it is all of a pair. */
export function listedFolderEvent(
  { pair, path, sum, states, undecided }: ListedFolder,
): EventOf<"listed-folder"> {
  const gone = undecided.files > 0 && { undecided };
  return { event: "listed-folder", pair, path, kind: "folder", ...sum, states, ...gone };
}

/** A file or link as `ls --json` tells it. */
export function listedFileEvent(
  { pair, path, kind, size, state, isUndecided }: ListedFile,
): EventOf<"listed"> {
  const gone = isUndecided && { undecided: true };
  return { event: "listed", pair, path, kind, size, state, ...gone };
}

function placeOf({ since, proof, provenAt, isLatest, as }: FoundPlace) {
  return { since: isoTime(since), proof, provenAt: isoTime(provenAt), isLatest, as };
}

function isoTime(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}

/** A time in ISO 8601 with nine decimals, `2020-05-01T12:00:00.000000001Z`. @param ns since 1970 */
export function isoTimeOfNs(ns: bigint): string {
  const rest = ((ns % NS_PER_S) + NS_PER_S) % NS_PER_S;
  const seconds = new Date(Number((ns - rest) / NS_PER_S) * 1000).toISOString().slice(0, -5);
  return `${seconds}.${String(rest).padStart(9, "0")}Z`;
}

const NS_PER_S = 1_000_000_000n;
