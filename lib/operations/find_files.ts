import type { AdoptedFile } from "../catalogue/adopted.ts";
import { type EntryRow, tampered, type TravelledVersion } from "../catalogue/rows.ts";
import type { PartsProgress } from "../catalogue/parts.ts";
import type { Arrival, EntryWhereabouts } from "../catalogue/whereabouts.ts";
import type { Digest } from "../model/digest.ts";
import { type EntryState, isSameVersion, type ProofGrade, waitsAtSource } from "../model/entry.ts";
import { WaterlockError } from "../model/errors.ts";
import type { RelativePath } from "../model/relative_path.ts";
import { isDecided } from "../planning/judge_entry.ts";
import { matchPath } from "../planning/match_path.ts";
import { rankPaths } from "../planning/precedence.ts";
import { NOTHING_FOUND } from "../vocabulary.ts";
import type { OpenDrive } from "./open_drive.ts";
import { Pacer } from "./pacer.ts";
import { Places } from "./places.ts";
import { selectPairs, tellOfUnknownPairs } from "./select_pairs.ts";
import type { Services } from "./services.ts";

/** A version of a file at one of the three places. Times are milliseconds since 1970. */
export interface FoundPlace {
  /** When the stage began that brought it; null where nobody recorded it. */
  readonly since: number | null;
  /** How its bytes were proven there; null where they were not, or there are none. */
  readonly proof: ProofGrade | null;
  /** When its bytes were last read there and had their digest, as far as that was recorded. */
  readonly provenAt: number | null;
  /** Whether it is the version that the file has now, not one before it. */
  readonly isLatest: boolean;
  /** Where it lies there, if that is not its path. */
  readonly as: RelativePath | null;
}

/** A file or link, and where it is. */
export interface FoundFile {
  readonly pair: string;
  readonly path: RelativePath;
  readonly kind: "file" | "link";
  /** `adopted`: at the destination, brought by somebody else, and never seen at the source. */
  readonly state: EntryState | "adopted";
  /** Whether the config has it stay at the source for now. */
  readonly isHeld: boolean;
  /** Whether the last load found it gone from the source, and nobody has decided about it. */
  readonly isUndecided: boolean;
  /** How far its latest version is that travels in parts; null for one that does not. */
  readonly parts: PartsProgress | null;
  /** Why the last load could not carry it, as a code. */
  readonly problem: string | null;
  /** Null where nobody knows it. */
  readonly size: number | null;
  readonly mtimeNs: bigint;
  readonly digest: Digest | null;
  readonly where: {
    /** As of the last load. */
    readonly source: FoundPlace | null;
    /** `hasArrived`: the destination has it too, so that it may be dumped. */
    readonly drive: (FoundPlace & { readonly hasArrived: boolean }) | null;
    readonly destination: FoundPlace | null;
  };
}

/**
 * The files and links whose path matches, pair by pair in the order of their paths; looks at neither
 * end, only into the catalogue.
 *
 * @throws {WaterlockError} `usage` when the pattern is empty or nothing matches it, `interrupted`
 */
export async function* findFiles(
  drive: OpenDrive,
  pattern: string,
  names: readonly string[],
  services: Services,
): AsyncGenerator<FoundFile> {
  if (pattern === "") {
    throw new WaterlockError("usage", ...NOTHING_FOUND.noPattern);
  }
  tellOfUnknownPairs(drive, services);
  const { catalogue, config } = drive;
  const pairs = selectPairs(config, names);
  const isWanted = matchPath(pattern);
  const pacer = new Pacer(services);
  let known = 0, found = 0;
  for (const pair of pairs) {
    const { name } = pair;
    const rankOf = rankPaths(pair);
    const row = catalogue.pairs.find(name);
    const places = row && new Places(catalogue, row);
    for (const path of row ? catalogue.whereabouts.paths(row.id) : []) {
      await pacer.pause();
      if (path.endsWith("/")) continue;
      known += 1;
      if (!isWanted(path)) continue;
      found += 1;
      const whereabouts = catalogue.whereabouts.of(row!.id, path);
      const adopted = whereabouts ? undefined : catalogue.adopted.at(row!.id, path);
      // Text that SQLite stores otherwise than it gives it is found under no path.
      if (!whereabouts && !adopted) throw tampered(path);
      const liesAt = {
        drive: whereabouts?.cargo && catalogue.cargo.partsOf(whereabouts.entry.id)[0]?.name,
        destination: places!.of(path),
      };
      yield whereabouts
        ? {
          ...describeEntry(name, whereabouts, liesAt, rankOf?.(path) === "held"),
          parts: catalogue.parts.progressOf(whereabouts.entry) ?? null,
        }
        : describeAdopted(name, adopted!, liesAt);
    }
  }
  if (found === 0) {
    const passedOver = pairs.flatMap(({ name }) => {
      const row = catalogue.pairs.find(name);
      return row ? catalogue.passedOver.of(row.id) : [];
    }).reduce((sum, { names }) => sum + names, 0);
    throw nothingFound(pattern, pairs.map(({ name }) => name), known, passedOver);
  }
}

/** Where a file lies, if it does; on the drive below the pair's folder. */
interface LiesAt {
  readonly drive: RelativePath | undefined;
  readonly destination: RelativePath;
}

function describeEntry(
  pair: string,
  whereabouts: EntryWhereabouts,
  liesAt: LiesAt,
  isToHold: boolean,
): Omit<FoundFile, "parts"> {
  const { entry, isUndecided, problem, verifiedAt, cargo, delivery } = whereabouts;
  const { path, kind, state, size, mtimeNs, digest } = entry;
  const placeOf = (
    { version, since, provenAt }: Arrival,
    place: RelativePath | undefined,
  ): FoundPlace => ({
    since,
    // What was found damaged has no digest any more, whatever was proven of it before.
    proof: version.kind === "file" && version.digest === null ? null : version.proof,
    provenAt,
    isLatest: isLatestVersion(entry, version),
    as: place === undefined || place === path ? null : place,
  });
  return {
    pair,
    path,
    kind: kind as FoundFile["kind"],
    state,
    isHeld: isToHold && waitsAtSource(state),
    isUndecided,
    problem,
    size,
    mtimeNs,
    digest,
    where: {
      source: isDecided(entry) || isUndecided
        ? null
        : { since: null, proof: null, provenAt: verifiedAt, isLatest: true, as: null },
      drive: cargo ? { ...placeOf(cargo, liesAt.drive), hasArrived: cargo.hasArrived } : null,
      destination: delivery ? placeOf(delivery, liesAt.destination) : null,
    },
  };
}

/** By what tells most: the digest, the target of a link, else size and time. */
function isLatestVersion(entry: EntryRow, version: TravelledVersion): boolean {
  if (entry.kind !== version.kind) return false;
  if (entry.kind === "link") return entry.linkTarget === version.linkTarget;
  return entry.digest !== null && version.digest !== null
    ? entry.digest === version.digest
    : isSameVersion(entry, version, 1n);
}

function describeAdopted(
  pair: string,
  { path, size, mtimeNs, digest }: AdoptedFile,
  liesAt: LiesAt,
): FoundFile {
  const as = liesAt.destination === path ? null : liesAt.destination;
  const destination = { since: null, proof: null, provenAt: null, isLatest: true, as };
  return {
    pair,
    path,
    kind: "file",
    state: "adopted",
    isHeld: false,
    isUndecided: false,
    parts: null,
    problem: null,
    size,
    mtimeNs,
    digest,
    where: { source: null, drive: null, destination },
  };
}

function nothingFound(
  pattern: string,
  pairs: readonly string[],
  known: number,
  passedOver: number,
): WaterlockError {
  const say = known === 0
    ? NOTHING_FOUND.nothingLoaded(pattern, pairs)
    : NOTHING_FOUND.noMatch(pattern, pairs, passedOver);
  return new WaterlockError("usage", ...say);
}
