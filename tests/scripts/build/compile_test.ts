import { deepStrictEqual, match, ok, rejects, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { BuildFailure } from "../../../scripts/build/build_failure.ts";
import { tinyElf, tinyPe, tinyProgram } from "./tiny_binaries.ts";
import { BAKED_IN, COMMIT, hasShell, Workshop } from "./workshop.ts";

const allowed = ["read", "write"];
const whole = tinyElf({ program: tinyProgram(allowed, BAKED_IN) });

Deno.test({
  name: "compile() asks for the task's permissions and no other, and bakes commit and runtime in",
  ...hasShell,
  async fn() {
    using workshop = new Workshop();
    const prepared = workshop.write("prepared", whole), args = workshop.at("args");
    const before = Deno.env.get("DENORT_BIN");
    Deno.env.set("DENORT_BIN", "of the person");
    try {
      const record = `printf '%s\\n' "$@" "$OF_THE_RUNTIME" "[$DENORT_BIN]" > '${args}'`;
      await workshop.compile(`${record}; cp '${prepared}' "$output"`);
    } finally {
      if (before === undefined) Deno.env.delete("DENORT_BIN");
      else Deno.env.set("DENORT_BIN", before);
    }
    const words = Deno.readTextFileSync(args).trimEnd().split("\n");
    const allow = words.filter((word) => /^-A$|^--(?:allow|deny|unstable)/.test(word));
    deepStrictEqual(allow, ["--allow-read", "--allow-write"]);
    ok(words.includes("--frozen") && words.includes("--no-prompt"), words.join(" "));
    strictEqual(words[words.indexOf("--target") + 1], "x86_64-unknown-linux-gnu");
    deepStrictEqual(words.slice(-2), ["set", "[]"]);
    const map = words[words.indexOf("--import-map") + 1]!;
    const { imports } = JSON.parse(Deno.readTextFileSync(map));
    deepStrictEqual(imports, { "#build": "./build.ts", "smol-toml": "npm:smol-toml@1" });
    const { BUILD } = await import(`file://${join(map, "..", "build.ts")}`);
    deepStrictEqual(BUILD, { commit: COMMIT, runtime: 'Deno "1" \\' });
  },
});

const WRONG: Record<string, readonly [made: Uint8Array, said: RegExp]> = {
  "that is for another system": [
    tinyPe({ data: tinyProgram(allowed, BAKED_IN) }),
    /it is PE, not ELF$/,
  ],
  "that is for another machine": [
    tinyElf({ program: tinyProgram(allowed, BAKED_IN), machine: 183 }),
    /made for arm64$/,
  ],
  "that may do more": [
    tinyElf({ program: tinyProgram([...allowed, "net"], BAKED_IN) }),
    /may net, read, write$/,
  ],
  "that may do less": [tinyElf({ program: tinyProgram(["read"], BAKED_IN) }), /may read$/],
  "of another commit": [tinyElf({ program: tinyProgram(allowed) }), /is not this one$/],
  "that is cut off": [whole.subarray(0, -1), /nothing is appended to it$/],
  "that is empty": [new Uint8Array(), /\w/],
};

for (const [what, [made, said]] of Object.entries(WRONG)) {
  Deno.test({
    name: `compile() refuses a result ${what}, with a remedy`,
    ...hasShell,
    async fn() {
      using workshop = new Workshop();
      await rejects(workshop.make(made), (error) => {
        ok(error instanceof BuildFailure, String(error));
        match(error.message, /^What was built for linux-x64 is not what it should be: \S/);
        match(error.message, said);
        match(error.remedy, /^It was thrown away\./);
        return true;
      });
    },
  });
}

Deno.test({
  name:
    "compile() refuses a result that would look for files in the checkout, and takes a good one",
  ...hasShell,
  async fn() {
    using workshop = new Workshop();
    await workshop.make(whole);
    const rest = `${BAKED_IN} file://${workshop.at("checkout")}/main.ts`;
    const looking = tinyElf({ program: tinyProgram(allowed, rest) });
    await rejects(workshop.make(looking), { message: /look for files in the checkout$/ });
  },
});
