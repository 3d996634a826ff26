/** Which system the program under test is made for, and how that one writes paths. */
import { dirname, join } from "node:path";
import { mountedDisks } from "../fixtures/small_disk.ts";

/** The system that the program under test is made for, which Wine plays here for Windows. */
export const PROGRAM_OS: typeof Deno.build.os =
  Deno.env.get("WATERLOCK_BIN_TARGET")?.startsWith("windows") ? "windows" : Deno.build.os;

/** Whether a program for Windows runs on another system. */
export const isOnWine = PROGRAM_OS === "windows" && Deno.build.os !== "windows";

/**
 * A path of this computer as the program under test knows it. Under Wine `/` is the drive `Z:`, and
 * what a test mounts is a drive with a letter of its own, since Windows tells the free room of drives.
 */
export function programPath(path: string): string {
  if (!isOnWine || !path.startsWith("/")) return path;
  const disk = [...mountedDisks].find((disk) => `${path}/`.startsWith(`${disk}/`));
  const [letter, below] = disk ? [letterOf(disk), path.slice(disk.length)] : ["Z", path];
  return `${letter}:${below || "/"}`.replaceAll("/", "\\");
}

/** The sentence of the program that is expected, with each `/` in it as the program's system has it. */
export function inProgramPaths(sentence: RegExp): RegExp {
  if (PROGRAM_OS !== "windows") return sentence;
  return new RegExp(sentence.source.replaceAll("\\/", "\\\\"), sentence.flags);
}

/** Disks that are drives of Wine, by their letters. */
const drives = new Map<string, string>();

function letterOf(disk: string): string {
  for (const [letter, known] of drives) {
    if (known === disk) return letter;
    if (!mountedDisks.has(known)) drives.delete(letter);
  }
  const letter = Array.from("DEFGHIJKLMNOPQRSTUVWXY").find((letter) => !drives.has(letter))!;
  const prepared = join(dirname(Deno.env.get("WATERLOCK_BIN")!), "emulator", "prefix");
  const link = join(prepared, "dosdevices", `${letter.toLowerCase()}:`);
  new Deno.Command("ln", { args: ["-sfn", disk, link] }).outputSync();
  drives.set(letter, disk);
  return letter;
}
