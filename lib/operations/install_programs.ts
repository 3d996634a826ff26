import { basename, join } from "node:path";
import { layoutDrive } from "../drive/drive_layout.ts";
import { READ_ME_TITLE, writeReadMe } from "../drive/read_me.ts";
import { readStatus } from "../filesystem/file_status.ts";
import { publishFile } from "../filesystem/publish_file.ts";
import { writeWholeFile } from "../filesystem/write_whole_file.ts";
import type { Services } from "./services.ts";
import { transferFile } from "./transfer_file.ts";

/** Where the programs are that a drive is to carry. */
export interface Programs {
  /** The folder that the binaries of every system lie in; it need not exist. */
  readonly folder: string;
  /** The running program when it is compiled: it goes along whatever it is called. */
  readonly executable: string | undefined;
}

const BINARY = /^waterlock-(linux|macos|windows)-(x64|arm64)(\.exe)?$/;

/**
 * Puts every binary there is onto a drive, each proven like any other file, and a text for the person
 * at the other end.
 *
 * @returns absolute paths of the programs now on the drive
 */
export async function installPrograms(
  { folder, executable }: Programs,
  root: string,
  services: Services,
): Promise<string[]> {
  const from = new Set(listBinaries(folder).map((name) => join(folder, name)));
  if (executable) from.add(executable);
  const installed: string[] = [];
  for (const path of from) {
    const target = join(root, basename(path));
    if (!isSameFile(path, target)) await installProgram(path, target, services);
    installed.push(target);
  }
  explainDrive(root);
  return installed;
}

/** A program that already lies on the drive stays as it is. */
function isSameFile(path: string, target: string): boolean {
  return readStatus(path)?.identity === readStatus(target)?.identity;
}

async function installProgram(path: string, target: string, services: Services): Promise<void> {
  const { mtimeNs, mode } = readStatus(path, { follow: true })!;
  const transfer = { from: [path], to: target, mtimeNs, mode, expected: null, onBytes: () => {} };
  const { partial } = await transferFile(transfer, services);
  publishFile(partial, target);
}

/** Writes the text, unless somebody else's lies under its name. */
function explainDrive(root: string): void {
  const { readMe } = layoutDrive(root);
  const isForeign = readStatus(readMe) !== undefined &&
    !Deno.readTextFileSync(readMe).startsWith(READ_ME_TITLE);
  if (!isForeign) writeWholeFile(readMe, writeReadMe(listBinaries(root)));
}

function listBinaries(folder: string): string[] {
  if (readStatus(folder, { follow: true })?.kind !== "folder") return [];
  return Array.from(Deno.readDirSync(folder), ({ name }) => name)
    .filter((name) => BINARY.test(name)).sort();
}
