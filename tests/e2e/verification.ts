import { strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { ProgramResult } from "./program.ts";
import { type TestConfig, TwoComputers } from "./two_computers.ts";

/** The date of what {@linkcode delivered} writes. */
export const DATE = "2020-05-01T12:00:00Z";

/** A pair of which files have been loaded, each saying `film` and its name. */
export async function loaded(names: readonly string[], config?: TestConfig): Promise<TwoComputers> {
  const computers = new TwoComputers(config);
  for (const name of names) computers.write(name, `film ${name}`, DATE);
  strictEqual((await computers.atSource(["load"])).code, 0);
  return computers;
}

/** A pair of which files have arrived; their cargo is dumped unless the config says otherwise. */
export async function delivered(
  names: readonly string[],
  config: TestConfig = { dump: "always" },
): Promise<TwoComputers> {
  const computers = await loaded(names, config);
  strictEqual((await computers.atDestination(["unload", "--yes"])).code, 0);
  return computers;
}

/** What a verification found wrong, as path and code, sorted. */
export function findingsOf({ summary }: ProgramResult): string[][] {
  return summary.errors.map(({ path, code }: Record<string, string>) => [path, code]).sort();
}

/** The numbers of files that a verification counted, without what is none. */
export function countsOf({ summary }: ProgramResult): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [key, value] of Object.entries<{ files?: number }>(summary.pairs[0])) {
    if (value.files) counts[key] = value.files;
  }
  return counts;
}

/** The paths that a verification found well, in their order. */
export function verifiedBy({ events }: ProgramResult): string[] {
  return events.filter(({ event }) => event === "verified").map(({ path }) => path);
}

/** Runs SQL behind the program's back; gives what it selects. */
export function ask({ drive }: TwoComputers, sql: string): Record<string, unknown>[] {
  using database = new DatabaseSync(join(drive, "config", "waterlock.db"));
  const statement = database.prepare(sql);
  statement.setReadBigInts(true);
  return statement.all();
}

/** All that the catalogue has, but the journal of stages. */
export function dumpCatalogue(computers: TwoComputers): unknown[] {
  return ["pair", "entry", "cargo", "cargo_part", "delivery", "in_flight", "adopted"]
    .map((table) => ask(computers, `SELECT * FROM ${table}`));
}
