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
    const catalogue = await openCatalogue(layout, config, seal !== undefined, services);
    const { drive } = catalogue;
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
      throw new WaterlockError(
        "config",
        `There is no drive at ${layout.root}`,
        "Plug it in, or name its folder with --drive",
        { cause },
      );
    }
    const isMissing = cause instanceof Deno.errors.NotFound;
    throw new WaterlockError(
      "config",
      isMissing
        ? `There is no config at ${layout.config}`
        : `Cannot read the config ${layout.config}: ${describeFailure(cause)}`,
      isMissing
        ? "Run waterlock init to write one, or name the drive with --drive"
        : "Make it a file that this user can read and run waterlock again",
      { cause },
    );
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
  return new WaterlockError(
    "failed",
    `Cannot write to the drive at ${layout.root}: ${describeFailure(cause)}`,
    ["EROFS", "EACCES", "EPERM"].includes(failureCode(cause) ?? "")
      ? "Mount it so that you may write to it; a drive that became read-only may need a check (fsck)"
      : "Look whether the drive is still there and has room",
    { cause },
  );
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
  isSealed: boolean,
  services: Services,
): Promise<Catalogue> {
  try {
    const status = readStatus(layout.catalogue);
    if (!status?.size && (readStatus(layout.snapshot) || readStatus(layout.seal))) {
      throw new CatalogueDamaged(status ? "It is empty" : "It is missing");
    }
    if (status) refuseReadOnly(layout);
    return Catalogue.open(layout.catalogue, { isSealed });
  } catch (error) {
    if (error instanceof CatalogueDamaged) {
      return await restoreSnapshot(layout, config, error.message, services);
    }
    if (error instanceof CatalogueTooNew) {
      throw new WaterlockError(
        "failed",
        error.message,
        "Run the newer waterlock that wrote it: copy that program onto the drive",
        { cause: error },
      );
    }
    if (error instanceof WaterlockError) throw error;
    throw new WaterlockError(
      "failed",
      `Cannot open the catalogue ${basename(dirname(layout.catalogue))}/${
        basename(layout.catalogue)
      }: ${describeFailure(error)}`,
      "Look whether the drive has room and may be written to",
      { cause: error },
    );
  }
}
