/**
 * Runs a stage of a drive's only pair and kills itself when a step of the write order is reached for
 * a file, as if the plug were pulled: `die_at_step.ts DRIVE STAGE STEP NAME [MOST_FILE_BYTES]`.
 */
import { performStage, servicesWith } from "./perform_stage.ts";

const [drive, stage, step, name, most] = Deno.args as
  & [string, "load" | "unload", string, string]
  & string[];
await performStage(
  drive,
  stage,
  servicesWith((reached, path) => {
    if (reached === step && path.includes(name)) Deno.kill(Deno.pid, "SIGKILL");
  }),
  most === undefined ? {} : { mostFileBytes: Number(most) },
);
