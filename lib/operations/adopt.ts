import type { AdoptedFile } from "../catalogue/adopted.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { PairRow } from "../catalogue/pairs.ts";
import type { PairConfig } from "../drive/config.ts";
import { hashFiles } from "../filesystem/hash_files.ts";
import { mtimePrecisionNs } from "../filesystem/file_status.ts";
import { keepsLocalTime } from "../filesystem/local_time.ts";
import { toNativePath } from "../filesystem/native_path.ts";
import { scanTree } from "../filesystem/scan_tree.ts";
import { addTo, emptyTally, type ScannedEntry, type Tally } from "../model/entry.ts";
import { FileProblem, WaterlockError } from "../model/errors.ts";
import { isTimeAsGiven } from "../model/kept_time.ts";
import { gitignoreRules } from "../planning/gitignore_rules.ts";
import { march } from "../planning/march.ts";
import { isAdoptedVersion } from "../planning/recognise_adopted.ts";
import { UNFIT_DESTINATION } from "../vocabulary.ts";
import { admitDestination, forgetAsAdmitting } from "./destination_guard.ts";
import { requireEndsApart } from "./ends_apart.ts";
import type { OpenDrive } from "./open_drive.ts";
import { NamesFound } from "./names_found.ts";
import { Pacer } from "./pacer.ts";
import { PartialsFound } from "./partials_found.ts";
import { Places } from "./places.ts";
import type { Problem } from "./progress_reporter.ts";
import { isFolderHere } from "./visible_ends.ts";
import { selectPairs } from "./select_pairs.ts";
import type { Services } from "./services.ts";
import { Witness } from "./witness.ts";

/** What an adoption is told. */
export interface AdoptOptions {
  /** Names of the pairs, or none for all whose destination is here. */
  readonly pairs: readonly string[];
  /** Whether files are read, so that they are known under any path. */
  readonly hash: boolean;
  /** Look, and record nothing. */
  readonly dryRun: boolean;
}

/** What was found at one pair's destination. */
export interface Adoption {
  readonly pair: string;
  /** Files that Waterlock did not bring, recorded now or before. */
  readonly adopted: Tally;
  /** The part of them whose digest is known. */
  readonly hashed: Tally;
  /** Files that Waterlock brought itself. */
  readonly delivered: Tally;
  /** What waits at the source, as far as it was seen, and need not be carried. */
  readonly saved: Tally;
  /** Whether the source was ever looked at with this drive. */
  readonly isSourceKnown: boolean;
  readonly seconds: number;
  readonly problems: readonly Problem[];
}

/**
 * Records what is at the destinations however it got there, so that the next load does not carry it.
 *
 * @throws {WaterlockError} `usage` when no destination is here, or nobody confirmed one
 */
export async function adopt(
  drive: OpenDrive,
  options: AdoptOptions,
  services: Services,
): Promise<Adoption[]> {
  const pairs = selectPairs(drive.config, options.pairs);
  const here = pairs.filter(({ destination }) => isFolderHere(destination));
  const missing = pairs.find((pair) => !here.includes(pair));
  if (missing && (here.length === 0 || options.pairs.length > 0)) {
    const { destination, name } = missing;
    throw new WaterlockError("usage", ...UNFIT_DESTINATION.notHere(destination, name));
  }
  const adoptions: Adoption[] = [];
  for (const pair of here) adoptions.push(await adoptOne(drive, pair, options, services));
  if (!options.dryRun) await drive.snapshot.save();
  return adoptions;
}

async function adoptOne(
  drive: OpenDrive,
  pair: PairConfig,
  options: AdoptOptions,
  services: Services,
): Promise<Adoption> {
  const { catalogue } = drive;
  const startedAt = services.clock.now();
  requireEndsApart(pair);
  const stageOptions = {
    dryRun: options.dryRun,
    allowMissing: false,
    failedBefore: false,
    jobs: undefined,
  };
  const known = catalogue.pairs.ensure(pair.name);
  const row = await admitDestination(drive, pair, known, stageOptions, services, "adopt");
  catalogue.begin();
  try {
    if (options.dryRun) forgetAsAdmitting(drive, pair, known);
    const look = new Look(catalogue, pair, row, options, services);
    await look.around();
    return {
      ...look.found,
      pair: pair.name,
      isSourceKnown: catalogue.trips.lastLoadHost(row.id) !== undefined,
      seconds: (services.clock.now() - startedAt) / 1000,
    };
  } finally {
    catalogue.rollback();
  }
}

/** One walk over a destination, in a transaction that is open, and committed unless it is a dry run. */
class Look {
  readonly found = {
    adopted: emptyTally(),
    hashed: emptyTally(),
    delivered: emptyTally(),
    saved: emptyTally(),
    problems: [] as Problem[],
  };
  readonly #witness: Witness;
  readonly #places: Places;
  readonly #partials: PartialsFound;
  readonly #keepsLocalTime: boolean;
  #filesSeen = 0;

  constructor(
    private readonly catalogue: Catalogue,
    private readonly pair: PairConfig,
    private readonly row: PairRow,
    private readonly options: AdoptOptions,
    private readonly services: Services,
  ) {
    this.#witness = new Witness("destination", pair.destination);
    this.#places = new Places(catalogue, row);
    this.#partials = new PartialsFound(catalogue, row, this.#places);
    this.#keepsLocalTime = keepsLocalTime(pair.destination);
  }

  async around(): Promise<void> {
    const { catalogue, row, services, options } = this;
    const pacer = new Pacer(services);
    for (
      const { scanned, known } of march(this.#files(), catalogue.adopted.inPathOrder(row.id))
    ) {
      if (scanned) await this.#consider(scanned, known);
      else if (!options.dryRun) catalogue.adopted.forget(row.id, known.path);
      if (await pacer.pause()) {
        const files = this.#filesSeen;
        services.reporter.report({ event: "scan", pair: this.pair.name, files });
        if (options.hash && !options.dryRun) this.#save();
      }
    }
    this.#witness.check();
    if (!options.dryRun) catalogue.commit();
    const message = this.#partials.describe();
    if (message) services.reporter.report({ event: "notice", pair: this.pair.name, message });
  }

  /** What was read so far is not to be read again after an interruption. */
  #save(): void {
    this.#witness.check();
    this.catalogue.commit();
    this.catalogue.begin();
  }

  async #consider(scanned: ScannedEntry, known: AdoptedFile | undefined): Promise<void> {
    const { catalogue, row, found, options } = this;
    const { path, size, mtimeNs } = scanned;
    this.#filesSeen += 1;
    const entry = catalogue.entries.at(row.id, path);
    const delivered = entry && catalogue.deliveries.of(entry.id);
    if (delivered?.kind === "file" && this.#isStill(scanned, delivered)) {
      addTo(found.delivered, size);
      if (known && !options.dryRun) catalogue.adopted.forget(row.id, path);
      return;
    }
    const isAsKnown = known !== undefined && this.#isStill(scanned, known);
    const digest = (isAsKnown ? known.digest : null) ??
      (options.hash && !options.dryRun ? await this.#hash(scanned) : null);
    const file = { path, size, mtimeNs: isAsKnown ? known.mtimeNs : mtimeNs, digest };
    if (!options.dryRun) catalogue.adopted.record(row.id, file);
    addTo(found.adopted, size);
    if (digest) addTo(found.hashed, size);
    if (entry?.kind === "file" && WAITS.has(entry.state) && isAdoptedVersion(entry, file)) {
      addTo(found.saved, size);
    }
  }

  /** Whether a file is the one that was recorded, as far as size and time tell. */
  #isStill(
    { size, mtimeNs }: ScannedEntry,
    recorded: { readonly size: number | null; readonly mtimeNs: bigint },
  ): boolean {
    return size === recorded.size &&
      isTimeAsGiven(recorded.mtimeNs, mtimeNs, mtimePrecisionNs(), this.#keepsLocalTime);
  }

  async #hash(scanned: ScannedEntry): Promise<AdoptedFile["digest"]> {
    const { pair: { destination }, services: { signal } } = this;
    const native = toNativePath(destination, this.#places.of(scanned.path));
    try {
      const { digest, bytes } = await hashFiles([native], { signal });
      return bytes === scanned.size ? digest : null;
    } catch (error) {
      if (!(error instanceof FileProblem)) throw error;
      this.#note(scanned.path, error);
      return null;
    }
  }

  *#files(): Generator<ScannedEntry> {
    const { exclude, destination } = this.pair;
    const names = new NamesFound(this.catalogue, this.row, this.#places);
    const tree = scanTree(destination, {
      symlinks: "keep",
      nameOf: (place, folder) => {
        this.#partials.consider(place, folder);
        return names.nameOf(place, folder);
      },
      isExcluded: gitignoreRules(exclude, { ignorecase: false }),
      onProblem: (path, problem) => {
        if (problem.code === "unreadable") this.#note(path, problem);
      },
    });
    for (const entry of tree) if (entry.kind === "file") yield entry;
  }

  #note(path: string, { code, message }: FileProblem): void {
    const problem = { pair: this.pair.name, path, code, message };
    this.found.problems.push(problem);
    this.services.reporter.report({ event: "problem", ...problem });
  }
}

const WAITS: ReadonlySet<string> = new Set(["pending", "aboard"]);
