import { compile } from "../../../scripts/build/compile.ts";
import { findTarget } from "../../../scripts/build/targets.ts";
import { TemporaryFolder } from "../../fixtures/temporary_folder.ts";

/** The compiler is a shell script. */
export const hasShell = { ignore: Deno.build.os === "windows" };
/** What is to be baked in. */
export const COMMIT = "0123456789ab";
const DESCRIPTION = 'Deno "1" \\';
/** What stands of both in a program that holds them. */
export const BAKED_IN = `${COMMIT} ${JSON.stringify(DESCRIPTION)}`;

/** A checkout that allows reading and writing, and a compiler of which a test says what it does. */
export class Workshop extends TemporaryFolder {
  constructor() {
    super();
    const tasks = { waterlock: { command: "deno run --allow-write --allow-read main.ts" } };
    const imports = { "#build": "./lib/cli/build.ts", "smol-toml": "npm:smol-toml@1" };
    this.write("checkout/deno.json", JSON.stringify({ tasks, imports }));
  }

  /** Compiles for Linux on Intel by a shell script, in which `$output` is the path to be written. */
  async compile(script: string): Promise<void> {
    const find = `for word; do [ "$last" = --output ] && output=$word; last=$word; done`;
    const compiler = this.write("compiler", `#!/bin/sh\n${find}\n${script}\n`);
    Deno.chmodSync(compiler, 0o755);
    await compile({
      checkout: this.at("checkout"),
      scratch: this.at("checkout/.cache/build"),
      target: findTarget("linux-x64"),
      runtime: { compiler, env: { OF_THE_RUNTIME: "set" }, description: DESCRIPTION },
      commit: COMMIT,
      output: this.at("made"),
    });
  }

  /** Compiles to the file that is given. */
  async make(file: Uint8Array): Promise<void> {
    await this.compile(`cp '${this.write("prepared", file)}' "$output"`);
  }
}
