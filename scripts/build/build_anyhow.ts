import { build } from "../build.ts";
import { RuntimeOutOfReach } from "./compile.ts";
import type { Target } from "./targets.ts";

/**
 * Builds one binary with Deno's own runtime, or with the one out of npm where that is out of reach.
 *
 * @param folder absolute path of the folder it goes to
 * @returns its absolute path
 * @throws {BuildFailure} with a remedy
 */
export async function buildAnyhow(
  target: Target,
  folder: string,
  say: (line: string) => void,
): Promise<string> {
  const order = { targets: [target], folder };
  try {
    return (await build({ ...order, runtime: "deno" }, say))[0]!;
  } catch (error) {
    if (!(error instanceof RuntimeOutOfReach)) throw error;
    say(`${error.message}: taking the one out of npm`);
    return (await build({ ...order, runtime: "npm" }, say))[0]!;
  }
}
