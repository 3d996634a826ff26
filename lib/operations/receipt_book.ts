import type { Catalogue } from "../catalogue/catalogue.ts";
import type { PairRow } from "../catalogue/pairs.ts";
import { ReceiptFile } from "../drive/receipt_file.ts";
import { describeFailure } from "../filesystem/describe_failure.ts";
import type { DeliveredVersion, Receipt } from "../model/receipt.ts";
import type { RelativePath } from "../model/relative_path.ts";
import { believable, type Sighting } from "../model/sighting.ts";
import { NOTICE } from "../vocabulary.ts";
import type { Services } from "./services.ts";
import type { StageRecord } from "./stage_record.ts";

/** A version that an unload has brought to the destination. */
interface Brought {
  readonly entry: { readonly id: bigint; readonly path: RelativePath };
  readonly version: DeliveredVersion;
}

/**
 * The receipts of one unload, which tell the drives that come after it what it did. What is not written
 * is not known to them, and is only carried again: a destination that takes no receipts keeps nothing
 * from arriving.
 */
export class ReceiptBook implements Disposable {
  #file: ReceiptFile | undefined;
  #hasFailed = false;
  readonly #loads = new Map<bigint, Sighting | null>();

  constructor(
    private readonly catalogue: Catalogue,
    private readonly destination: string,
    private readonly row: PairRow,
    private readonly placeOf: (path: RelativePath) => RelativePath,
    private readonly record: StageRecord,
    private readonly services: Services,
  ) {}

  /** Tells, before the catalogue does, of versions that lie durable under their names. */
  tellOfArrivals(brought: readonly Brought[]): void {
    const at = this.services.clock.now();
    this.#write(brought.map(({ entry, version }): Receipt => {
      const { kind, size, mtimeNs, mode, linkTarget, digest, proof } = version;
      const delivered = { kind, size, mtimeNs, mode, linkTarget, digest, proof };
      const seen = this.#sightingBy(this.catalogue.cargo.loadedBy(entry.id), at);
      return { ...this.#whereIs(entry.path), delivered, at, seen };
    }));
  }

  /** Tells of folders that were given their times and modes, as the last load has seen them. */
  tellOfFolders(folders: readonly (DeliveredVersion & { readonly path: RelativePath })[]): void {
    if (folders.length === 0) return;
    const at = this.services.clock.now();
    const seen = this.#sightingBy(this.catalogue.trips.last("load", this.row.id), at);
    this.#write(folders.map(({ path, kind, size, mtimeNs, mode, linkTarget, digest, proof }) => {
      const delivered = { kind, size, mtimeNs, mode, linkTarget, digest, proof };
      return { ...this.#whereIs(path), delivered, at, seen };
    }));
  }

  /** Tells that what Waterlock had brought to a path is not there any more. */
  tellOfRemoval(path: RelativePath): void {
    const at = this.services.clock.now();
    const seen = this.#sightingBy(this.catalogue.trips.last("load", this.row.id), at);
    this.#write([{ ...this.#whereIs(path), delivered: undefined, at, seen }]);
  }

  #whereIs(path: RelativePath): Pick<Receipt, "path" | "place"> {
    return { path, place: this.placeOf(path) };
  }

  #write(receipts: readonly Receipt[]): void {
    if (this.#hasFailed) return;
    try {
      this.#file ??= ReceiptFile.create(this.destination, this.services.clock.now());
      this.#file.append(receipts);
    } catch (error) {
      this.#hasFailed = true;
      this.record.notice(NOTICE.noReceipt(describeFailure(error)));
    }
  }

  #sightingBy(load: bigint | undefined, now: number): Sighting | null {
    if (load === undefined) return null;
    let sighting = this.#loads.get(load);
    if (sighting === undefined) {
      sighting = believable(this.catalogue.trips.sightingBy(load), now);
      this.#loads.set(load, sighting);
    }
    return sighting;
  }

  [Symbol.dispose](): void {
    if (!this.#file) return;
    this.#file[Symbol.dispose]();
    try {
      this.catalogue.receipts.markKnown(this.row.id, this.#file.name, this.#file.bytes);
    } catch {
      // The drive is gone: its next unload reads them as if they were another one's.
    }
  }
}
