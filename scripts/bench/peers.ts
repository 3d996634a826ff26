import { fileURLToPath } from "node:url";
import { isInstalled, runNow, timeCommand, type Words } from "./child.ts";

/** A program that copies a folder's content into another, empty folder. */
export interface CopyingPeer {
  readonly name: string;
  /** What has to be installed for it. */
  readonly programs: readonly string[];
  /** One after the other; all of them are timed. */
  readonly commands: (from: string, to: string) => readonly Words[];
  /** The hop it is measured on, where it is but one. */
  readonly only?: "load" | "unload";
}

const SCRIPT = fileURLToPath(new URL("original_algorithm.py", import.meta.url));
const RSYNC = ["rsync", "-a", "--whole-file"] as const;

export const ORIGINAL = "original: hash, copy2, hash";
export const CP = "cp -r + sync";
export const RCLONE = "rclone copy + check";

/** Everything that Waterlock is compared with where files are copied. */
export const COPYING_PEERS: readonly CopyingPeer[] = [
  {
    name: ORIGINAL,
    programs: ["python3"],
    commands: (from, to) => [[...python(), SCRIPT, from, to]],
  },
  {
    // The original's second stage took the first hash from its database.
    name: "original: copy2, hash",
    programs: ["python3"],
    commands: (from, to) => [[...python(), SCRIPT, from, to, "--known"]],
    only: "unload",
  },
  {
    name: CP,
    programs: ["cp", "sync"],
    // Not `sync -f`: behind exfat-fuse, syncfs(2) does not get as far as the device.
    commands: (from, to) => [["cp", "-r", `${from}/.`, to], ["sync"]],
  },
  {
    name: "rsync",
    programs: ["rsync"],
    commands: (from, to) => [[...RSYNC, `${from}/`, `${to}/`]],
  },
  {
    name: "rsync, then rsync -c",
    programs: ["rsync"],
    commands: (
      from,
      to,
    ) => [[...RSYNC, `${from}/`, `${to}/`], [...RSYNC, "-c", `${from}/`, `${to}/`]],
  },
  {
    name: RCLONE,
    programs: ["rclone"],
    commands: (from, to) => [["rclone", "copy", from, to], ["rclone", "check", from, to]],
  },
];

let interpreter: string | undefined;

/** Python itself: what `PATH` finds may be a script that looks for it first, at every start. */
function python(): Words {
  interpreter ??= runNow("python3", "-c", "import sys; print(sys.executable)");
  return [interpreter, "-I", "-S"];
}

/** Lets a peer copy. @returns seconds of all its commands together */
export async function copyByPeer(
  { commands }: CopyingPeer,
  from: string,
  to: string,
  signal: AbortSignal,
): Promise<number> {
  let seconds = 0;
  for (const words of commands(from, to)) seconds += await timeCommand(words, signal);
  return seconds;
}

/** The programs that a peer lacks. */
export function missingPrograms({ programs }: CopyingPeer): string[] {
  return programs.filter((program) => !isInstalled(program));
}

/** The installed peers' programs, each with its version. */
export function describePeers(): string[] {
  return ["python3", "cp", "find", "rsync", "rclone"].filter(isInstalled)
    .map((program) => runNow(program, "--version").split("\n")[0]!.replace(/\s+/g, " "));
}
