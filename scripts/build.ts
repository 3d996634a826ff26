/**
 * Makes the binaries that lie on a drive, each in `dist/`, and their checksums.
 *
 *     deno task build                      for every system
 *     deno task build --target linux-x64   for one; as often as there are systems
 *     deno task build --host               for this computer
 *     deno task build --runtime npm        where Deno's own runtime cannot be downloaded
 */
import { createHash } from "node:crypto";
import { statfsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { BuildFailure } from "./build/build_failure.ts";
import { compile, describeCommit } from "./build/compile.ts";
import { npmRuntime, type Runtime, stockRuntime } from "./build/runtimes.ts";
import { binaryName, findTarget, hostTarget, type Target, TARGETS } from "./build/targets.ts";

const CHECKOUT = fileURLToPath(new URL("..", import.meta.url));
/** Measured: 82 to 102 MB a binary; while one is made it is on the disk once. */
const BYTES_EACH = 150 * 2 ** 20;
const CHECKSUMS = "SHA256SUMS";

/** What is to be built. */
export interface Order {
  readonly targets: readonly Target[];
  readonly runtime: "deno" | "npm";
  /** Absolute path of the folder that the binaries go to. */
  readonly folder: string;
}

/**
 * Builds what is ordered; a binary has its name only when it is whole and has been looked into.
 *
 * @returns absolute paths of the binaries, in the targets' order
 * @throws {BuildFailure} with a remedy
 */
export async function build(order: Order, say: (line: string) => void): Promise<string[]> {
  const { targets, folder } = order;
  const partials = join(folder, ".partial");
  prepareFolder(folder, partials, targets.length);
  try {
    const commit = await describeCommit(CHECKOUT);
    say(
      `Building ${targets.length === 1 ? "1 binary" : `${targets.length} binaries`} of ${commit}`,
    );
    const paths: string[] = [];
    for (const target of targets) {
      const runtime = await chooseRuntime(order, target);
      const name = binaryName(target), output = join(partials, name);
      const scratch = join(CHECKOUT, ".cache", "build");
      await compile({ checkout: CHECKOUT, scratch, target, runtime, commit, output });
      const path = join(folder, name);
      Deno.renameSync(output, path);
      say(`  ${name.padEnd(25)} ${showSize(Deno.statSync(path).size)}  ${runtime.description}`);
      paths.push(path);
    }
    writeChecksums(folder);
    say(`  ${CHECKSUMS}`);
    return paths;
  } finally {
    Deno.removeSync(partials, { recursive: true });
  }
}

async function chooseRuntime({ runtime }: Order, target: Target): Promise<Runtime> {
  const cache = join(CHECKOUT, ".cache", "npm-runtime");
  return runtime === "npm" ? await npmRuntime(target, cache) : stockRuntime();
}

/** Makes the folder and sees that it can be written to and has room. */
function prepareFolder(folder: string, partials: string, binaries: number): void {
  try {
    Deno.mkdirSync(partials, { recursive: true });
    Deno.writeTextFileSync(join(partials, "probe"), "");
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new BuildFailure(
      `Cannot write to ${folder}: ${why}`,
      "Make it a folder that this user may write to, and build again",
    );
  }
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < binaries * BYTES_EACH) {
    Deno.removeSync(partials, { recursive: true });
    throw new BuildFailure(
      `${folder} has room for ${showSize(bavail * bsize)}, and ${
        showSize(binaries * BYTES_EACH)
      } ` +
        "may be needed",
      "Make room, or build fewer with --target, and build again",
    );
  }
}

/** One line for every binary that lies there, as `sha256sum -c` reads them. */
function writeChecksums(folder: string): void {
  const lines = Array.from(Deno.readDirSync(folder), ({ name }) => name)
    .filter((name) => name.startsWith("waterlock-"))
    .sort()
    .map((name) => {
      const hash = createHash("sha256").update(Deno.readFileSync(join(folder, name)));
      return `${hash.digest("hex")}  ${name}\n`;
    });
  Deno.writeTextFileSync(join(folder, CHECKSUMS), lines.join(""));
}

function showSize(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`.padStart(9);
}

/** Reads the command line. @throws {BuildFailure} for what it does not know */
function readOrder(args: readonly string[]): Order {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        target: { type: "string", multiple: true, default: [] },
        host: { type: "boolean", default: false },
        runtime: { type: "string", default: "deno" },
      },
    }));
  } catch (error) {
    const why = (error as Error).message.split(".")[0]!;
    throw new BuildFailure(why, "It takes --target NAME, --host and --runtime deno|npm", 2);
  }
  const { target: names, host, runtime } = values;
  if (runtime !== "deno" && runtime !== "npm") {
    throw new BuildFailure(`There is no runtime "${runtime}"`, "Name deno or npm", 2);
  }
  const asked = [...new Set(names)].map(findTarget);
  if (host && !asked.includes(hostTarget())) asked.push(hostTarget());
  return {
    targets: asked.length > 0 ? asked : TARGETS,
    runtime,
    folder: join(CHECKOUT, "dist"),
  };
}

async function main(args: readonly string[]): Promise<number> {
  try {
    await build(readOrder(args), console.log);
    return 0;
  } catch (error) {
    if (!(error instanceof BuildFailure)) throw error;
    console.error(`${error.message}.\n  ${error.remedy}.`);
    return error.exitCode;
  }
}

if (import.meta.main) Deno.exit(await main(Deno.args));
