import { deepStrictEqual } from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { runCommand } from "../fixtures/run_command.ts";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";

const MODES = [0o644, 0o644, 0o600, 0o444, 0o2755, 0o666, 0o666, 0o644, 0o2755];
const PROGRAM = fileURLToPath(new URL("make_with_umask.ts", import.meta.url));

for (const umask of [0o022, 0o077, 0]) {
  Deno.test({
    ignore: Deno.build.os === "windows",
    name: `NewFileModes gives each new file its mode, with a umask of ${umask.toString(8)}`,
    fn() {
      using folder = new TemporaryFolder();
      const program = ["run", "--quiet", "--no-prompt", "--allow-all", PROGRAM];
      const given = [folder.path, umask, ...MODES].map(String);
      deepStrictEqual(JSON.parse(runCommand(Deno.execPath(), ...program, ...given)), MODES);
    },
  });
}
