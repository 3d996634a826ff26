import { join } from "node:path";
import { type ProgramOptions, type ProgramResult, runProgram } from "./program.ts";

/** What a pair's config says in a test; see the README for the keys. */
export interface TestConfig {
  readonly reserve?: string;
  readonly dump?: "ask" | "always" | "never" | "when-needed";
  /** Lines added to the table of the pair. */
  readonly pairLines?: readonly string[];
}

/**
 * Two computers and a drive in one temporary folder. Which computer a command runs at is played by
 * hiding the other one's folder for as long as it runs.
 */
export class TwoComputers implements Disposable {
  readonly root = Deno.realPathSync(Deno.makeTempDirSync({ prefix: "waterlock-test-" }));
  readonly source = join(this.root, "home", "media");
  readonly destination = join(this.root, "away", "backup");
  readonly drive: string;

  /** @param drive a folder to use as the drive, such as a mount point; made when not given */
  constructor(config: TestConfig = {}, drive?: string) {
    this.drive = drive ?? join(this.root, "drive");
    for (const folder of [this.source, this.destination, join(this.drive, "config")]) {
      Deno.mkdirSync(folder, { recursive: true });
    }
    this.configure(config);
  }

  /** Writes the config anew. */
  configure(config: TestConfig): void {
    const lines = [
      `reserve = ${JSON.stringify(config.reserve ?? "0")}`,
      `dump = ${JSON.stringify(config.dump ?? "never")}`,
      "[[pair]]",
      'name = "media"',
      `source = ${JSON.stringify(this.source)}`,
      `destination = ${JSON.stringify(this.destination)}`,
      ...config.pairLines ?? [],
    ];
    Deno.writeTextFileSync(join(this.drive, "config", "waterlock.toml"), lines.join("\n") + "\n");
  }

  /** Where a file of the source lies, its folder made. */
  write(path: string, content: string | Uint8Array): string {
    const native = join(this.source, path);
    Deno.mkdirSync(join(native, ".."), { recursive: true });
    if (typeof content === "string") Deno.writeTextFileSync(native, content);
    else Deno.writeFileSync(native, content);
    return native;
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
    Deno.removeSync(this.root, { recursive: true });
  }
}
