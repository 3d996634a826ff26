import type { Version } from "../model/entry.ts";
import { FileProblem } from "../model/errors.ts";
import { FILE_FAILURES } from "../vocabulary.ts";
import { readStatus } from "./file_status.ts";
import { libc } from "./libc.ts";
import { setMode, setModified } from "./set_metadata.ts";
import { syncFiles } from "./sync_files.ts";

/** What a file or folder at rest is given: null for what is to stay as it is. */
interface Metadata {
  readonly mtimeNs: bigint | null;
  readonly mode: Version["mode"];
}

/**
 * Gives a file or folder that is there its time and mode, and makes both durable.
 *
 * It is opened first: afterwards its mode may keep its own owner out.
 */
export function settleMetadata(path: string, metadata: Metadata): void {
  using opened = openToSync(path);
  setMetadata(path, metadata);
  opened?.syncSync();
}

/** A file that is there, by its absolute path, and what it is given. */
export interface Settling extends Metadata {
  readonly path: string;
}

/**
 * Gives files that are there their times and modes, and makes all of it durable: on Linux by one sync of
 * the file system, whatever their number.
 *
 * @returns what kept each from it, in order: undefined where nothing did
 */
export function settleFiles(files: readonly Settling[]): unknown[] {
  const isSyncedAtOnce = libc() !== undefined;
  const settle = isSyncedAtOnce ? setMetadata : settleMetadata;
  const errors = files.map((file) => errorOf(() => settle(file.path, file)));
  if (!isSyncedAtOnce) return errors;
  const failure = errorOf(() => syncFiles(files.map(({ path }) => path)));
  return errors.map((error) => error ?? failure);
}

function setMetadata(path: string, { mtimeNs, mode }: Metadata): void {
  // Looked at last of all, because chmod(2) follows one to wherever it leads.
  if (readStatus(path)?.kind === "link") {
    throw new FileProblem("in-the-way", FILE_FAILURES.linkInItsPlace);
  }
  if (mtimeNs !== null) setModified(path, mtimeNs);
  setMode(path, mode);
}

function errorOf(work: () => void): unknown {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
}

/** Windows syncs no folders, and a file only for who may write it. */
function openToSync(path: string): Deno.FsFile | undefined {
  const isWindows = Deno.build.os === "windows";
  if (isWindows && Deno.lstatSync(path).isDirectory) return undefined;
  const open = () => Deno.openSync(path, { read: true, write: isWindows });
  try {
    return open();
  } catch (error) {
    if (!(error instanceof Deno.errors.PermissionDenied)) throw error;
    setMode(path, OWNER_MAY_READ);
    return open();
  }
}

const OWNER_MAY_READ = 0o700;
