import { cpus, totalmem } from "node:os";
import { isInstalled, runNow } from "./child.ts";
import { describePeers } from "./peers.ts";

/** What the figures were measured on. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryBytes: number;
  /** Kernel and distribution. */
  readonly system: string;
  /** The file system of the folder that sources and images lie in. */
  readonly fileSystem: string;
  readonly deno: string;
  /** Name and version of each installed peer's program. */
  readonly peers: readonly string[];
}

/** @param folder absolute path of the folder for the measurements' data */
export function describeMachine(folder: string): Machine {
  return {
    processor: cpus()[0]?.model.trim() ?? "unknown",
    cores: cpus().length,
    memoryBytes: totalmem(),
    system: [`${Deno.build.os} ${Deno.osRelease()}`, distribution()].filter(Boolean).join(", "),
    fileSystem: isInstalled("findmnt")
      ? runNow("findmnt", "--noheadings", "--output", "FSTYPE", "--target", folder)
      : "unknown",
    deno: `Deno ${Deno.version.deno}`,
    peers: describePeers(),
  };
}

/** The machine in a sentence, for below the table. */
export function showMachine(machine: Machine): string {
  const { processor, cores, memoryBytes, system, fileSystem, deno, peers } = machine;
  const memory = `${Math.round(memoryBytes / 2 ** 30)} GiB of memory`;
  return `${processor}, ${cores} ${cores === 1 ? "core" : "cores"}, ${memory}, ${system}, ` +
    `sources on ${fileSystem}; ${[deno, ...peers].join(", ")}.`;
}

function distribution(): string | undefined {
  try {
    return /^PRETTY_NAME="?([^"\n]*)/m.exec(Deno.readTextFileSync("/etc/os-release"))?.[1];
  } catch {
    return undefined;
  }
}
