import { basename, dirname, relative } from "node:path";
import { Catalogue, CatalogueDamaged, CatalogueTooNew } from "../catalogue/catalogue.ts";
import { type Config, parseConfig } from "../drive/config.ts";
import { breakSeal, readSeal, writeSeal } from "../drive/catalogue_seal.ts";
import { type DriveLayout, layoutDrive } from "../drive/drive_layout.ts";
import { DriveLock } from "../drive/drive_lock.ts";
import { refuseTrap } from "../drive/refuse_trap.ts";
import { describeFailure, failureCode } from "../filesystem/describe_failure.ts";
import { mostFileBytes } from "../filesystem/most_file_bytes.ts";
import { readStatus } from "../filesystem/file_status.ts";
import { readWholeFile } from "../filesystem/read_whole_file.ts";
import { WaterlockError } from "../model/errors.ts";
import { CATALOGUE_FILE, UNFIT_DRIVE } from "../vocabulary.ts";
import type { Services } from "./services.ts";
import { restoreSnapshot } from "./restore_snapshot.ts";
import { Snapshot } from "./snapshot.ts";
import { Witness } from "./witness.ts";

/** A drive at work: its config read, its catalogue open, nobody else on it. */
export interface OpenDrive extends Disposable {
  readonly layout: DriveLayout;
  /** It as it was when it was opened. */
  readonly witness: Witness;
  readonly config: Config;
  readonly catalogue: Catalogue;
  readonly snapshot: Snapshot;
  /** The largest file that its file system holds, in bytes. */
  readonly mostFileBytes: number;
}

/**
 * Opens the drive at `root` for one command.
 *
 * @throws {WaterlockError} when the config is wrong, the drive read-only or in use, or the catalogue
 *   damaged and its snapshot declined
 */
export async function openDrive(
  root: string,
  command: string,
  services: Services,
): Promise<OpenDrive> {
  const layout = layoutDrive(root);
  const witness = new Witness("drive", layout.root);
  refuseTraps(layout);
  const config = readConfig(layout);
  const lock = acquireLock(layout, command, services);
  try {
    const seal = readSeal(layout);
    const known = { isSealed: seal !== undefined, drive: lock.drive };
    const catalogue = await openCatalogue(layout, config, known, services);
    const { drive } = catalogue;
    lock.noteDrive(drive);
    const snapshot = new Snapshot(layout, catalogue, seal?.snapshot);
    return {
      layout,
      witness,
      config,
      catalogue,
      snapshot,
      mostFileBytes: mostFileBytes(layout.config),
      [Symbol.dispose]() {
        const isSealedStill = seal !== undefined && catalogue.changes === 0;
        const { hasShownDamage } = catalogue, { currentChecksum } = snapshot;
        catalogue.close();
        if (hasShownDamage) breakSeal(layout);
        else if (!isSealedStill) writeSeal(layout, { snapshot: currentChecksum, drive });
        lock[Symbol.dispose]();
      },
    };
  } catch (error) {
    lock[Symbol.dispose]();
    throw error;
  }
}

/** Nothing on the drive is trusted: a link under one of these names could lead a write anywhere. */
function refuseTraps(
  { configFolder, config, catalogue, snapshot, seal, lock, cargo }: DriveLayout,
): void {
  const logs = ["-wal", "-journal", "-shm"].map((suffix) => catalogue + suffix);
  for (const path of [configFolder, config, catalogue, ...logs, snapshot, seal, lock, cargo]) {
    refuseTrap(path);
  }
}

function readConfig(layout: DriveLayout): Config {
  let toml: string;
  try {
    toml = readWholeFile(layout.config);
  } catch (cause) {
    if (!readStatus(layout.root, { follow: true })) {
      throw new WaterlockError("config", ...UNFIT_DRIVE.notThere(layout.root), { cause });
    }
    const said = cause instanceof Deno.errors.NotFound
      ? UNFIT_DRIVE.noConfig(layout.config)
      : UNFIT_DRIVE.unreadableConfig(layout.config, describeFailure(cause));
    throw new WaterlockError("config", ...said, { cause });
  }
  return parseConfig(toml, relative(layout.root, layout.config), layout.root);
}

function acquireLock(layout: DriveLayout, command: string, services: Services): DriveLock {
  try {
    return DriveLock.acquire(layout.lock, {
      pid: Deno.pid,
      host: services.host,
      command,
      since: new Date(services.clock.now()).toISOString(),
    });
  } catch (cause) {
    if (cause instanceof WaterlockError) throw cause;
    throw cannotWrite(layout, cause);
  }
}

/** What to say when the drive takes no writes. */
function cannotWrite(layout: DriveLayout, cause: unknown): WaterlockError {
  const isReadOnly = ["EROFS", "EACCES", "EPERM"].includes(failureCode(cause) ?? "");
  const say = isReadOnly ? UNFIT_DRIVE.readOnly : UNFIT_DRIVE.notWritable;
  return new WaterlockError("failed", ...say(layout.root, describeFailure(cause)), { cause });
}

/** SQLite calls a catalogue that may not be written to an input/output error. */
function refuseReadOnly(layout: DriveLayout): void {
  try {
    Deno.openSync(layout.catalogue, { read: true, write: true }).close();
  } catch (cause) {
    throw cannotWrite(layout, cause);
  }
}

async function openCatalogue(
  layout: DriveLayout,
  config: Config,
  { isSealed, drive }: { isSealed: boolean; drive: string | undefined },
  services: Services,
): Promise<Catalogue> {
  try {
    const status = readStatus(layout.catalogue);
    const isNew = drive === undefined && !readStatus(layout.snapshot) && !readStatus(layout.seal);
    if (!status && !isNew) return await restoreSnapshot(layout, config, { drive }, services);
    if (status?.size === 0 && !isNew) throw new CatalogueDamaged(CATALOGUE_FILE.isEmpty);
    if (status) refuseReadOnly(layout);
    return Catalogue.open(layout.catalogue, { isSealed });
  } catch (error) {
    if (error instanceof CatalogueDamaged) {
      return await restoreSnapshot(layout, config, { drive, damage: error.message }, services);
    }
    if (error instanceof CatalogueTooNew) {
      const said = UNFIT_DRIVE.catalogueTooNew(error.message);
      throw new WaterlockError("failed", ...said, { cause: error });
    }
    if (error instanceof WaterlockError) throw error;
    const path = `${basename(dirname(layout.catalogue))}/${basename(layout.catalogue)}`;
    const said = UNFIT_DRIVE.noCatalogue(path, describeFailure(error));
    throw new WaterlockError("failed", ...said, { cause: error });
  }
}
