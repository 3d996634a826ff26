import { isDeepStrictEqual } from "node:util";
import type { Database } from "./database.ts";
import { tampered } from "./rows.ts";

/** Names at a source that no entry could be made of, by one kind of problem. */
export interface PassedOverNames {
  readonly code: string;
  readonly names: number;
  /** One of them, as it can be shown; most often no path. */
  readonly example: string;
}

/** What the last scan of each source passed over: it is in no list of entries, and must not be forgotten. */
export class PassedOver {
  constructor(private readonly database: Database) {}

  /** What a pair's last scan passed over, the most names first. */
  of(pairId: bigint): PassedOverNames[] {
    const rows = this.database.all(
      "SELECT code, names, example FROM passed_over WHERE pair_id = ? ORDER BY names DESC, code",
      pairId,
    );
    return rows.map(({ code, names, example }) => {
      if (Number(names) < 1) throw tampered(names);
      return { code: String(code), names: Number(names), example: String(example) };
    });
  }

  /** Remembers what a scan passed over, in the place of what an earlier one did. */
  replace(pairId: bigint, found: readonly PassedOverNames[]): void {
    const inOrder = found.toSorted((a, b) => b.names - a.names || (a.code < b.code ? -1 : 1));
    if (isDeepStrictEqual(inOrder, this.of(pairId))) return;
    this.database.run("DELETE FROM passed_over WHERE pair_id = ?", pairId);
    for (const { code, names, example } of found) {
      this.database.run(
        "INSERT INTO passed_over (pair_id, code, names, example) VALUES (?, ?, ?, ?)",
        pairId,
        code,
        names,
        example,
      );
    }
  }
}
