import { Catalogue } from "../catalogue/catalogue.ts";
import type { DriveLayout } from "../drive/drive_layout.ts";
import { type Checksum, checksumFile } from "../filesystem/checksum_file.ts";
import { partialPath } from "../filesystem/partial_name.ts";
import { publishFile } from "../filesystem/publish_file.ts";
import { syncFile, syncFolder } from "../filesystem/sync_files.ts";
import { removeIfPresent } from "../filesystem/remove_file.ts";
import { WaterlockError } from "../model/errors.ts";
import type { Services } from "./services.ts";

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

/**
 * Puts the snapshot in the place of a damaged catalogue, when the person says so. The damaged one is
 * kept beside it.
 *
 * @throws {WaterlockError} `failed` when there is no good snapshot or the person declines
 */
export async function restoreSnapshot(
  layout: DriveLayout,
  damage: string,
  services: Services,
): Promise<Catalogue> {
  const takenAt = snapshotTime(layout);
  const sentence = `The catalogue ${layout.catalogue} is damaged (${damage.split("\n")[0]})`;
  if (!takenAt) {
    throw new WaterlockError(
      "failed",
      `${sentence} and no good snapshot of it lies beside it`,
      "Keep the file, move it out of config/, and run waterlock again to begin a new catalogue; " +
        "what the destination holds is recognised there by its digests",
    );
  }
  const facts = { catalogue: layout.catalogue, takenAt };
  if (!await services.questions.restoreSnapshot(facts)) {
    throw new WaterlockError(
      "failed",
      `${sentence}; a good snapshot of ${takenAt.toISOString()} lies beside it`,
      "Run waterlock on a terminal to be asked whether to use it, or put config/waterlock.db.bak " +
        "in the place of config/waterlock.db yourself and delete config/waterlock.db-wal, if there is one",
    );
  }
  const aside = `${layout.catalogue}.damaged-${
    new Date(services.clock.now()).toISOString().replaceAll(":", "-")
  }`;
  const restored = partialPath(layout.catalogue);
  removeIfPresent(restored);
  Deno.copyFileSync(layout.snapshot, restored);
  syncFile(restored);
  for (const suffix of ["", "-wal", "-journal"]) {
    try {
      Deno.renameSync(layout.catalogue + suffix, aside + suffix);
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
  publishFile(restored, layout.catalogue);
  syncFolder(layout.configFolder);
  return Catalogue.open(layout.catalogue);
}

/** When the snapshot was taken, or undefined when there is none that is whole. */
function snapshotTime(layout: DriveLayout): Date | undefined {
  try {
    const { mtime } = Deno.statSync(layout.snapshot);
    Catalogue.check(layout.snapshot);
    return mtime ?? new Date(0);
  } catch {
    return undefined;
  }
}
