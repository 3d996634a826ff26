import { deepStrictEqual } from "node:assert/strict";
import { join } from "node:path";
import { modeToMakeWith, NewFileModes } from "../../lib/filesystem/new_file_modes.ts";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";

const MODES = [0o644, 0o644, 0o600, 0o444, 0o2755, 0o666, 0o666, 0o644, 0o2755];

for (const umask of [0o022, 0o077, 0]) {
  Deno.test({
    ignore: Deno.build.os === "windows",
    name: `NewFileModes gives each new file its mode, with a umask of ${umask.toString(8)}`,
    fn() {
      using folder = new TemporaryFolder();
      const before = Deno.umask(umask);
      try {
        const modes = new NewFileModes();
        const given = MODES.map((mode, number) => {
          const path = join(folder.path, String(number));
          const options = { write: true, createNew: true, mode: modeToMakeWith(mode) };
          using file = Deno.openSync(path, options);
          modes.set(path, file, mode);
          return Deno.lstatSync(path).mode! & 0o7777;
        });
        deepStrictEqual(given, MODES);
      } finally {
        Deno.umask(before);
      }
    },
  });
}
