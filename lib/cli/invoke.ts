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
import { startJson } from "./json/json_lines.ts";
import { summariseError } from "./summary.ts";
import { screenColumns, type Surroundings } from "./surroundings.ts";
import { ENDING, showPath } from "../vocabulary.ts";
import { isPlain, tellPerson } from "./tell_person.ts";
import { loadPrompts } from "./terminal/load_prompts.ts";
import { terminalQuestions } from "./terminal/terminal_questions.ts";
import { wrapLine, wrapSentences } from "./terminal/wrap.ts";
import { unattendedQuestions } from "./unattended_questions.ts";

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
  /** Writes lines for a person, broken between words on a screen; nothing with `--json` or `--quiet`. */
  readonly say: (...lines: string[]) => void;
  /** The same for lines that are laid out already, or to be copied as they are. */
  readonly show: (...lines: string[]) => void;
  /** Writes an object for a script, on a line of its own; nothing without `--json`. */
  readonly emit: (event: JsonEvent) => void;
}

/** What a command's body found. */
export interface CommandResult {
  readonly exitCode: number;
  readonly pairs: Summary["pairs"];
  readonly errors: Summary["errors"];
  /** What else a script is told of this command. */
  readonly [more: string]: unknown;
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
  const columns = screenColumns(surroundings);
  const show = (...lines: readonly string[]) => {
    if (!writeJson && !flags.quiet) { for (const line of lines) out.write(line + "\n"); }
  };
  let result: CommandResult;
  try {
    const { driveVariable: variable, executable, currentFolder } = surroundings;
    const driveRoot = locateDrive({ flag: flags.drive, variable, executable, currentFolder });
    using telling = tellPerson({ command: name, writeJson }, flags, surroundings);
    const services = provideServices(name, flags, mayAsk, telling.reporter, surroundings);
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
      say: (...lines) => show(...lines.flatMap((line) => wrapLine(line, columns))),
      show,
      emit: (event) => writeJson?.(event),
    });
  } catch (error) {
    const known = explainFailure(error) ?? unexpected(error);
    if (!writeJson) err.write(sentence(known, columns));
    result = { exitCode: exitCodeOfError(known), pairs: [], errors: [summariseError(known)] };
  }
  writeJson?.({ event: "summary", command: name, ...result } as Summary);
  return result.exitCode;
}

/**
 * An error for a person: what happened, then what to do.
 *
 * @param columns of the screen, or undefined where there is none
 * @param lead what it is about, before it
 */
export function sentence(
  { message, remedy }: WaterlockError,
  columns: number | undefined,
  lead = "",
): string {
  const lines = [
    ...wrapSentences(`${lead}${showPath(message)}.`, columns),
    ...wrapSentences(`${showPath(remedy)}.`, columns, "  "),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function provideServices(
  command: string,
  flags: GlobalFlags,
  mayAsk: boolean,
  reporter: ProgressReporter,
  surroundings: Surroundings,
): Services {
  const { now, host, signal, live, columns } = surroundings;
  const unattended = unattendedQuestions(flags, { dump: command === "dump" });
  return {
    clock: { now },
    signal,
    host,
    reporter,
    questions: mayAsk
      ? terminalQuestions(
        unattended,
        live,
        signal,
        () => loadPrompts(isPlain(flags, surroundings), columns),
      )
      : unattended,
  };
}

function unexpected(error: unknown): WaterlockError {
  const message = error instanceof Error ? error.message : String(error);
  return new WaterlockError("failed", ...ENDING.unexpected(message), { cause: error });
}
