import { join } from "node:path";
import { runCommand } from "../fixtures/run_command.ts";
import type { ProgramOptions } from "./program.ts";
import type { TwoComputers } from "./two_computers.ts";

/** The user and group `nobody` of Linux. */
const NOBODY = 65534;

/**
 * Gives everything to an ordinary user and says how to run the program as that one: permissions do
 * not stop root. A test that is not run by root runs it as it is.
 */
export function asOrdinaryUser({ root }: TwoComputers): ProgramOptions {
  if (Deno.uid() !== 0) return {};
  const cache = join(root, "deno");
  Deno.mkdirSync(cache);
  const known = JSON.parse(runCommand(Deno.execPath(), "info", "--json")).npmCache;
  runCommand("cp", "-R", known, join(cache, "npm"));
  runCommand("chown", "-R", `${NOBODY}:${NOBODY}`, root);
  return { uid: NOBODY, gid: NOBODY, env: { DENO_DIR: cache } };
}
