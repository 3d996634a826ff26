import { type Command, InvalidArgumentError, Option } from "commander";
import { isJobs, type MissingDecision, MOST_JOBS } from "../operations/mod.ts";

/** The flags that every command takes. */
export interface GlobalFlags {
  readonly drive?: string;
  readonly json?: true;
  readonly yes?: true;
  readonly restore?: true;
  readonly quiet?: true;
  /** Whole lines instead of a live area, for a screen reader. */
  readonly plain?: true;
  /** False after `--no-color`. */
  readonly color: boolean;
  readonly onMissing: MissingDecision | "ask";
  readonly onRemoval: MissingDecision | "ask";
}

const DECISIONS = ["ask", "skip", "remove", "leave"] as const;

/** Adds the flags that every command takes, before or behind the command's name. */
export function addGlobalFlags(program: Command): Command {
  return program
    .option("--drive <dir>", "the drive's folder (default: where the program lies)", nonEmpty)
    .option("--json", "one JSON object a line, the last one a summary")
    .option("--yes", "confirm what this command asks to confirm; decides nothing else")
    .option("--restore", "go on with the newest snapshot where the catalogue is damaged or gone")
    .option("--quiet", "only say what went wrong")
    .option("--plain", "whole lines, and nothing drawn over, as a screen reader likes it")
    .option("--no-color", "no colours")
    .addOption(
      new Option("--on-missing <decision>", "what becomes of files gone from the source")
        .choices(DECISIONS).default("ask"),
    )
    .addOption(
      new Option("--on-removal <decision>", "what becomes, at the destination, of files to remove")
        .choices(DECISIONS).default("ask"),
    );
}

/** Adds `--pair NAME`, repeatable, to a command that goes through the pairs. */
export function addPairFlag(command: Command): Command {
  return command.option("--pair <name>", "only this pair (repeatable)", collect);
}

/** Adds the flags of what loads and unloads. */
export function addStageFlags(command: Command): Command {
  return addPairFlag(command)
    .option("--dry-run", "show the plan and change nothing")
    .option(
      "--allow-missing",
      "go on though the source shows less than half of what it had, or the destination's marker has gone",
    )
    .option("--jobs <n>", "files copied side by side (default: as the config says)", jobs);
}

/** The number of files that are copied side by side. */
function jobs(value: string): number {
  if (/^\d+$/.test(value) && isJobs(Number(value))) return Number(value);
  throw new InvalidArgumentError(`It must be a whole number from 1 to ${MOST_JOBS}.`);
}

/** Gathers a repeatable flag's values. */
export function collect(value: string, gathered: readonly string[] = []): string[] {
  return [...gathered, nonEmpty(value)];
}

/** A flag's value, unless it is empty. */
export function nonEmpty(value: string): string {
  if (value.trim() === "") throw new InvalidArgumentError("It must not be empty.");
  return value;
}
