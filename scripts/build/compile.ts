import { join } from "node:path";
import { BuildFailure } from "./build_failure.ts";
import { inspectBinary } from "./inspect_binary.ts";
import type { Runtime } from "./runtimes.ts";
import type { Target } from "./targets.ts";

/** What goes into a binary. */
export interface Compilation {
  /** Absolute path of the checkout. */
  readonly checkout: string;
  /** Absolute path of a folder for what only the compiler reads. */
  readonly scratch: string;
  readonly target: Target;
  readonly runtime: Runtime;
  /** The commit to be baked in, see {@linkcode describeCommit}. */
  readonly commit: string;
  /** Absolute path of the binary to be made. */
  readonly output: string;
}

/** The modules that threads begin with. */
const THREADS = ["lib/transfer/carrier_thread.ts", "lib/operations/scan_thread.ts"];

/** Deno's own runtime cannot be had, so that another one is needed. */
export class RuntimeOutOfReach extends BuildFailure {
  override readonly name = "RuntimeOutOfReach";
}

/**
 * Makes one binary by `deno compile`, with the permissions of the task `waterlock`, and reads in its
 * headers that it is what was asked for.
 *
 * @throws {BuildFailure} when the compiler fails, saying why, or the result is something else
 */
export async function compile(compilation: Compilation): Promise<void> {
  const { checkout, target, runtime, output } = compilation;
  const permissions = readPermissions(checkout);
  const { DENORT_BIN: _, ...env } = Deno.env.toObject();
  const { success, stderr } = await new Deno.Command(runtime.compiler, {
    args: [
      "compile",
      "--quiet",
      "--frozen",
      "--no-check",
      "--no-prompt",
      // It would be read from the folder for temporary files, where anybody can put one.
      "--no-code-cache",
      ...permissions.map((name) => `--allow-${name}`),
      ...["--import-map", writeImportMap(compilation)],
      // A thread's module is named by an address that the compiler does not follow.
      ...THREADS.flatMap((path) => ["--include", join(checkout, path)]),
      ...["--target", target.triple],
      ...["--output", output],
      join(checkout, "main.ts"),
    ],
    cwd: checkout,
    clearEnv: true,
    env: { ...env, ...runtime.env, NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" },
    stdin: "null",
    stdout: "null",
  }).output();
  if (!success) throw explain(new TextDecoder().decode(stderr), target);
  verify(compilation, permissions);
}

/** The commit that is checked out, `+changes` behind it when there are others. */
export async function describeCommit(checkout: string): Promise<string> {
  const git = async (...args: string[]) => {
    const command = new Deno.Command("git", { args, cwd: checkout, stderr: "null" });
    const { success, stdout } = await command.output();
    return success ? new TextDecoder().decode(stdout).trim() : undefined;
  };
  try {
    const commit = await git("rev-parse", "--short=12", "HEAD");
    if (!commit) return "unknown";
    return await git("status", "--porcelain") ? `${commit}+changes` : commit;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "unknown";
    throw error;
  }
}

/** What the task `waterlock` allows: `read`, `write`, … */
function readPermissions(checkout: string): string[] {
  const { tasks } = JSON.parse(Deno.readTextFileSync(join(checkout, "deno.json")));
  const words: string[] = tasks.waterlock.command.split(" ");
  return words.filter((word) => word.startsWith("--allow-"))
    .map((word) => word.slice("--allow-".length)).sort();
}

/** The project's import map, with what is baked in under the name that `lib/cli/build.ts` has else. */
function writeImportMap({ checkout, scratch, runtime, commit }: Compilation): string {
  const { imports } = JSON.parse(Deno.readTextFileSync(join(checkout, "deno.json")));
  const map = join(scratch, "import_map.json");
  const build = JSON.stringify({ commit, runtime: runtime.description });
  Deno.mkdirSync(scratch, { recursive: true });
  Deno.writeTextFileSync(join(scratch, "build.ts"), `export const BUILD = ${build};\n`);
  // Relative to the map: an absolute address would be looked for on the disk of whoever runs it.
  const replaced = { ...imports, "#build": "./build.ts" };
  Deno.writeTextFileSync(map, JSON.stringify({ imports: replaced }));
  return map;
}

function explain(said: string, target: Target): BuildFailure {
  if (/No space left|os error 28|os error 112/.test(said)) {
    return new BuildFailure(
      `The disk is full: ${target.name} was not built`,
      "Make room, about 150 MiB for each binary, and build again",
    );
  }
  if (said.includes("Setting up base binary") || said.includes("denort")) {
    return new RuntimeOutOfReach(
      `Deno's own runtime for ${target.name} cannot be downloaded`,
      "Connect to the network, or build with --runtime npm",
    );
  }
  const first = said.split("\n").find((line) => line.trim() !== "") ?? "it did not say why";
  return new BuildFailure(
    `deno compile failed for ${target.name}: ${first.replace(/^error: |\.$/g, "")}`,
    "See `deno task check`, and build again",
  );
}

function verify(
  { checkout, target, runtime, commit, output }: Compilation,
  permissions: readonly string[],
): void {
  const expect = (isSo: boolean, what: string) => {
    if (!isSo) throw new Error(what);
  };
  try {
    const facts = inspectBinary(Deno.readFileSync(output));
    expect(facts.format === target.format, `it is ${facts.format}, not ${target.format}`);
    expect(facts.architecture === target.architecture, `it is made for ${facts.architecture}`);
    expect(
      facts.permissions.join() === permissions.join(),
      `its program may ${facts.permissions.join(", ")}`,
    );
    expect(
      facts.holds(commit) && facts.holds(JSON.stringify(runtime.description)),
      "the program in it is not this one",
    );
    expect(!facts.holds(checkout), "it would look for files in the checkout");
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new BuildFailure(
      `What was built for ${target.name} is not what it should be: ${why}`,
      "It was thrown away. Build it with the other --runtime, and report it",
    );
  }
}
