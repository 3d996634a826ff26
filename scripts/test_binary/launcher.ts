import { existsSync } from "node:fs";
import { join } from "node:path";
import { hostTarget, type Target } from "../build/targets.ts";
import { missingForWine, prepareWine } from "./wine.ts";

/** What a binary for another system is run by here. */
export interface Emulator {
  /** What is missing on this computer, in one sentence with its remedy; undefined when nothing is. */
  readonly missing: () => string | undefined;
  /**
   * Makes it ready.
   *
   * @param folder absolute path of a folder for nothing else
   */
  readonly prepare: (folder: string) => Promise<EmulatorCommand>;
}

/** What stands in front of the binary's path. */
export interface EmulatorCommand {
  /** Absolute path, then arguments. */
  readonly words: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const QEMU = "/usr/bin/qemu-aarch64-static", ARM64_ROOT = "/usr/aarch64-linux-gnu";

const QEMU_USER: Emulator = {
  missing: () =>
    existsSync(QEMU) && existsSync(`${ARM64_ROOT}/lib/libgcc_s.so.1`)
      ? undefined
      : "qemu is not installed (Debian: apt-get install qemu-user-static libc6-arm64-cross libgcc-s1-arm64-cross)",
  prepare: () => Promise.resolve({ words: [QEMU, "-L", ARM64_ROOT], env: {} }),
};

const WINE: Emulator = {
  missing: missingForWine,
  prepare: async (folder) => {
    const { command, env } = await prepareWine(folder);
    return { words: [command], env };
  },
};

/** What runs a target's binaries here: undefined where they run by themselves. */
export function emulatorOf(target: Target): Emulator | undefined {
  if (target.name === hostTarget().name) return undefined;
  const emulators: Record<string, Emulator> = { "windows-x64": WINE, "linux-arm64": QEMU_USER };
  const emulator = emulators[target.name];
  return emulator ?? {
    missing: () => `Nothing here runs binaries for ${target.name}`,
    prepare: () => Promise.reject(new Error(`Nothing here runs binaries for ${target.name}`)),
  };
}

/**
 * Writes a program that starts a binary by its emulator, to be called like the binary itself.
 *
 * @returns its absolute path
 */
export function writeLauncher(
  { words, env }: EmulatorCommand,
  binary: string,
  folder: string,
): string {
  const path = join(folder, "launch");
  const settings = Object.entries(env).map(([name, value]) => `export ${name}=${quote(value)}\n`);
  const command = [...words, binary].map(quote).join(" ");
  Deno.writeTextFileSync(path, `#!/bin/sh\n${settings.join("")}exec ${command} "$@"\n`);
  Deno.chmodSync(path, 0o755);
  return path;
}

function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
