import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { findViolations, readSources } from "../../scripts/check_layers.ts";

/** Violations of a tree given as file to text, one line each. */
function check(files: Record<string, string>): string[] {
  return findViolations(new Map(Object.entries(files)))
    .map(({ file, line, arrow, reason }) => `${file}:${line}: ${arrow}: ${reason}`);
}

function isAllowed(file: string, text: string): boolean {
  return check({ [file]: text }).length === 0;
}

Deno.test("findViolations() names file, line, arrow and rule of an arrow that runs up", () => {
  const text = `// first line\nimport { load } from "../operations/load.ts";\n`;
  deepStrictEqual(check({ "lib/model/entry.ts": text }), [
    "lib/model/entry.ts:2: lib/model/entry.ts → lib/operations/load.ts: model may import only vocabulary",
  ]);
});

Deno.test("findViolations() lets every layer import exactly the layers below it", () => {
  const below: Record<string, string[]> = {
    "main.ts": ["cli"],
    "lib/cli/x.ts": ["cli", "operations"],
    "lib/operations/x.ts": [
      "operations",
      "planning",
      "catalogue",
      "drive",
      "filesystem",
      "model",
    ],
    "lib/planning/x.ts": ["planning", "model"],
    "lib/drive/x.ts": ["drive", "filesystem", "model"],
    "lib/catalogue/x.ts": ["catalogue", "model"],
    "lib/filesystem/x.ts": ["filesystem", "model"],
    "lib/model/x.ts": ["model"],
  };
  const layers = ["cli", "operations", "planning", "catalogue", "drive", "filesystem", "model"];
  for (const [file, allowed] of Object.entries(below)) {
    for (const layer of layers) {
      const folder = file === "main.ts" ? "./lib" : "..";
      strictEqual(
        isAllowed(file, `import { a } from "${folder}/${layer}/a.ts";\n`),
        allowed.includes(layer),
        `${file} → ${layer}`,
      );
    }
  }
});

Deno.test("findViolations() lets every layer have the vocabulary, which has nothing", () => {
  for (const layer of ["cli", "operations", "planning", "drive", "catalogue", "model"]) {
    strictEqual(isAllowed(`lib/${layer}/x.ts`, `import { a } from "../vocabulary.ts";\n`), true);
    const upwards = check({ "lib/vocabulary.ts": `import { a } from "./${layer}/a.ts";\n` });
    match(upwards[0]!, /vocabulary may import nothing of lib/);
  }
});

Deno.test("findViolations() lets cli have types of planning and model, and of nothing else", () => {
  const file = "lib/cli/plan.ts";
  strictEqual(isAllowed(file, `import type { Plan } from "../planning/plan.ts";\n`), true);
  strictEqual(isAllowed(file, `export type { Tally } from "../model/entry.ts";\n`), true);
  strictEqual(isAllowed(file, `import type { Pairs } from "../catalogue/pairs.ts";\n`), false);
  const [value] = check({ [file]: `import { plan } from "../planning/plan.ts";\n` });
  match(value!, /only types of planning/);
});

Deno.test("findViolations() sees every way to import", () => {
  const ways = [
    `import {\n  a,\n  b,\n} from "../drive/a.ts";`,
    `import type { A } from "../drive/a.ts";`,
    `import * as a from "../drive/a.ts";`,
    `import a, { b } from "../drive/a.ts";`,
    `import "../drive/a.ts";`,
    `export * from "../drive/a.ts";`,
    `export { a } from "../drive/a.ts";`,
    `const { a } = await import("../drive/a.ts");`,
    `new Worker(new URL("../drive/a.ts", import.meta.url), { type: "module" });`,
  ];
  for (const way of ways) strictEqual(isAllowed("lib/catalogue/x.ts", way + "\n"), false, way);
  const comment = `/**\n * import("../drive/a.ts")\n */\n// import "../drive/a.ts";\n`;
  strictEqual(isAllowed("lib/catalogue/x.ts", comment), true);
});

Deno.test("findViolations() lets the screen's package into lib/cli/terminal alone", () => {
  const text = `import { confirm } from "@clack/prompts";\n`;
  strictEqual(isAllowed("lib/cli/terminal/ask.ts", text), true);
  strictEqual(isAllowed("lib/cli/load.ts", text), false);
  strictEqual(isAllowed("lib/operations/load.ts", text), false);
});

Deno.test("findViolations() keeps planning and model pure", () => {
  for (const layer of ["planning", "model"]) {
    strictEqual(isAllowed(`lib/${layer}/x.ts`, `import { statSync } from "node:fs";\n`), false);
    strictEqual(isAllowed(`lib/${layer}/x.ts`, `const now = Deno.build.os;\n`), false);
    strictEqual(isAllowed(`lib/${layer}/x.ts`, `// as Deno.stat gives it\n`), true);
  }
  strictEqual(isAllowed("lib/filesystem/x.ts", `const os = Deno.build.os;\n`), true);
});

Deno.test("findViolations() shows a circle of files, types among them", () => {
  deepStrictEqual(
    check({
      "lib/drive/a.ts": `import { b } from "./b.ts";\n`,
      "lib/drive/b.ts": `import { c } from "./deeper/c.ts";\n`,
      "lib/drive/deeper/c.ts": `\nimport type { A } from "../a.ts";\n`,
    }),
    [
      "lib/drive/deeper/c.ts:2: lib/drive/a.ts → lib/drive/b.ts → lib/drive/deeper/c.ts → lib/drive/a.ts: this closes a circle",
    ],
  );
});

Deno.test("findViolations() refuses a folder that is no layer, and imports of tests", () => {
  strictEqual(isAllowed("lib/utils/x.ts", "export const a = 1;\n"), false);
  strictEqual(isAllowed("lib/drive/x.ts", `import "../utils/y.ts";\n`), false);
  strictEqual(isAllowed("lib/drive/x.ts", `import "../../tests/fixtures/y.ts";\n`), false);
});

Deno.test("every arrow of this program points down", () => {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  deepStrictEqual(findViolations(readSources(root)), []);
});
