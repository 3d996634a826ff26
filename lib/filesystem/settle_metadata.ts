import type { Version } from "../model/entry.ts";
import { setMode, setModified } from "./set_metadata.ts";

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
export function settleMetadata(path: string, { mtimeNs, mode }: Metadata): void {
  using opened = openToSync(path);
  if (mtimeNs !== null) setModified(path, mtimeNs);
  setMode(path, mode);
  opened?.syncSync();
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
