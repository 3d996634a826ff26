/**
 * Makes the binaries that lie on a drive, each in `dist/`, and their checksums.
 *
 *     deno task build                      for every system
 *     deno task build --target linux-x64   for one; as often as there are systems
 *     deno task build --host               for this computer
 *     deno task build --runtime npm        where Deno's own runtime cannot be downloaded
 */
import { createHash } from "node:crypto";
import { existsSync, rmSync, statfsSync, statSync } from "node:fs";
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
/** What is fetched and made on the way; git ignores it. */
const CACHE = join(CHECKOUT, ".cache");

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
  using _lock = lockBuilds();
  const partials = join(folder, ".partial");
  makeFolder(folder, partials);
  try {
    refuseWithoutRoom(folder, targets);
    const commit = await describeCommit(CHECKOUT);
    say(
      `Building ${targets.length === 1 ? "1 binary" : `${targets.length} binaries`} of ${commit}`,
    );
    const paths: string[] = [];
    for (const target of targets) {
      const runtime = await chooseRuntime(order, target);
      const name = binaryName(target), output = join(partials, name);
      const scratch = join(CACHE, "build");
      await compile({ checkout: CHECKOUT, scratch, target, runtime, commit, output });
      const path = join(folder, name);
      Deno.renameSync(output, path);
      writeChecksums(folder);
      const size = showSize(Deno.statSync(path).size);
      say(`  ${name.padEnd(25)} ${size.padStart(9)}  ${runtime.description}`);
      paths.push(path);
    }
    say(`  ${CHECKSUMS}`);
    return paths;
  } finally {
    rmSync(partials, { recursive: true, force: true });
  }
}

async function chooseRuntime({ runtime }: Order, target: Target): Promise<Runtime> {
  const cache = join(CACHE, "npm-runtime");
  return runtime === "npm" ? await npmRuntime(target, cache) : stockRuntime();
}

/** One build at a time: they share what is baked in. @throws {BuildFailure} while another one is at work */
function lockBuilds(): Disposable {
  Deno.mkdirSync(CACHE, { recursive: true });
  const file = Deno.openSync(join(CACHE, "lock"), { write: true, create: true });
  if (file.tryLockSync(true)) return file;
  file.close();
  throw new BuildFailure("Another build is at work in this checkout", "Wait until it has ended");
}

function makeFolder(folder: string, partials: string): void {
  try {
    Deno.mkdirSync(partials, { recursive: true });
  } catch (error) {
    throw new BuildFailure(
      `Cannot write to ${folder}: ${(error as Error).message}`,
      "Make it a folder that this user may write to, on a disk with room, and build again",
    );
  }
}

function refuseWithoutRoom(folder: string, targets: readonly Target[]): void {
  for (const name of [...targets.map(binaryName), CHECKSUMS]) {
    const path = join(folder, name);
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
      throw new BuildFailure(`${path} is a folder`, "Move it away, and build again");
    }
  }
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize, needed = targets.length * BYTES_EACH;
  if (free < needed) {
    throw new BuildFailure(
      `${folder} has room for ${showSize(free)}, and ${showSize(needed)} may be needed`,
      "Make room, or build fewer with --target, and build again",
    );
  }
}

/** One line for every binary that lies there, as `sha256sum -c` reads them. */
function writeChecksums(folder: string): void {
  const lines = TARGETS.map(binaryName).filter((name) => existsSync(join(folder, name))).sort()
    .map((name) => {
      const hash = createHash("sha256").update(Deno.readFileSync(join(folder, name)));
      return `${hash.digest("hex")}  ${name}\n`;
    });
  const path = join(folder, CHECKSUMS), partial = join(folder, ".partial", CHECKSUMS);
  Deno.writeTextFileSync(partial, lines.join(""));
  Deno.renameSync(partial, path);
}

function showSize(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
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
    const why = (error as Error).message.split(/\.\s/)[0]!;
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

/**
 * Does what a person asked for, and says in one sentence and a remedy why it could not be done.
 *
 * @returns the exit code
 */
export async function reportFailure(work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    const failure = error instanceof BuildFailure ? error : explainSystem(error);
    if (!failure) throw error;
    console.error(`${failure.message}.\n  ${failure.remedy}.`);
    return failure.exitCode;
  }
}

/** A failure of the system, which has a code; anything else is a mistake of ours. */
function explainSystem(error: unknown): BuildFailure | undefined {
  if (!(error instanceof Error && "code" in error)) return undefined;
  const remedy = "Look whether that can be written to and the disk has room, and build again";
  return new BuildFailure(`Cannot build: ${error.message}`, remedy);
}

if (import.meta.main) {
  Deno.exit(
    await reportFailure(async () => {
      await build(readOrder(Deno.args), console.log);
      return 0;
    }),
  );
}
