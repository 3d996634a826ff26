import { strictEqual } from "node:assert/strict";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { programPath } from "./program_os.ts";

const CHECKOUT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The permissions of the task `waterlock`, which are the binary's. */
const PERMISSIONS = ["read", "write", "ffi", "sys", "env"].map((name) => `--allow-${name}`);

/** What the program printed and how it ended. */
export interface ProgramResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The objects of standard output behind the first one, when it was run with `--json`. */
  // deno-lint-ignore no-explicit-any
  readonly events: any[];
  /** The last of them. */
  // deno-lint-ignore no-explicit-any
  readonly summary: any;
}

/** How the program is started. */
export interface ProgramOptions {
  readonly cwd?: string;
  readonly env?: Record<string, string>;
  /** A user id, for tests of permissions; only root can choose one. */
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * The environment that the program under test gets. A binary has no `PATH` to find anything by, and
 * nothing of Deno's.
 */
export function programEnvironment(): Record<string, string> {
  const env = Deno.env.toObject();
  if (!Deno.env.get("WATERLOCK_BIN")) return env;
  const ours = Object.entries(env).filter(([name]) => !/^(DENO_|NODE_|npm_)/.test(name));
  return { ...Object.fromEntries(ours), PATH: "" };
}

/**
 * The command that starts the program: the binary `WATERLOCK_BIN` names, else the checkout.
 *
 * @param args those that are paths in a folder of a test are translated for the program
 */
export function programCommand(args: readonly string[]): [string, string[]] {
  const binary = Deno.env.get("WATERLOCK_BIN");
  if (binary) return [binary, args.map((arg) => isOfTest(arg) ? programPath(arg) : arg)];
  return checkoutCommand(args);
}

/** The command that starts the program from the checkout, on this computer's own system. */
export function checkoutCommand(args: readonly string[]): [string, string[]] {
  const run = ["run", "--quiet", "--no-prompt", ...PERMISSIONS, join(CHECKOUT, "main.ts")];
  return [Deno.execPath(), [...run, ...args]];
}

/** Whether something is the path of a test's temporary folder, or of something in it. */
function isOfTest(text: string): boolean {
  return text.startsWith("/") && text.includes("/waterlock-test-");
}

/** Starts the program and lets it run; the caller awaits or kills it. */
export function startProgram(args: readonly string[], options: ProgramOptions = {}) {
  const [command, all] = programCommand(args);
  const env = Object.entries(options.env ?? {})
    .map(([name, value]) => [name, isOfTest(value) ? programPath(value) : value]);
  return new Deno.Command(command, {
    ...options,
    clearEnv: true,
    env: { ...programEnvironment(), ...Object.fromEntries(env) },
    args: all,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** Runs the program to its end. */
export async function runProgram(
  args: readonly string[],
  options: ProgramOptions = {},
): Promise<ProgramResult> {
  return await awaitProgram(startProgram(args, options), args.includes("--json"));
}

/** Waits for a started program's end. With `--json` all it said must be as the schema says. */
export async function awaitProgram(
  program: Deno.ChildProcess,
  isJson: boolean,
): Promise<ProgramResult> {
  const { code, stdout, stderr } = await program.output();
  const decoder = new TextDecoder();
  const text = decoder.decode(stdout);
  const events = isJson ? await readEvents(text) : [];
  return { code, stdout: text, stderr: decoder.decode(stderr), events, summary: events.at(-1) };
}

/** The objects of standard output, without the one that every run begins with. */
async function readEvents(stdout: string) {
  const { assertEvent } = await import("../cli/json/json_schema.ts");
  // A killed program's last line may be half a line.
  const whole = stdout.slice(0, stdout.lastIndexOf("\n") + 1);
  const [start, ...events] = whole.split("\n").filter((line) => line !== "")
    .map((line) => JSON.parse(line));
  if (start) strictEqual(start.event, "start");
  for (const event of [start, ...events]) if (event) assertEvent(event);
  return events;
}
