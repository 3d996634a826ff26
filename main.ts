import { EXIT } from "./lib/cli/exit_codes.ts";
import { streamOutput } from "./lib/cli/terminal/output.ts";
import { VERSION } from "./lib/cli/version.ts";

const out = streamOutput(Deno.stdout), err = streamOutput(Deno.stderr);
let exitCode: number = EXIT.done;
// Told before all else is loaded, which takes several times as long.
if (Deno.args[0] === "--version" || Deno.args[0] === "-V") {
  out.write(VERSION + "\n");
} else {
  const { startProgram } = await import("./lib/cli/start_program.ts");
  exitCode = await startProgram({
    args: Deno.args,
    out,
    err,
    checkout: import.meta.dirname!,
    abandon: () => Deno.exit(EXIT.interrupted),
  });
}
if (out.failure) {
  const { ENDING } = await import("./lib/vocabulary.ts");
  err.write(`${ENDING.outputFailed(out.failure.message)}\n`);
}
Deno.exit(out.failure && exitCode === EXIT.done ? EXIT.failed : exitCode);
