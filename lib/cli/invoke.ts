import type { Command } from "commander";
import {
  explainFailure,
  locateDrive,
  type OpenDrive,
  type ProgressReporter,
  type Services,
  WaterlockError,
} from "../operations/mod.ts";
import { exitCodeOfError } from "./exit_codes.ts";
import type { GlobalFlags } from "./flags.ts";
import type { JsonEvent, Summary } from "./json/events.ts";
import { startJson, type WriteJson } from "./json/json_lines.ts";
import { JsonReporter } from "./json/json_reporter.ts";
import { summariseError } from "./summary.ts";
import { showPath } from "./terminal/format.ts";
import type { Output } from "./terminal/output.ts";
import { PlainReporter } from "./terminal/plain_reporter.ts";
import { LiveLine, ScreenReporter } from "./terminal/screen_reporter.ts";
import { terminalQuestions } from "./terminal/terminal_questions.ts";
import { unattendedQuestions } from "./unattended_questions.ts";

/** The world outside, as `start_program.ts` found it. */
export interface Surroundings {
  readonly out: Output;
  readonly err: Output;
  /** Whether a person is at the other end, able to answer. */
  readonly isInteractive: boolean;
  /** Whether the output is a screen that lines can be drawn over on. */
  readonly isScreen: boolean;
  readonly columns: () => number;
  readonly now: () => number;
  readonly host: string;
  readonly signal: AbortSignal;
  /** The variable `WATERLOCK_DRIVE`. */
  readonly driveVariable: string | undefined;
  /** Where the compiled program lies, or undefined when run from a checkout. */
  readonly executable: string | undefined;
  /** The folder that the binaries for the other systems lie in. */
  readonly binaries: string;
  readonly currentFolder: string;
  /** How many bytes of a large file an interruption may undo; a test wants less than is usual. */
  readonly undoneBytes?: number;
}

/** What a command's body gets. */
export interface Invocation {
  readonly flags: GlobalFlags;
  readonly driveRoot: string;
  /** Opens the drive for this command; see `operations/open_drive.ts`. */
  readonly openDrive: () => Promise<OpenDrive>;
  readonly services: Services;
  readonly surroundings: Surroundings;
  /** Whether this invocation may ask. */
  readonly mayAsk: boolean;
  /** Writes lines for a person; nothing with `--json` or `--quiet`. */
  readonly say: (...lines: string[]) => void;
  /** Writes an object for a script, on a line of its own; nothing without `--json`. */
  readonly emit: (event: JsonEvent) => void;
}

/** What a command's body found. */
export interface CommandResult {
  readonly exitCode: number;
  readonly pairs: Summary["pairs"];
  readonly errors: Summary["errors"];
}

/**
 * Runs a command's body with what it needs, and closes it: with the summary object for a script, with
 * one sentence and a remedy for a person when it cannot be done.
 *
 * @returns the exit code
 */
export async function invoke(
  command: Command,
  surroundings: Surroundings,
  body: (invocation: Invocation) => Promise<CommandResult>,
): Promise<number> {
  const flags = command.optsWithGlobals<GlobalFlags>();
  const { out, err } = surroundings;
  const name = command.name() as Summary["command"];
  const writeJson = flags.json && startJson(out, name);
  const mayAsk = surroundings.isInteractive && !writeJson;
  let result: CommandResult;
  try {
    const { driveVariable: variable, executable, currentFolder } = surroundings;
    const driveRoot = locateDrive({ flag: flags.drive, variable, executable, currentFolder });
    const services = provideServices(name, flags, { mayAsk, writeJson }, surroundings);
    result = await body({
      flags,
      surroundings,
      mayAsk,
      driveRoot,
      openDrive: async () => {
        const { openDrive } = await import("../operations/open_drive.ts");
        return await openDrive(driveRoot, name, services);
      },
      services,
      say: (...lines) => {
        if (!writeJson && !flags.quiet) { for (const line of lines) out.write(line + "\n"); }
      },
      emit: (event) => writeJson?.(event),
    });
  } catch (error) {
    const known = explainFailure(error) ?? unexpected(error);
    if (!writeJson) err.write(sentence(known));
    result = { exitCode: exitCodeOfError(known), pairs: [], errors: [summariseError(known)] };
  }
  writeJson?.({ event: "summary", command: name, ...result } as Summary);
  return result.exitCode;
}

/** An error for a person: what happened, then what to do. */
export function sentence(error: WaterlockError): string {
  return `${showPath(error.message)}.\n  ${showPath(error.remedy)}.\n`;
}

function provideServices(
  command: string,
  flags: GlobalFlags,
  { mayAsk, writeJson }: { mayAsk: boolean; writeJson: WriteJson | undefined },
  surroundings: Surroundings,
): Services {
  const { out, err, now, host, signal, columns } = surroundings;
  const live = new LiveLine(out, columns);
  const unattended = unattendedQuestions(flags, { dump: command === "dump" });
  let reporter: ProgressReporter;
  if (writeJson) {
    reporter = new JsonReporter(writeJson, now);
  } else {
    const plain = new PlainReporter({ out, err }, { isQuiet: flags.quiet ?? false, now });
    const isLive = surroundings.isScreen && !flags.quiet;
    reporter = isLive ? new ScreenReporter(plain, live, now) : plain;
  }
  return {
    clock: { now },
    signal,
    host,
    reporter,
    questions: mayAsk ? terminalQuestions(unattended, live, signal) : unattended,
  };
}

function unexpected(error: unknown): WaterlockError {
  const message = error instanceof Error ? error.message : String(error);
  return new WaterlockError(
    "failed",
    `Something unexpected happened: ${message}`,
    "Everything proven so far is recorded; run waterlock again, and if it happens again report it",
    { cause: error },
  );
}
