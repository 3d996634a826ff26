import type { Database } from "./database.ts";

/** Which receipts of a destination this drive knows: it wrote them, or has read them. */
export class Receipts {
  constructor(private readonly database: Database) {}

  /** How many bytes of a receipt file are known. */
  bytesKnown(pairId: bigint, name: string): number {
    const row = this.database.get(
      "SELECT bytes FROM receipt WHERE pair_id = ? AND name = ?",
      pairId,
      name,
    );
    return row ? Math.max(0, Number(row.bytes)) : 0;
  }

  /** Records that the first `bytes` of a receipt file are known. */
  markKnown(pairId: bigint, name: string, bytes: number): void {
    this.database.run(
      "INSERT OR REPLACE INTO receipt (pair_id, name, bytes) VALUES (?, ?, ?)",
      pairId,
      name,
      bytes,
    );
  }

  /** Forgets all of a pair: what they tell of is to be learned again. */
  clear(pairId: bigint): void {
    this.database.run("DELETE FROM receipt WHERE pair_id = ?", pairId);
  }
}
