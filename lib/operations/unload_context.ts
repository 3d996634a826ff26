import type { PairRow } from "../catalogue/pairs.ts";
import type { TripRow } from "../catalogue/trips.ts";
import type { PairConfig } from "../drive/config.ts";
import type { FoldersInside } from "../filesystem/folders_inside.ts";
import type { Carriers } from "../transfer/carriers.ts";
import type { RelativePath } from "../model/relative_path.ts";
import type { CargoFiles } from "./cargo_files.ts";
import type { KeptPartials } from "./kept_partials.ts";
import type { OpenDrive } from "./open_drive.ts";
import type { ReceiptBook } from "./receipt_book.ts";
import type { Services } from "./services.ts";
import type { SetAside } from "./set_aside.ts";
import type { StageOptions } from "./stage.ts";
import type { StageRecord } from "./stage_record.ts";
import type { Witness } from "./witness.ts";

/** What every file of one unload shares. */
export interface UnloadContext {
  readonly drive: OpenDrive;
  readonly pair: PairConfig;
  readonly row: PairRow;
  readonly trip: TripRow;
  readonly cargo: CargoFiles;
  /** The destination's folders. */
  readonly folders: FoldersInside;
  readonly keptPartials: KeptPartials;
  /** Whether a path may get a place at the destination: under its own name, or under a substitute. */
  readonly mayPlace: (path: RelativePath) => boolean;
  readonly setAside: SetAside;
  readonly carriers: Carriers;
  readonly receipts: ReceiptBook;
  /** The drive and the destination, as they were when the unload began. */
  readonly ends: readonly Witness[];
  /** The destination alone. */
  readonly goal: Witness;
  readonly record: StageRecord;
  readonly services: Services;
  readonly options: StageOptions;
}

/** Makes sure that both ends are still the ones they were, before something is changed there. */
export function checkEnds({ ends }: UnloadContext): void {
  for (const end of ends) end.check();
}
