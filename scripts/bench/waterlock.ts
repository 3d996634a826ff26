import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildAnyhow } from "../build/build_anyhow.ts";
import { describeCommit } from "../build/compile.ts";
import { binaryName, hostTarget } from "../build/targets.ts";
import { askCommand, timeCommand, watchMemory, type Words } from "./child.ts";

const CHECKOUT = fileURLToPath(new URL("../..", import.meta.url));

/** The binary that is measured. */
export interface Program {
  readonly path: string;
  /** What its `--version` says. */
  readonly version: string;
}

/**
 * The binary for this computer in `dist/`, built anew unless it is known to be of the commit that is
 * checked out.
 */
export async function presentProgram(
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<Program> {
  const target = hostTarget(), folder = join(CHECKOUT, "dist");
  const path = join(folder, binaryName(target));
  const commit = await describeCommit(CHECKOUT);
  const isNamed = commit !== "unknown" && !commit.endsWith("+changes");
  const version = () => askCommand([path, "--version"], signal);
  if (isNamed && existsSync(path) && (await version()).includes(`(commit ${commit},`)) {
    return { path, version: await version() };
  }
  await buildAnyhow(target, folder, say);
  return { path, version: await version() };
}

/** A drive with one pair, and Waterlock at work with it. */
export class Drive {
  readonly #args: readonly string[];

  private constructor(
    private readonly program: Program,
    readonly folder: string,
    private readonly jobs: number | undefined,
    private readonly signal: AbortSignal,
  ) {
    this.#args = ["--drive", folder, "--quiet"];
  }

  /** Sets a drive up in a new folder, as a person does; its cargo is kept. */
  static async setUp(
    { program, jobs, signal }: { program: Program; jobs: number | undefined; signal: AbortSignal },
    { folder, source, destination }: { folder: string; source: string; destination: string },
  ): Promise<Drive> {
    for (const path of [folder, destination]) Deno.mkdirSync(path, { recursive: true });
    const pair = ["--pair", "x", "--source", source, "--destination", destination];
    await askCommand([program.path, "init", "--drive", folder, ...pair], signal);
    const config = join(folder, "config", "waterlock.toml");
    const toml = Deno.readTextFileSync(config);
    Deno.writeTextFileSync(config, toml.replace(/^dump = "\w+"/m, 'dump = "never"'));
    return new Drive(program, folder, jobs, signal);
  }

  /** The files on their way. */
  get cargo(): string {
    return join(this.folder, "cargo", "x");
  }

  get load(): Words {
    return this.#words("load", ...this.#jobs);
  }

  get unload(): Words {
    return this.#words("unload", "--yes", ...this.#jobs);
  }

  get adopt(): Words {
    return this.#words("adopt", "--hash", "--yes");
  }

  get status(): Words {
    return this.#words("status");
  }

  verify(end: "source" | "destination"): Words {
    return this.#words("verify", end);
  }

  /** @returns seconds from its start to its exit */
  async time(words: Words): Promise<number> {
    return await timeCommand(words, this.signal);
  }

  /** @returns the most bytes it had in memory at a time */
  async watch(words: Words): Promise<number> {
    return await watchMemory(words, this.signal);
  }

  get #jobs(): string[] {
    return this.jobs === undefined ? [] : ["--jobs", String(this.jobs)];
  }

  #words(command: string, ...args: string[]): Words {
    return [this.program.path, command, ...this.#args, ...args];
  }
}
