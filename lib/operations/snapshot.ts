import type { Catalogue } from "../catalogue/catalogue.ts";
import type { DriveLayout } from "../drive/drive_layout.ts";
import { type Checksum, checksumFile } from "../filesystem/checksum_file.ts";
import { partialPath } from "../filesystem/partial_name.ts";
import { publishFile } from "../filesystem/publish_file.ts";
import { syncFile } from "../filesystem/sync_files.ts";
import { removeIfPresent } from "../filesystem/remove_file.ts";

/** The copy of the catalogue that is kept beside it. */
export class Snapshot {
  /** How many changes of knowledge the copy holds, of those since the catalogue was opened. */
  #changes = 0;
  /** Whether the copy was read, or written, and found whole since then. */
  #isWhole = false;

  /** @param checksum that of a copy which knew all that the catalogue did when it was opened */
  constructor(
    private readonly layout: DriveLayout,
    private readonly catalogue: Catalogue,
    private checksum: Checksum | undefined,
  ) {}

  /**
   * The copy's checksum where it knows all that the catalogue does; the history of stages that changed
   * nothing may be missing from it.
   */
  get currentChecksum(): Checksum | undefined {
    return this.catalogue.changesOfKnowledge === this.#changes ? this.checksum : undefined;
  }

  /** Makes the copy current and whole, if it is not; the older one stays until the new one is. */
  async save(): Promise<void> {
    const current = this.currentChecksum;
    if (current && (this.#isWhole ||= isWhole(this.layout.snapshot, current))) return;
    const partial = partialPath(this.layout.snapshot);
    removeIfPresent(partial);
    const changes = this.catalogue.changesOfKnowledge;
    this.checksum = undefined;
    try {
      await this.catalogue.copyTo(partial);
      syncFile(partial);
      const checksum = checksumFile(partial);
      publishFile(partial, this.layout.snapshot);
      [this.checksum, this.#changes, this.#isWhole] = [checksum, changes, true];
    } catch (error) {
      removeIfPresent(partial);
      throw error;
    }
  }
}

function isWhole(snapshot: string, checksum: Checksum): boolean {
  try {
    return checksumFile(snapshot) === checksum;
  } catch {
    return false;
  }
}
