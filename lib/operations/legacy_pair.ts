import type { LegacyDatabase } from "../catalogue/legacy_database.ts";
import type { Config, PairConfig } from "../drive/config.ts";
import { WaterlockError } from "../model/errors.ts";
import { legacyPrefix } from "../planning/judge_legacy_row.ts";
import { LEGACY_SOURCE, listSome } from "../vocabulary.ts";
import { selectPairs } from "./select_pairs.ts";

/** Another source in the same database, and how many rows are its. */
export interface OtherSource {
  readonly source: string;
  readonly rows: number;
}

/** Which pair a database is about. */
export interface LegacyPair {
  readonly pair: PairConfig;
  /** How many rows are its source's. */
  readonly rows: number;
  /** What else is in the database, the largest first. */
  readonly others: readonly OtherSource[];
}

/**
 * Finds the pair whose source the rows of a database lie below.
 *
 * @param databaseName the file's name without its ending: the original gave it the last part of the
 *   source, which tells where in a path another source ends
 * @param name the pair to take, or undefined for the one that fits
 * @throws {WaterlockError} `usage` when no pair fits, or several
 */
export function choosePair(
  legacy: LegacyDatabase,
  databaseName: string,
  config: Config,
  name: string | undefined,
): LegacyPair {
  const candidates = selectPairs(config, name === undefined ? [] : [name])
    .map((pair) => ({ pair, prefix: legacyPrefix(pair.source), rows: 0 }));
  const others = new Map<string, number>();
  for (const { path } of legacy.rows()) {
    if (typeof path !== "string") continue;
    let isOthers = true;
    for (const candidate of candidates) {
      if (!path.startsWith(candidate.prefix)) continue;
      candidate.rows += 1;
      isOthers = false;
    }
    if (isOthers) {
      const source = sourceOf(path, databaseName);
      others.set(source, (others.get(source) ?? 0) + 1);
    }
  }
  const named = Array.from(others, ([source, rows]) => ({ source, rows }))
    .sort((a, b) => b.rows - a.rows);
  const fitting = candidates.filter(({ rows }) => rows > 0);
  if (fitting.length > 1) {
    const names = fitting.map(({ pair }) => pair.name);
    throw new WaterlockError("usage", ...LEGACY_SOURCE.ofSeveralPairs(names));
  }
  if (!fitting[0]) throw belongsToNone(candidates.map(({ pair }) => pair), named);
  const { pair, rows } = fitting[0];
  return { pair, rows, others: named };
}

/** Sources are named up to this many. */
const NAMED = 3;

/** Other sources in words, the largest of them by name. */
export function describeOthers(others: readonly OtherSource[]): string {
  return listSome(others.slice(0, NAMED).map(({ source }) => source), others.length - NAMED);
}

function belongsToNone(
  pairs: readonly PairConfig[],
  others: readonly OtherSource[],
): WaterlockError {
  const sources = pairs.map(({ source }) => source);
  const said = others.length === 0
    ? LEGACY_SOURCE.ofNone
    : LEGACY_SOURCE.ofAnother(describeOthers(others), sources);
  return new WaterlockError("usage", ...said);
}

/** The source that a path most likely lies below, as an absolute path. */
function sourceOf(path: string, databaseName: string): string {
  const parts = path.split("/").filter((part) => part !== "");
  const at = parts.lastIndexOf(databaseName, parts.length - 2);
  return `/${parts.slice(0, at >= 0 ? at + 1 : 1).join("/")}`;
}
