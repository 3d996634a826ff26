import { join } from "node:path";
import { runCommand } from "../fixtures/run_command.ts";
import { makeDriveFolder, removeDriveFolder } from "./drives.ts";
import { type ProgramOptions, type ProgramResult, runProgram } from "./program.ts";
import { programPath } from "./program_os.ts";

/** What a pair's config says in a test; see the README for the keys. */
export interface TestConfig {
  readonly reserve?: string;
  readonly dump?: "ask" | "always" | "never" | "when-needed";
  /** Lines added above the table of the pair. */
  readonly lines?: readonly string[];
  /** Lines added to the table of the pair. */
  readonly pairLines?: readonly string[];
}

/**
 * Two computers and a drive in one temporary folder. Which computer a command runs at is played by
 * hiding the other one's folder for as long as it runs.
 */
export class TwoComputers implements Disposable {
  readonly root: string;
  readonly source: string;
  readonly destination: string;
  readonly drive: string;

  /**
   * @param drive a folder to use as the drive, such as a mount point; made when not given
   * @param place the folder to make the temporary folder in, such as a disk of its own
   */
  constructor(config: TestConfig = {}, drive?: string, place?: string) {
    const dir = place === undefined ? {} : { dir: place };
    this.root = Deno.realPathSync(Deno.makeTempDirSync({ prefix: "waterlock-test-", ...dir }));
    this.source = join(this.root, "home", "media");
    this.destination = join(this.root, "away", "backup");
    this.drive = drive ?? (place === undefined ? makeDriveFolder() : undefined) ??
      join(this.root, "drive");
    for (const folder of [this.source, this.destination, join(this.drive, "config")]) {
      Deno.mkdirSync(folder, { recursive: true });
    }
    this.configure(config);
  }

  /** Writes the config anew, with other ends where they are given. */
  configure(config: TestConfig, destination = this.destination, source = this.source): void {
    const lines = [
      `reserve = ${JSON.stringify(config.reserve ?? "0")}`,
      `dump = ${JSON.stringify(config.dump ?? "never")}`,
      ...config.lines ?? [],
      "[[pair]]",
      'name = "media"',
      `source = ${JSON.stringify(programPath(source))}`,
      `destination = ${JSON.stringify(programPath(destination))}`,
      ...config.pairLines ?? [],
    ];
    Deno.writeTextFileSync(join(this.drive, "config", "waterlock.toml"), lines.join("\n") + "\n");
  }

  /**
   * Writes a file of the source, its folder made.
   *
   * @param modified its date, in ISO 8601; now when not given
   * @returns where it lies
   */
  write(path: string, content: string | Uint8Array, modified?: string): string {
    const native = join(this.source, path);
    Deno.mkdirSync(join(native, ".."), { recursive: true });
    if (typeof content === "string") Deno.writeTextFileSync(native, content);
    else Deno.writeFileSync(native, content);
    if (modified) Deno.utimeSync(native, new Date(modified), new Date(modified));
    return native;
  }

  /** What a file at the destination says, or undefined where none lies. */
  arrived(path: string): string | undefined {
    try {
      return Deno.readTextFileSync(join(this.destination, path));
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return undefined;
      throw error;
    }
  }

  /** Where a file lies on the drive on its way. */
  cargo(path: string): string {
    return join(this.drive, "cargo", "media", path);
  }

  /** A load and the unload behind it, both of which must end with everything done. */
  async trip(): Promise<{ loaded: ProgramResult; unloaded: ProgramResult }> {
    const loaded = await this.atSource(["load"]);
    if (loaded.code !== 0) throw new Error(`load: ${loaded.code} ${loaded.stdout}`);
    const unloaded = await this.atDestination(["unload", "--yes"]);
    if (unloaded.code !== 0) throw new Error(`unload: ${unloaded.code} ${unloaded.stdout}`);
    return { loaded, unloaded };
  }

  /** Numbers of files by state, as `status` counts them. */
  async countFiles(): Promise<Record<string, number>> {
    const { summary } = await runProgram(["--drive", this.drive, "--json", "status"]);
    return summary.pairs[0].files;
  }

  /** Runs a command with `--json` where only the source is. */
  async atSource(args: readonly string[], options?: ProgramOptions): Promise<ProgramResult> {
    return await this.#hiding(join(this.root, "away"), args, options);
  }

  /** Runs a command with `--json` where only the destination is. */
  async atDestination(args: readonly string[], options?: ProgramOptions): Promise<ProgramResult> {
    return await this.#hiding(join(this.root, "home"), args, options);
  }

  async #hiding(folder: string, args: readonly string[], options?: ProgramOptions) {
    const hidden = `${folder}.hidden`;
    Deno.renameSync(folder, hidden);
    try {
      return await runProgram(["--drive", this.drive, "--json", ...args], options);
    } finally {
      Deno.renameSync(hidden, folder);
    }
  }

  [Symbol.dispose](): void {
    // A test may have closed a folder, which only root can empty all the same.
    if (Deno.uid()) runCommand("chmod", "-R", "u+rwX", this.root);
    Deno.removeSync(this.root, { recursive: true });
    removeDriveFolder(this.drive);
  }
}
