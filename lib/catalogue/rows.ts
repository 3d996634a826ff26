import type { SQLInputValue } from "node:sqlite";
import { type Digest, parseDigest } from "../model/digest.ts";
import type { EntryKind, EntryState, ProofGrade, ProvenVersion } from "../model/entry.ts";
import { WaterlockError } from "../model/errors.ts";
import { parseRelativePath, type RelativePath } from "../model/relative_path.ts";
import { CATALOGUE } from "../vocabulary.ts";
import type { Row } from "./database.ts";

/** An entry of the catalogue with the number it goes by there. */
export interface EntryRow extends ProvenVersion {
  readonly id: bigint;
  readonly path: RelativePath;
  readonly kind: EntryKind;
  readonly state: EntryState;
  /** Another time that the source shows of this version, in nanoseconds since 1970; null for its own. */
  readonly shownMtimeNs: bigint | null;
}

/** A time that the source shows of an entry: the entry's own, where that is known to show so. */
export function ownTime(entry: EntryRow, shownNs: bigint): bigint {
  return shownNs === entry.shownMtimeNs ? entry.mtimeNs : shownNs;
}

/** A version that was loaded or delivered, and how it was proven. */
export interface TravelledVersion extends ProvenVersion {
  readonly kind: EntryKind;
  readonly proof: ProofGrade | null;
}

/**
 * A path from a column.
 *
 * @throws {WaterlockError} when it could lead out of its root: nothing on the drive is trusted
 */
export function pathOf(column: Row[string] | undefined): RelativePath {
  try {
    return parseRelativePath(String(column));
  } catch (cause) {
    throw tampered(column, cause);
  }
}

/** Thrown when the catalogue says something that Waterlock cannot have written. */
export class CatalogueTampered extends WaterlockError {
  constructor(message: string, remedy: string, options?: ErrorOptions) {
    super("refused", message, remedy, options);
  }
}

/** What to say of a path that Waterlock cannot have written. */
export function tampered(column: Row[string] | undefined, cause?: unknown): CatalogueTampered {
  return new CatalogueTampered(...CATALOGUE.tampered(String(column)), { cause });
}

/** The columns that every version has, with a prefix where a row holds several. */
export function versionOf(row: Row, prefix = ""): ProvenVersion {
  const size = Number(row[`${prefix}size`]);
  if (size < 0) throw tampered(row.path ?? row[`${prefix}size`]);
  const mode = row[`${prefix}mode`], target = row[`${prefix}link_target`];
  return {
    size,
    mtimeNs: BigInt(row[`${prefix}mtime_ns`] as bigint),
    mode: mode === null ? null : Number(mode) & 0o7777,
    linkTarget: target === null ? null : String(target),
    digest: digestOf(row[`${prefix}digest`]),
  };
}

/** All states that an entry can have. */
export const STATES: readonly EntryState[] = [
  "pending",
  "aboard",
  "delivered",
  "skipped",
  "removal",
  "removed",
  "damaged",
];

/**
 * What identifies an entry, from its columns.
 *
 * @throws {WaterlockError} when Waterlock cannot have written them
 */
export function identityOf(
  path: Row[string] | undefined,
  kind: Row[string] | undefined,
  state: Row[string] | undefined,
): Pick<EntryRow, "path" | "kind" | "state"> {
  const parsed = pathOf(path);
  const isKind = parsed.endsWith("/") ? kind === "folder" : kind === "file" || kind === "link";
  if (!isKind || !STATES.includes(state as EntryState)) throw tampered(path);
  return { path: parsed, kind: kind as EntryKind, state: state as EntryState };
}

/** A whole row of the table `entry`. */
export function entryOf(row: Row): EntryRow {
  return {
    ...versionOf(row),
    ...identityOf(row.path, row.kind, row.state),
    id: row.entry_id as bigint,
    shownMtimeNs: row.shown_mtime_ns as bigint | null,
  };
}

/** The columns of a loaded or delivered version, or undefined where the join found none. */
export function travelledOf(row: Row, prefix: string): TravelledVersion | undefined {
  if (row[`${prefix}kind`] === null) return undefined;
  return {
    ...versionOf(row, prefix),
    kind: row[`${prefix}kind`] as EntryKind,
    proof: row[`${prefix}proof`] as ProofGrade | null,
  };
}

/** A digest as the catalogue stores it. */
export function digestBytes(digest: Digest | null): Uint8Array | null {
  return digest === null ? null : Uint8Array.fromHex(digest);
}

/** A digest as the catalogue stored it; null where none is known. */
export function digestOf(bytes: Row[string] | undefined): Digest | null {
  return bytes instanceof Uint8Array ? parseDigest(bytes.toHex()) : null;
}

/** The most milliseconds before and after 1970 that a `Date` can tell (ECMA-262, Time Values). */
const MOST_MS = 8.64e15;

/** A time in milliseconds since 1970 as a `Date` can tell it, whatever is stored; null where none is. */
export function timeOf(column: Row[string] | undefined): number | null {
  if (column === null || column === undefined) return null;
  return Math.min(MOST_MS, Math.max(-MOST_MS, Number(column)));
}

const COLUMNS = ["kind", "size", "mtime_ns", "mode", "link_target", "digest", "proof"];

/** The columns in which a version that travelled is stored, and a mark for each value. */
export const TRAVELLED = {
  columns: COLUMNS.join(", "),
  marks: COLUMNS.map(() => "?").join(", "),
};

/** The values for {@linkcode TRAVELLED}. */
export function travelledValues(version: TravelledVersion): SQLInputValue[] {
  const { kind, size, mtimeNs, mode, linkTarget, digest, proof } = version;
  return [kind, size, mtimeNs, mode, linkTarget, digestBytes(digest), proof];
}

/** The columns of a travelled version under a prefix, to be selected from a joined table. */
export function versionColumns(table: string, prefix: string): string {
  return COLUMNS.map((column) => `${table}.${column} AS ${prefix}${column}`).join(", ");
}
