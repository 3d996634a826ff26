import { join } from "node:path";
import { readStatus } from "../../lib/filesystem/file_status.ts";
import { setModified } from "../../lib/filesystem/set_metadata.ts";
import { runCommand } from "../fixtures/run_command.ts";
import { onLinks, onOtherUsers } from "./where_it_exists.ts";

/**
 * The disk that drives are to lie on, each in a folder of its own, where tests are run with drives of
 * another file system (`scripts/test_drive.ts`); undefined where they lie beside the two computers.
 */
const DISK = Deno.env.get("WATERLOCK_TEST_DRIVES") || undefined;

/** A new folder for a drive, or undefined where any will do. */
export function makeDriveFolder(): string | undefined {
  return DISK && Deno.makeTempDirSync({ prefix: "waterlock-test-", dir: DISK });
}

/** Removes a drive's folder that {@linkcode makeDriveFolder} has made. */
export function removeDriveFolder(drive: string): void {
  if (DISK && drive.startsWith(`${DISK}/`) && readStatus(drive)) {
    Deno.removeSync(drive, { recursive: true });
  }
}

/** Links and pipes that somebody lays on the drive. exFAT has none, so that nobody can lay one there. */
export const onDriveWithLinks = {
  ignore: onLinks.ignore || !canBeMade((path) => Deno.symlinkSync("nowhere", path)),
};

/** Moves what lies on the drive to some other place, perhaps of another disk, and lays a link to that. */
export function leadAway(path: string, elsewhere: string): void {
  runCommand("mv", path, elsewhere);
  Deno.symlinkSync(elsewhere, path);
}

/** Modes that somebody gives to what lies on the drive. exFAT has none: all of it has the mount's. */
export const onDriveWithModes = {
  ignore: onOtherUsers.ignore || !canBeMade((path) => {
    Deno.writeTextFileSync(path, "", { mode: 0o600 });
    Deno.chmodSync(path, 0o400);
    if ((Deno.statSync(path).mode! & 0o777) !== 0o400) throw new Error("It has another mode");
  }),
};

/** What the disk that drives lie on keeps of a modification time, in nanoseconds since 1970. */
export function timeOnDrive(mtimeNs: bigint): bigint {
  const folder = makeDriveFolder();
  if (folder === undefined) return mtimeNs;
  try {
    setModified(folder, mtimeNs);
    return readStatus(folder)!.mtimeNs;
  } finally {
    removeDriveFolder(folder);
  }
}

function canBeMade(make: (path: string) => void): boolean {
  const folder = makeDriveFolder();
  if (folder === undefined) return true;
  try {
    make(join(folder, "name"));
    return true;
  } catch {
    return false;
  } finally {
    removeDriveFolder(folder);
  }
}
