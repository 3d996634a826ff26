/**
 * Builds a binary and runs the tests from outside against it, as on a computer where nothing is
 * installed: no `PATH`, no Deno.
 *
 *     deno task test:binary      this computer's own
 *     deno task test:windows     the one for Windows, under Wine
 *     deno task test:arm64       the one for Linux on ARM, under qemu
 *     … --smoke                  the few tests that show that it works at all
 *
 * Where Wine or qemu is missing it says so in one line, and ends well.
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { reportFailure } from "./build.ts";
import { buildAnyhow } from "./build/build_anyhow.ts";
import { BuildFailure } from "./build/build_failure.ts";
import { findTarget, hostTarget, type Target } from "./build/targets.ts";
import { emulatorOf, writeLauncher } from "./test_binary/launcher.ts";

const CHECKOUT = fileURLToPath(new URL("..", import.meta.url));
const WORK = join(CHECKOUT, ".cache", "test-binary");
const SMOKE_TEST = "tests/smoke_test.ts", TESTS = [SMOKE_TEST, "tests/e2e/"];

/** @returns the exit code of the tests */
async function test(target: Target, paths: readonly string[]): Promise<number> {
  const emulator = emulatorOf(target);
  const missing = emulator?.missing();
  if (missing !== undefined) {
    console.log(`Skipped, nothing of ${target.name} was tested: ${missing}.`);
    return 0;
  }
  const folder = join(WORK, target.name);
  const binary = await buildAnyhow(target, folder, console.log);
  const program = emulator
    ? writeLauncher(await emulator.prepare(join(folder, "emulator")), binary, folder)
    : binary;
  const { code } = await new Deno.Command(Deno.execPath(), {
    args: ["test", "--parallel", "--quiet", "--no-prompt", "--allow-all", ...paths],
    cwd: CHECKOUT,
    env: { WATERLOCK_BIN: program, WATERLOCK_BIN_TARGET: target.name },
  }).spawn().status;
  return code;
}

/** Reads the command line. @throws {BuildFailure} for what it does not know */
function readWish(args: readonly string[]): { target: Target; paths: readonly string[] } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { target: { type: "string" }, smoke: { type: "boolean", default: false } },
    });
    const all = values.smoke ? [SMOKE_TEST] : TESTS;
    return {
      target: values.target ? findTarget(values.target) : hostTarget(),
      paths: positionals.length > 0 ? positionals : all,
    };
  } catch (error) {
    if (error instanceof BuildFailure) throw error;
    const why = (error as Error).message.split(/\.\s/)[0]!;
    throw new BuildFailure(why, "It takes --smoke, --target NAME and files of tests", 2);
  }
}

if (import.meta.main) {
  Deno.exit(
    await reportFailure(async () => {
      const { target, paths } = readWish(Deno.args);
      return await test(target, paths);
    }),
  );
}
