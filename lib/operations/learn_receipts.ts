import type { Catalogue } from "../catalogue/catalogue.ts";
import type { KnownRow } from "../catalogue/entries.ts";
import type { PairRow } from "../catalogue/pairs.ts";
import { readReceiptFile, receiptFiles } from "../drive/receipt_file.ts";
import { reading } from "../filesystem/attempt.ts";
import { mtimePrecisionNs, readStatus } from "../filesystem/file_status.ts";
import { FoldersInside } from "../filesystem/folders_inside.ts";
import { hashFiles } from "../filesystem/hash_files.ts";
import { readLink } from "../filesystem/link.ts";
import { keepsLocalTime } from "../filesystem/local_time.ts";
import { isTimeAsGiven } from "../model/kept_time.ts";
import { FileProblem } from "../model/errors.ts";
import type { DeliveredVersion, Receipt } from "../model/receipt.ts";
import { believable, type Order, orderOf, type Sighting } from "../model/sighting.ts";
import type { RelativePath } from "../model/relative_path.ts";
import { isDecided } from "../planning/judge_entry.ts";
import { judgeReceipt, type ReceiptJudgement } from "../planning/judge_receipt.ts";
import { usable } from "./attempt.ts";
import { Pacer } from "./pacer.ts";
import { Places } from "./places.ts";
import type { Services } from "./services.ts";
import { Witness } from "./witness.ts";

/** What the receipts of other drives have told. */
export interface Learned {
  /** Files and links that they brought, and that are there. */
  files: number;
  /** Lines that Waterlock cannot have written. */
  strangeLines: number;
  /** Why files of receipts could not be read. */
  readonly problems: FileProblem[];
}

/**
 * Reads the receipts that this drive has not read yet, and records what other drives did at the
 * destination, as far as what lies there agrees: nobody's word alone is believed.
 *
 * @param tripId the stage that learns it
 * @throws {WaterlockError} `failed` when the destination is gone, `interrupted`
 */
export async function learnFromReceipts(
  catalogue: Catalogue,
  destination: string,
  row: PairRow,
  tripId: bigint,
  services: Services,
): Promise<Learned> {
  const lesson = new Lesson(catalogue, destination, row, tripId, services);
  const files = usable("destination", destination, () => receiptFiles(destination));
  for (const { name, path, bytes } of files) {
    const known = catalogue.receipts.bytesKnown(row.id, name);
    try {
      if (bytes > known) await lesson.read(name, path, known);
    } catch (error) {
      if (!(error instanceof FileProblem)) throw error;
      lesson.learned.problems.push(error);
    }
  }
  return lesson.learned;
}

/** So many receipts are learned at once. */
const BATCH_LINES = 1000;

class Lesson {
  readonly learned: Learned = { files: 0, strangeLines: 0, problems: [] };
  readonly #witness: Witness;
  readonly #places: Places;
  readonly #folders: FoldersInside;
  readonly #keepsLocalTime: boolean;
  readonly #lastLoad: Sighting | null;
  readonly #now: number;
  readonly #loads = new Map<bigint, Sighting | null>();

  constructor(
    private readonly catalogue: Catalogue,
    destination: string,
    private readonly row: PairRow,
    private readonly tripId: bigint,
    private readonly services: Services,
  ) {
    this.#witness = new Witness("destination", destination);
    this.#places = new Places(catalogue, row);
    this.#folders = new FoldersInside(destination, { placeOf: this.#places.of });
    this.#keepsLocalTime = keepsLocalTime(destination);
    this.#now = services.clock.now();
    const lastLoad = catalogue.trips.last("load", row.id);
    this.#lastLoad = lastLoad === undefined ? null : this.#sightingBy(lastLoad);
  }

  /** Learns a receipt file's lines behind `from` bytes; what was learned is kept when this is broken off. */
  async read(name: string, path: string, from: number): Promise<void> {
    const { catalogue } = this;
    const pacer = new Pacer(this.services);
    let lines = 0;
    catalogue.begin();
    try {
      for (const { receipt, end } of readReceiptFile(path, from)) {
        if (receipt) await this.#consider(receipt);
        else this.learned.strangeLines += 1;
        if (++lines % BATCH_LINES === 0) {
          this.#keep(name, end);
          catalogue.begin();
        }
        from = end;
        if (pacer.isDue) await pacer.pause();
      }
      this.#keep(name, from);
    } finally {
      catalogue.rollback();
    }
  }

  /** A disk that is gone shows nothing, which is no news of what lay there. */
  #keep(name: string, bytes: number): void {
    this.#witness.check();
    this.catalogue.receipts.markKnown(this.row.id, name, bytes);
    this.catalogue.commit();
  }

  async #consider(receipt: Receipt): Promise<void> {
    const { catalogue, row } = this;
    const { path, delivered: told, at } = receipt;
    this.#places.learn(path, receipt.place);
    const entry = catalogue.entries.at(row.id, path);
    const known = entry && catalogue.entries.withTravels(entry), delivered = known?.delivered;
    const isAsTold = told ? await this.#lies(path, told, delivered) : this.#isNothingAt(path);
    if (!known) {
      if (told && isAsTold) {
        this.#deliver(catalogue.entries.addDelivered(row.id, path, told), told, at);
      } else if (isAsTold) catalogue.adopted.forget(row.id, path);
      return;
    }
    const seen = believable(receipt.seen, at);
    if (told?.kind === "folder") {
      if (isAsTold) this.#learnFolder(known, told, at, orderOf(this.#lastLoad, seen));
      return;
    }
    const isKnownToldAlike = delivered && told && isAlike(delivered, told);
    const judgement = judgeReceipt(known, {
      told,
      isAsTold,
      isAsKnown: !isAsTold && delivered !== undefined && !isKnownToldAlike &&
        await this.#lies(path, delivered, told),
      aboard: known.aboard ? orderOf(this.#seenAboard(known.id), seen) : "unknown",
      lastLoad: orderOf(this.#lastLoad, seen),
    });
    if (judgement.delivered === "as-told" && !isKnownToldAlike) {
      this.#deliver(known.id, told!, at);
    } else if (judgement.delivered === "nothing") catalogue.deliveries.forget(known.id);
    if (!told && isAsTold) catalogue.adopted.forget(row.id, path);
    this.#settle(known, judgement, told);
  }

  /** A folder has no bytes: what matters is whose time and mode it is to have, and whether it is to go. */
  #learnFolder(known: KnownRow, told: DeliveredVersion, at: number, lastLoad: Order): void {
    const { entries } = this.catalogue;
    this.#deliver(known.id, told, at);
    if (known.state === "skipped") return;
    if (lastLoad !== "after") {
      entries.replaceVersion(known.id, "folder", told, null, "delivered");
    } else if (isDecided(known)) entries.setState(known.id, "removal");
    else if (!isAlike(known, told)) entries.touchFolder(this.row.id, known.path);
  }

  #settle(
    known: KnownRow,
    { delivered, state, aboard }: ReceiptJudgement,
    told: DeliveredVersion | undefined,
  ): void {
    const { entries, cargo } = this.catalogue;
    const digest = (delivered === "as-told" ? told : known.delivered)?.digest;
    if (state === "delivered" && known.digest === null && digest) {
      entries.replaceVersion(known.id, known.kind, known, digest, state);
    } else if (state !== known.state) entries.setState(known.id, state);
    if (aboard === "outdated") cargo.markArrived(known.id);
    else if (aboard === "held-back") entries.setProblem(known.id, "order-unknown");
  }

  /** Proven by the drive that brought it, before this stage began. */
  #deliver(entryId: bigint, told: DeliveredVersion, at: number): void {
    const isProven = told.kind !== "file" || told.proof !== null;
    const provenAt = isProven ? Math.min(at, this.#now - 1) : 0;
    this.catalogue.deliveries.record(entryId, told, this.tripId, provenAt);
    if (told.kind !== "folder") this.learned.files += 1;
  }

  /**
   * Whether a version lies under its path: by size and time, or by its digest where they do not tell it,
   * or do not tell it from the other one that may lie there.
   */
  async #lies(
    path: RelativePath,
    version: DeliveredVersion,
    other: DeliveredVersion | undefined,
  ): Promise<boolean> {
    try {
      const status = this.#look(path);
      if (status?.kind !== version.kind) return false;
      const native = this.#folders.native(path);
      if (version.kind === "link") return reading(() => readLink(native)) === version.linkTarget;
      if (version.kind === "folder") return true;
      if (status.size !== version.size) return false;
      const isAsGiven = ({ mtimeNs }: DeliveredVersion) =>
        isTimeAsGiven(mtimeNs, status.mtimeNs, mtimePrecisionNs(), this.#keepsLocalTime);
      const couldBeOther = other && other.size === version.size && isAsGiven(other) &&
        other.digest !== null && other.digest !== version.digest;
      if (isAsGiven(version) && !couldBeOther) return true;
      const { digest } = await hashFiles([native], { signal: this.services.signal });
      return version.digest !== null && digest === version.digest;
    } catch (error) {
      if (!(error instanceof FileProblem)) throw error;
      return false;
    }
  }

  #isNothingAt(path: RelativePath): boolean {
    try {
      const status = this.#look(path);
      return path.endsWith("/") ? status?.kind !== "folder" : !status || status.kind === "folder";
    } catch (error) {
      if (!(error instanceof FileProblem)) throw error;
      return false;
    }
  }

  #look(path: RelativePath) {
    const folders = this.#folders;
    return reading(() => folders.existAbove(path) ? readStatus(folders.native(path)) : undefined);
  }

  #seenAboard(entryId: bigint): Sighting | null {
    return this.#sightingBy(this.catalogue.cargo.loadedBy(entryId)!);
  }

  #sightingBy(load: bigint): Sighting | null {
    let sighting = this.#loads.get(load);
    if (sighting === undefined) {
      sighting = believable(this.catalogue.trips.sightingBy(load), this.#now);
      this.#loads.set(load, sighting);
    }
    return sighting;
  }
}

type Alike = Omit<DeliveredVersion, "proof">;

/** Whether two records tell of the same bytes and the same time. */
function isAlike(a: Alike, b: Alike): boolean {
  return a.kind === b.kind && a.size === b.size && a.mtimeNs === b.mtimeNs &&
    a.linkTarget === b.linkTarget && a.digest === b.digest;
}
