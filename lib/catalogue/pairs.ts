import { NAME_RULES, type NameRule } from "../model/portable_path.ts";
import type { RelativePath } from "../model/relative_path.ts";
import type { Database, Row } from "./database.ts";
import { pathOf } from "./rows.ts";

/** A pair as the catalogue knows it. */
export interface PairRow {
  readonly id: bigint;
  readonly name: string;
  /** What the marker at the destination holds; the same on every drive that serves the pair. */
  readonly uuid: string;
  /** The destination that a person accepted, or null before the first unload. */
  readonly acceptedDestination: string | null;
  /** Which names that destination gives, or null where nobody has decided that yet. */
  readonly names: NameRule | null;
}

/** How many letters are encoded in the last part of a path, where the destination needs that. */
export type LettersByPath = ReadonlyMap<RelativePath, number>;

/** The pairs of the catalogue, by the config's names. */
export class Pairs {
  constructor(private readonly database: Database) {}

  /** The pair of this name, made when it is new. */
  ensure(name: string): PairRow {
    this.database.run(
      "INSERT INTO pair (name, uuid) VALUES (?, ?) ON CONFLICT (name) DO NOTHING",
      name,
      crypto.randomUUID(),
    );
    return this.find(name)!;
  }

  /** The pair of this name, or undefined when nothing was ever recorded of it. */
  find(name: string): PairRow | undefined {
    const row = this.database.get("SELECT * FROM pair WHERE name = ?", name);
    return row && {
      id: row.pair_id as bigint,
      name,
      uuid: String(row.uuid),
      acceptedDestination: row.accepted_destination === null
        ? null
        : String(row.accepted_destination),
      names: nameRuleOf(row.names),
    };
  }

  /** The names of all pairs that anything is recorded of. */
  names(): string[] {
    return this.database.all("SELECT name FROM pair ORDER BY pair_id")
      .map(({ name }) => String(name));
  }

  /** The pairs with cargo on the drive that have none of these names. */
  withCargoBeside(names: readonly string[]): { name: string; files: number }[] {
    // The cross joins begin with the pairs, of which there are seldom any, not with all that is aboard.
    return this.database.all(
      `SELECT pair.name AS name, count(*) AS files
       FROM pair CROSS JOIN entry USING (pair_id) CROSS JOIN cargo USING (entry_id)
       WHERE on_drive = 1 AND pair.name NOT IN (SELECT value FROM json_each(?)) GROUP BY pair_id`,
      JSON.stringify(names),
    ).map((row) => ({ name: String(row.name), files: Number(row.files) }));
  }

  /** Remembers that a person accepted this destination, whose marker holds `uuid`. */
  acceptDestination(pairId: bigint, destination: string, uuid: string): void {
    this.database.run(
      "UPDATE pair SET accepted_destination = ?, uuid = ? WHERE pair_id = ?",
      destination,
      uuid,
      pairId,
    );
  }

  /** Remembers which names the destination gives, as its marker says. */
  setNames(pairId: bigint, names: NameRule): void {
    this.database.run("UPDATE pair SET names = ? WHERE pair_id = ?", names, pairId);
  }

  /** The paths whose names the destination would take for others beside them; most often none. */
  toldApart(pairId: bigint): LettersByPath {
    return new Map(
      this.database.all("SELECT path, letters FROM told_apart WHERE pair_id = ?", pairId)
        .map(({ path, letters }) => [pathOf(path), Number(letters)]),
    );
  }

  /** Remembers how a path is told from another one at the destination. */
  tellApart(pairId: bigint, path: RelativePath, letters: number): void {
    this.database.run(
      "INSERT OR REPLACE INTO told_apart (pair_id, path, letters) VALUES (?, ?, ?)",
      pairId,
      path,
      letters,
    );
  }

  /** Forgets all of these, because another destination takes the place of the one before. */
  forgetToldApart(pairId: bigint): void {
    this.database.run("DELETE FROM told_apart WHERE pair_id = ?", pairId);
  }
}

function nameRuleOf(column: Row[string] | undefined): NameRule | null {
  return NAME_RULES.find((rule) => rule === column) ?? null;
}
