import { basename } from "node:path";
import type { PairRow } from "../catalogue/pairs.ts";
import type { PairConfig } from "../drive/config.ts";
import { reading } from "../filesystem/attempt.ts";
import { type FileStatus, readStatus } from "../filesystem/file_status.ts";
import { hashPastCache, type ProofOptions } from "../filesystem/hash_past_cache.ts";
import { toNativePath } from "../filesystem/native_path.ts";
import { syncFile } from "../filesystem/sync_files.ts";
import { isTakenByAnotherName } from "../filesystem/taken_name.ts";
import type { ProofGrade } from "../model/entry.ts";
import { FileProblem } from "../model/errors.ts";
import type { RelativePath } from "../model/relative_path.ts";
import type { LegacyFile } from "../planning/judge_legacy_row.ts";
import { FILE_IN_CARGO, LEGACY_FILE } from "../vocabulary.ts";
import { CargoFiles } from "./cargo_files.ts";
import type { OpenDrive } from "./open_drive.ts";

/** The folder below `cargo/` that the original used for a pair's source. */
export function legacyCargoName({ source }: PairConfig): string {
  return basename(source);
}

/** What the original left in cargo: believed of each file only when its bytes prove it. */
export class LegacyCargo {
  readonly #files: CargoFiles;

  constructor(
    private readonly drive: OpenDrive,
    pair: PairConfig,
    private readonly row: PairRow,
  ) {
    this.#files = new CargoFiles(drive, pair.name);
  }

  /**
   * A file in cargo as it lies there.
   *
   * @throws {FileProblem} `damaged` when it is missing or not a plain file of its own
   */
  look({ path }: LegacyFile): FileStatus {
    const native = toNativePath(this.#files.root, path);
    const status = reading(() =>
      this.#files.folders.existAbove(path) ? readStatus(native) : undefined
    );
    if (!status) {
      throw new FileProblem("damaged", FILE_IN_CARGO.missingCarriedNext);
    }
    if (status.kind !== "file") {
      throw new FileProblem("damaged", FILE_IN_CARGO.somethingElse);
    }
    if (reading(() => isTakenByAnotherName(native)) || this.#isAnothers(path)) {
      throw new FileProblem("name-collision", FILE_IN_CARGO.anothersName);
    }
    return status;
  }

  /**
   * Reads a file in cargo and compares it with the original's hash.
   *
   * @throws {FileProblem} `damaged` when there is no hash to prove it by, `mismatch` when it differs
   */
  async prove(file: LegacyFile, options: Omit<ProofOptions, "wanted">): Promise<ProofGrade> {
    if (file.digest === null) {
      throw new FileProblem("damaged", LEGACY_FILE.noHashInCargo);
    }
    const native = toNativePath(this.#files.root, file.path);
    reading(() => syncFile(native));
    const { digest, proof } = await hashPastCache(native, {
      ...options,
      wanted: this.drive.config.proof,
    });
    if (digest === file.digest) return proof;
    throw new FileProblem("mismatch", LEGACY_FILE.notAsHashed);
  }

  #isAnothers(path: RelativePath): boolean {
    return this.drive.catalogue.cargo.isRecorded(this.row.id, path);
  }
}
