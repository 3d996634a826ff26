import { type Digest, parseDigest } from "../model/digest.ts";
import { FileProblem } from "../model/errors.ts";
import type { LegacyRow } from "../model/legacy_row.ts";
import { parseRelativePath, type RelativePath } from "../model/relative_path.ts";
import { LEGACY_ROW } from "../vocabulary.ts";
import { type LegacyTime, readLegacyTime } from "./legacy_time.ts";

/** Where a file was on its way, as the original Waterlock knew it. */
export type LegacyFate =
  /** At the destination. */
  | "delivered"
  /** In cargo. */
  | "aboard"
  /** Gone from the source, and to be kept at the destination. */
  | "skipped"
  /** Gone from the source, and to be removed at the destination. */
  | "removal"
  /** At the source alone. */
  | "waiting";

/** A row of the original's database, understood. */
export interface LegacyFile {
  readonly path: RelativePath;
  readonly fate: LegacyFate;
  /** Whether the original said that it is at the destination. */
  readonly hasArrived: boolean;
  readonly time: LegacyTime;
  /** Null where the original made none. */
  readonly digest: Digest | null;
}

/** What the paths of a source begin with in the original's database. */
export function legacyPrefix(source: string): string {
  const parts = source.split("/").filter((part) => part !== "");
  return parts.map((part) => `${part}/`).join("");
}

/**
 * Understands a row of a source.
 *
 * @param prefix what {@linkcode legacyPrefix} gives for the source
 * @returns undefined when the row is another source's
 * @throws {FileProblem} `not-a-path` or `bad-row` when the original cannot have written it
 */
export function judgeLegacyRow(row: LegacyRow, prefix: string): LegacyFile | undefined {
  if (typeof row.path !== "string") throw new FileProblem("not-a-path", LEGACY_ROW.pathNoText);
  if (row.path.startsWith("/")) {
    throw new FileProblem("not-a-path", LEGACY_ROW.pathWithSlash);
  }
  if (!row.path.startsWith(prefix)) return undefined;
  const path = pathBelow(row.path.slice(prefix.length));
  const time = readLegacyTime(row.lastModified);
  if (!time) throw new FileProblem("bad-row", LEGACY_ROW.noTime);
  return {
    path,
    fate: fateOf(flagOf(row.middle, "middle"), flagOf(row.end, "end")),
    hasArrived: row.end === 1n,
    time,
    digest: digestOf(row.hash),
  };
}

function pathBelow(rest: string): RelativePath {
  try {
    if (!rest.endsWith("/")) return parseRelativePath(rest);
  } catch (cause) {
    throw new FileProblem("not-a-path", LEGACY_ROW.pathNotBelow, { cause });
  }
  throw new FileProblem("not-a-path", LEGACY_ROW.pathOfFolder);
}

type Flag = -2n | -1n | 0n | 1n;

function flagOf(value: unknown, column: string): Flag {
  if (value === -2n || value === -1n || value === 0n || value === 1n) return value;
  throw new FileProblem("bad-row", LEGACY_ROW.noFlag(column));
}

/** Of two decisions that contradict each other the one counts that deletes nothing. */
function fateOf(middle: Flag, end: Flag): LegacyFate {
  if (middle === -1n || end === -1n) return "skipped";
  if (middle === -2n || end === -2n) return "removal";
  if (end === 1n) return "delivered";
  return middle === 1n ? "aboard" : "waiting";
}

function digestOf(hash: unknown): Digest | null {
  if (hash === null || hash === "") return null;
  try {
    if (typeof hash === "string") return parseDigest(hash.toLowerCase());
  } catch {
    // Falls through to the problem.
  }
  throw new FileProblem("bad-row", LEGACY_ROW.noHash);
}

/** A row's path for a person to find it by, whatever it holds. */
export function showLegacyPath({ path }: LegacyRow): string {
  return path instanceof Uint8Array ? new TextDecoder().decode(path) : String(path ?? "");
}
