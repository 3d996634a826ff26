import { dirname, join } from "node:path";
import process from "node:process";
import { EXIT } from "./lib/cli/exit_codes.ts";
import { listenForInterrupts } from "./lib/cli/interrupt.ts";
import { runProgram } from "./lib/cli/program.ts";
import { hasOwnWindow, waitForKey } from "./lib/cli/terminal/own_window.ts";
import { askWithoutColours } from "./lib/cli/terminal/without_colours.ts";
import { streamOutput } from "./lib/cli/terminal/output.ts";

const out = streamOutput(Deno.stdout), err = streamOutput(Deno.stderr);
if (Deno.args.includes("--no-color") || Deno.noColor) askWithoutColours();
const isTerminal = Deno.stdout.isTerminal() && Deno.env.get("TERM") !== "dumb";

const isInteractive = isTerminal && Deno.stdin.isTerminal();
const executable = Deno.build.standalone ? Deno.execPath() : undefined;

const signal = listenForInterrupts(
  () => err.write("\nStopping: what is under way is put back, the rest is recorded …\n"),
  () => Deno.exit(EXIT.interrupted),
);

const exitCode = await runProgram(Deno.args, {
  out,
  err,
  isInteractive,
  isScreen: isTerminal,
  columns: () => process.stdout.columns || 80,
  now: () => Date.now(),
  host: Deno.hostname(),
  signal,
  driveVariable: Deno.env.get("WATERLOCK_DRIVE"),
  executable,
  binaries: executable ? dirname(executable) : join(import.meta.dirname!, "dist"),
  currentFolder: currentFolder(),
});
const variable = (name: string) => Deno.env.get(name);
if (hasOwnWindow({ args: Deno.args, isTerminal: isInteractive, variable })) {
  await waitForKey(out, signal);
}
if (out.failure) err.write(`The output could not be written: ${out.failure.message}\n`);
Deno.exit(out.failure && exitCode === EXIT.done ? EXIT.failed : exitCode);

/** Where the person is: `deno task` changes into the checkout and tells by INIT_CWD where it came from. */
function currentFolder(): string {
  const folder = Deno.cwd();
  return folder === import.meta.dirname ? Deno.env.get("INIT_CWD") ?? folder : folder;
}
