import { match, ok, rejects } from "node:assert/strict";
import { BuildFailure } from "../../../scripts/build/build_failure.ts";
import { RuntimeOutOfReach } from "../../../scripts/build/compile.ts";
import { hasShell, Workshop } from "./workshop.ts";

const SAID: Record<string, readonly [stderr: string, error: typeof BuildFailure, said: RegExp]> = {
  "the disk is full": [
    "error: Writing temporary file '/d/a'\n\nCaused by:\n    No space left on device (os error 28)",
    BuildFailure,
    /^The disk is full: linux-x64 was not built$/,
  ],
  "its runtime is out of reach": [
    "error: Setting up base binary\n\nCaused by:\n    0: error sending request",
    RuntimeOutOfReach,
    /^Deno's own runtime for linux-x64 cannot be downloaded$/,
  ],
  "a module is missing": [
    'error: Module not found "file:///a/nope.ts".\n    at file:///a/main.ts:1:8',
    BuildFailure,
    /^deno compile failed for linux-x64: Module not found "file:\/\/\/a\/nope\.ts"$/,
  ],
  "it does not say why": ["\n", BuildFailure, /^deno compile failed for linux-x64: it did not say/],
};

for (const [what, [stderr, kind, said]] of Object.entries(SAID)) {
  Deno.test({
    name: `compile() says in one sentence that the compiler failed where ${what}`,
    ...hasShell,
    async fn() {
      using workshop = new Workshop();
      await rejects(workshop.compile(`cat >&2 <<'END'\n${stderr}\nEND\nexit 1`), (error) => {
        ok(error instanceof kind, String(error));
        match(error.message, said);
        return true;
      });
    },
  });
}
