import { sep as SEPARATOR } from "node:path";
import { isOfThisSystem, withoutTrailingSlash } from "../drive/paths.ts";
import { readPluggedMounts } from "../filesystem/plugged_mounts.ts";
import { readSpace } from "../filesystem/free_space.ts";
import { isHere } from "./judge_new_pair.ts";

/** What a person who has typed the beginning of a path can go on with. */
export interface FolderCompletion {
  /** The folders that begin like it, absolute, in the order of their names. */
  readonly folders: readonly string[];
  /** What was typed, as far on as all of them agree. */
  readonly completed: string;
}

/**
 * Completes the path of a folder as a shell does. Hidden folders are passed over unless a dot was typed.
 *
 * Letters count as typed; where nothing begins like that, their case does not matter.
 */
export function completeFolder(typed: string): FolderCompletion {
  const nothing = { folders: [], completed: typed };
  if (!isOfThisSystem(typed)) return nothing;
  const cut = Math.max(typed.lastIndexOf("/"), typed.lastIndexOf(SEPARATOR)) + 1;
  const above = typed.slice(0, cut), begun = typed.slice(cut);
  const all = subfolders(above).filter((name) => begun.startsWith(".") || !name.startsWith("."));
  const exact = all.filter((name) => name.startsWith(begun));
  const found = exact.length > 0
    ? exact
    : all.filter((name) => name.toLowerCase().startsWith(begun.toLowerCase()));
  if (found.length === 0) return nothing;
  const shared = found.length === 1 ? `${found[0]}${SEPARATOR}` : sharedBeginning(found);
  return {
    folders: found.map((name) => above + name),
    completed: shared.length > begun.length ? above + shared : typed,
  };
}

/**
 * The path that was typed: a folder dragged into a terminal arrives in quotes and with a blank behind it,
 * and `~` is the person's own folder.
 *
 * @param home absolute path of that folder
 */
export function typedPath(text: string, home: string): string {
  if (isHere(text)) return withoutTrailingSlash(text);
  const bare = text.trim().replace(/^(['"])(.*)\1$/, "$2");
  const path = /^~([\\/]|$)/.test(bare) ? home + bare.slice(1) : bare;
  return path === "" ? "" : withoutTrailingSlash(path);
}

/** Folders that a person may begin at who has typed nothing yet. */
export function startingPlaces(home: string): string[] {
  const usual = Deno.build.os === "windows"
    ? Array.from("CDEFGHIJKLMNOPQRSTUVWXYZ", (letter) => `${letter}:\\`)
    : ["/srv", "/mnt", "/media", "/Volumes"];
  return [home, ...usual].filter(isHere);
}

/** Disks that are plugged in, and what is free on each, in bytes. */
export function pluggedDrives(): { readonly path: string; readonly freeBytes: number }[] {
  return readPluggedMounts().flatMap((path) => {
    try {
      return [{ path, freeBytes: readSpace(path).freeBytes }];
    } catch {
      return [];
    }
  });
}

/** The names of the folders in a folder, those that links lead to among them; none when it cannot be read. */
function subfolders(path: string): string[] {
  try {
    return Array.from(Deno.readDirSync(path))
      .filter(({ name }) => !CONTROL.test(name))
      .filter(({ name, isDirectory, isSymlink }) => isDirectory || isSymlink && isHere(path + name))
      .map(({ name }) => name)
      .sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  } catch {
    return [];
  }
}

/** What a terminal would take for a key. */
// deno-lint-ignore no-control-regex
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;

function sharedBeginning(names: readonly string[]): string {
  const [first = "", ...others] = names;
  let length = first.length;
  while (!others.every((name) => name.startsWith(first.slice(0, length)))) length -= 1;
  return first.slice(0, length);
}
