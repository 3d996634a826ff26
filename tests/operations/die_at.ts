import { strictEqual } from "node:assert/strict";
import { join } from "node:path";
import type { Stage } from "../../lib/model/stage.ts";

const DIE = join(import.meta.dirname!, "die_at_step.ts");

/**
 * Runs a stage that kills itself at a step of a file.
 *
 * @param mostFileBytes the largest file of the drive's file system, where it is not its own
 */
export async function dieAt(
  drive: string,
  stage: Stage,
  step: string,
  name: string,
  mostFileBytes?: number,
): Promise<void> {
  const run = ["run", "--quiet", "--no-prompt", "--allow-all", DIE];
  const most = mostFileBytes === undefined ? [] : [String(mostFileBytes)];
  const args = [...run, drive, stage, step, name, ...most];
  const { signal } = await new Deno.Command(Deno.execPath(), { args, stderr: "null" }).output();
  strictEqual(signal, "SIGKILL", `${step} of ${name} was reached`);
}
