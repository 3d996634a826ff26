import type { PairConfig } from "../drive/config.ts";
import { emptyTally, type Tally } from "../model/entry.ts";
import { mayBeTheLast } from "./free_cargo.ts";
import type { OpenDrive } from "./open_drive.ts";

/** What takes up room in cargo. */
export interface CargoTallies {
  readonly delivered: Tally;
  /** Has not arrived; among it what was found damaged before it did, and may be the last copy. */
  readonly undelivered: Tally;
}

/** What lies in cargo of some pairs. */
export function tallyCargo(drive: OpenDrive, pairs: readonly PairConfig[]): CargoTallies {
  const { catalogue: { cargo, pairs: known } } = drive;
  const delivered = emptyTally(), undelivered = emptyTally();
  for (const { name } of pairs) {
    const { id } = known.ensure(name);
    add(delivered, cargo.tally(id, true));
    add(undelivered, cargo.tally(id, false));
    for (const row of cargo.disbelieved(id)) {
      if (!mayBeTheLast(drive, row)) continue;
      add(delivered, { files: -1, bytes: -row.version.size });
      add(undelivered, { files: 1, bytes: row.version.size });
    }
  }
  return { delivered, undelivered };
}

function add(sum: Tally, { files, bytes }: Tally): void {
  sum.files += files;
  sum.bytes += bytes;
}
