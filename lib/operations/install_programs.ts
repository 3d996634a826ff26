import { basename, join } from "node:path";
import { layoutDrive } from "../drive/drive_layout.ts";
import { isOfWindows } from "../drive/paths.ts";
import { READ_ME_TITLE, writeReadMe } from "../drive/read_me.ts";
import type { NewPair } from "../drive/write_config.ts";
import { readStatus } from "../filesystem/file_status.ts";
import { writeWholeFile } from "../filesystem/write_whole_file.ts";
import { copyProven } from "./copy_proven.ts";
import type { Services } from "./services.ts";
import type { Witness } from "./witness.ts";

/** Where the programs are that a drive is to carry. */
export interface Programs {
  /** The folder that the binaries of every system lie in; it need not exist. */
  readonly folder: string;
  /** The running program when it is compiled: it goes along whatever it is called. */
  readonly executable: string | undefined;
  /** Told of each program before it is copied, by its name. */
  readonly onCopy: (name: string) => void;
}

const BINARY = /^waterlock-(linux|macos|windows)-(x64|arm64)(\.exe)?$/;

/**
 * Puts every binary there is onto a drive, each proven like any other file, and a text for the person
 * at the other end.
 *
 * @param witness of the drive, as it was before the first write
 * @returns absolute paths of the programs now on the drive
 */
export async function installPrograms(
  programs: Programs,
  root: string,
  witness: Witness,
  services: Services,
): Promise<string[]> {
  const { executable, onCopy } = programs;
  const installed: string[] = [];
  for (const path of whatGoesAlong(programs)) {
    const target = join(root, basename(path));
    if (!isSameFile(path, target)) {
      onCopy(basename(path));
      witness.check();
      const { mode } = readStatus(path, { follow: true })!;
      await copyProven({ from: path, to: target, mode, wanted: "cold" }, services);
    }
    installed.push(target);
  }
  witness.check();
  explainDrive(root, executable && basename(executable));
  return installed;
}

/** What the programs take up that do not lie on the drive yet, in bytes. */
export function bytesToInstall(programs: Programs, root: string): number {
  return whatGoesAlong(programs)
    .filter((path) => !readStatus(join(root, basename(path))))
    .reduce((sum, path) => sum + readStatus(path, { follow: true })!.size, 0);
}

/**
 * Which end of some pairs is on Windows, where none of a drive's programs runs; undefined where that is not
 * known of any. What else an end runs cannot be told by its path.
 *
 * @param installed absolute paths of the programs on the drive
 */
export function endWithoutProgram(
  pairs: readonly NewPair[],
  installed: readonly string[],
): "source" | "destination" | undefined {
  if (installed.some((path) => path.endsWith(".exe"))) return undefined;
  return (["destination", "source"] as const)
    .find((end) => pairs.some((pair) => isOfWindows(pair[end])));
}

/** Absolute paths of the programs that a drive is to carry. */
function whatGoesAlong({ folder, executable }: Programs): string[] {
  const paths = listBinaries(folder).map((name) => join(folder, name));
  return [...new Set(executable ? [...paths, executable] : paths)];
}

/** A program that already lies on the drive stays as it is. */
function isSameFile(path: string, target: string): boolean {
  return readStatus(path)?.identity === readStatus(target)?.identity;
}

/** Writes the text, unless somebody else's lies under its name. */
function explainDrive(root: string, executable: string | undefined): void {
  const { readMe } = layoutDrive(root);
  const status = readStatus(readMe);
  const isOurs = status?.kind === "file" &&
    Deno.readTextFileSync(readMe).startsWith(READ_ME_TITLE);
  if (status && !isOurs) return;
  const programs = listBinaries(root).map((name) => ({
    name,
    target: name.split(/[-.]/).slice(1, 3).join("-"),
  }));
  if (executable && !BINARY.test(executable)) {
    const system = { linux: "linux", darwin: "macos", windows: "windows" }[Deno.build.os as string];
    const architecture = Deno.build.arch === "aarch64" ? "arm64" : "x64";
    programs.push({ name: executable, target: `${system}-${architecture}` });
  }
  writeWholeFile(readMe, writeReadMe(programs));
}

/** The binaries in a folder, links to files among them. */
function listBinaries(folder: string): string[] {
  if (readStatus(folder, { follow: true })?.kind !== "folder") return [];
  return Array.from(Deno.readDirSync(folder), ({ name }) => name)
    .filter((name) => BINARY.test(name))
    .filter((name) => readStatus(join(folder, name), { follow: true })?.kind === "file").sort();
}
