import { join } from "node:path";
import { readStatus } from "../filesystem/file_status.ts";
import { refuseTrap } from "./refuse_trap.ts";
import { readWholeFile } from "../filesystem/read_whole_file.ts";
import { removeFolderIfEmpty, removeIfPresent } from "../filesystem/remove_file.ts";
import { syncFolder } from "../filesystem/sync_files.ts";
import { writeWholeFile } from "../filesystem/write_whole_file.ts";
import { WaterlockError } from "../model/errors.ts";
import { NAME_RULES, type NameRule } from "../model/portable_path.ts";
import { OWN_FOLDER } from "../model/relative_path.ts";
import { OWN_FILE } from "../vocabulary.ts";

/** What `.waterlock/pair.json` in a destination's root says. */
export interface Marker {
  /** The pair's uuid. */
  readonly pair: string;
  readonly name: string;
  /**
   * Which names it gives to what is brought there: decided when it is marked, so that nothing is sought
   * under another name when the same folders lie on another file system. Programs before left it out.
   */
  readonly names?: NameRule | undefined;
}

/** Where the marker of a destination lies. */
export function markerPath(destination: string): string {
  return join(destination, OWN_FOLDER, "pair.json");
}

/**
 * The marker of a folder, or undefined where none lies.
 *
 * @throws {WaterlockError} `refused` when there is one that cannot be understood, or a link
 */
export function readMarker(folder: string): Marker | undefined {
  const path = markerPath(folder);
  refuseTrap(join(folder, OWN_FOLDER));
  refuseTrap(path);
  if (readStatus(path) === undefined) return undefined;
  try {
    const marker = JSON.parse(readWholeFile(path));
    if (isMarker(marker)) return marker;
  } catch {
    // Falls through to the refusal: a marker that cannot be read is not a missing one.
  }
  throw new WaterlockError("refused", ...OWN_FILE.isNoMarker(path));
}

function isMarker(value: unknown): value is Marker {
  const marker = value as Partial<Marker> | null;
  return typeof marker?.pair === "string" && typeof marker.name === "string" &&
    (marker.names === undefined || NAME_RULES.includes(marker.names));
}

/**
 * Whether a marker says that its folder is a pair's destination. One by another drive's catalogue has
 * another uuid, and the pair's name.
 */
export function marksDestinationOf(
  marker: Marker | undefined,
  uuid: string,
  name: string,
): boolean {
  return marker !== undefined && (marker.pair === uuid || marker.name === name);
}

/** Leaves a marker, durable when this returns. */
export function writeMarker(destination: string, marker: Marker): void {
  Deno.mkdirSync(join(destination, OWN_FOLDER), { recursive: true });
  syncFolder(destination);
  writeWholeFile(markerPath(destination), JSON.stringify(marker, null, 2) + "\n");
}

/** Takes back a marker that was left in the wrong folder. */
export function removeMarker(folder: string): void {
  removeIfPresent(markerPath(folder));
  removeFolderIfEmpty(join(folder, OWN_FOLDER));
}
