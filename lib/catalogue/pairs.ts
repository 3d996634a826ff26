import type { Database } from "./database.ts";

/** A pair as the catalogue knows it. */
export interface PairRow {
  readonly id: bigint;
  readonly name: string;
  /** What the marker at the destination holds; the same on every drive that serves the pair. */
  readonly uuid: string;
  /** The destination that a person accepted, or null before the first unload. */
  readonly acceptedDestination: string | null;
}

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
    };
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
}
