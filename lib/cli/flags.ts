import { type Command, InvalidArgumentError, Option } from "commander";
import { isJobs, type MissingDecision, MOST_JOBS } from "../operations/mod.ts";
import { FLAGS, MISTYPED } from "../vocabulary.ts";

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
    .option("--drive <dir>", FLAGS.drive, nonEmpty)
    .option("--json", FLAGS.json)
    .option("--yes", FLAGS.yes)
    .option("--restore", FLAGS.restore)
    .option("--quiet", FLAGS.quiet)
    .option("--plain", FLAGS.plain)
    .option("--no-color", FLAGS.noColor)
    .addOption(decision("--on-missing <decision>", FLAGS.onMissing))
    .addOption(decision("--on-removal <decision>", FLAGS.onRemoval));
}

/** A flag that decides about files, which are asked about where nothing is said. */
function decision(flags: string, description: string): Option {
  return new Option(flags, description).choices(DECISIONS).default("ask");
}

/** Adds `--pair NAME`, repeatable, to a command that goes through the pairs. */
export function addPairFlag(command: Command): Command {
  return command.option("--pair <name>", FLAGS.pair, collect);
}

/** Adds the flags of what loads and unloads. */
export function addStageFlags(command: Command): Command {
  return addPairFlag(command)
    .option("--dry-run", FLAGS.dryRun)
    .option("--allow-missing", FLAGS.allowMissing)
    .option("--jobs <n>", FLAGS.jobs, jobs);
}

/** The number of files that are copied side by side. */
function jobs(value: string): number {
  if (/^\d+$/.test(value) && isJobs(Number(value))) return Number(value);
  throw new InvalidArgumentError(MISTYPED.jobs(MOST_JOBS));
}

/** Gathers a repeatable flag's values. */
export function collect(value: string, gathered: readonly string[] = []): string[] {
  return [...gathered, nonEmpty(value)];
}

/** A flag's value, unless it is empty. */
export function nonEmpty(value: string): string {
  if (value.trim() === "") throw new InvalidArgumentError(MISTYPED.empty);
  return value;
}
