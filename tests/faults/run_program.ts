import "./install.ts";
import { join } from "node:path";
import { assertEvent } from "../cli/json/json_schema.ts";
import { pipedSurroundings } from "../cli/piped_surroundings.ts";
import { listenTo } from "./calls.ts";
import { closeFiles } from "./deno_calls.ts";
import { Faults, yankedPath } from "./faults.ts";
import { faultyEnvironment } from "./faulty_threads.ts";
import { closeDescriptors, isLibcWrapped } from "./libc_calls.ts";
import type { Ends } from "./places.ts";
import { closeDatabases } from "./sqlite_calls.ts";

/** How a run of the program ended. */
export interface Run {
  readonly args: readonly string[];
  readonly faults: readonly string[];
  readonly code: number | "killed";
  /** Standard output, and standard error behind it. */
  readonly output: string;
  /** How often each point was passed; empty where the program ran by itself. */
  readonly passed: ReadonlyMap<string, number>;
  /** Whether any of the faults struck, as far as that is known. */
  readonly hasStruck: boolean;
  /** Whether an end was taken away before the program had seen or made the destination's marker. */
  readonly wasTakenUnseen?: boolean;
}

/**
 * Runs a command line to its end, or to the program's.
 *
 * @param undoneBytes how many bytes of a large file an interruption may undo, where it runs here
 */
export type RunProgram = (
  ends: Ends,
  args: readonly string[],
  faults?: readonly string[],
  undoneBytes?: number,
) => Promise<Run>;

/**
 * Runs a command line of the program in this process, where a run takes no longer than its work. A kill
 * then means: no call of it does anything from that moment on, what it had open is closed, and the
 * catalogue is as it was, its log beside it.
 */
export const runHere: RunProgram = async (ends, args, lines = [], undoneBytes) => {
  const { runProgram } = await import("../../lib/cli/program.ts");
  let output = "";
  const out = { write: (text: string) => void (output += text) };
  let catalogue: Catalogue | undefined;
  using faults = new Faults(lines, ends, () => catalogue = readCatalogue(ends.drive));
  let code: number;
  listenTo(faults);
  try {
    code = await runProgram(["--drive", ends.drive, "--json", ...args], {
      ...pipedSurroundings(ends.drive, out, out),
      ...(undoneBytes !== undefined && { undoneBytes }),
    });
  } catch (error) {
    if (!faults.isDead) throw error;
    code = -1;
  } finally {
    listenTo(undefined);
    closeFiles();
    closeDescriptors();
    closeDatabases();
    catalogue?.restore();
  }
  if (Deno.build.os === "linux" && !isLibcWrapped) {
    throw new Error("The C library was loaded before");
  }
  assertEvents(output);
  const { passed, struck, isDead, wasTakenUnseen } = faults;
  const hasStruck = struck.size > 0;
  const ended = isDead ? "killed" as const : code;
  return { args, faults: lines, code: ended, output, passed, hasStruck, wasTakenUnseen };
};

/** Runs a command line of the program in a process of its own, which a kill ends as SIGKILL does. */
export const runChild: RunProgram = async (ends, args, lines = []) => {
  const { code, signal, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: faultyCommand(ends, args),
    env: faultyEnvironment(ends, lines),
    stdin: "null",
  }).output();
  const decoder = new TextDecoder();
  const isKilled = signal === "SIGKILL";
  if (!isKilled) assertEvents(decoder.decode(stdout));
  return {
    args,
    faults: lines,
    code: isKilled ? "killed" : code,
    output: decoder.decode(stdout) + decoder.decode(stderr),
    passed: new Map(),
    hasStruck: isKilled,
  };
};

/** Whatever befell the program, what it told is as the schema says. */
function assertEvents(output: string): void {
  const lines = output.split("\n").filter((line) => line.startsWith('{"event":'));
  for (const line of lines) assertEvent(JSON.parse(line));
}

/** What Deno is to run for a command line of the program in a process of its own. */
export function faultyCommand({ drive }: Ends, args: readonly string[]): string[] {
  const main = join(import.meta.dirname!, "faulty_main.ts");
  return [
    "run",
    "--quiet",
    "--no-prompt",
    "--allow-all",
    main,
    "--drive",
    drive,
    "--json",
    ...args,
  ];
}

interface Catalogue {
  readonly restore: () => void;
}

/** The catalogue's files as they are, to be put back when a dead program has let go of them. */
function readCatalogue(drive: string): Catalogue {
  const isThere = (end: string) => {
    try {
      return Deno.lstatSync(join(end, "config")).isDirectory;
    } catch {
      return false;
    }
  };
  const folder = join(isThere(yankedPath(drive)) ? yankedPath(drive) : drive, "config");
  const names = () =>
    isThere(join(folder, ".."))
      ? Array.from(Deno.readDirSync(folder), ({ name }) => name)
        .filter((name) => /^waterlock\.db(-\w+)?$/.test(name))
      : [];
  const files = names().map((name) => [name, Deno.readFileSync(join(folder, name))] as const);
  return {
    restore() {
      for (const name of names()) Deno.removeSync(join(folder, name));
      for (const [name, bytes] of files) Deno.writeFileSync(join(folder, name), bytes);
    },
  };
}
