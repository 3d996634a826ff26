import { strictEqual } from "node:assert/strict";
import { findKeyLine } from "../../lib/drive/config_lines.ts";

const TOML = `# reserve = "0"
reserve = "1 GiB"
"dump" = "ask"

[[pair]]
name = "a"
  'source' = "/a"
[[ pair ]]
name="b"
source = "/b"
[settings]
`;

const WHERE: readonly [keys: readonly (string | number)[], line: number][] = [
  [["reserve"], 2],
  [["dump"], 3],
  [["pair", 0, "name"], 6],
  [["pair", 0, "source"], 7],
  [["pair", 1, "name"], 9],
  [["pair", 1, "source"], 10],
  [["settings"], 11],
];

for (const [keys, line] of WHERE) {
  Deno.test(`findKeyLine() finds ${keys.join(".")} on line ${line}`, () => {
    strictEqual(findKeyLine(TOML, keys), line);
  });
}

Deno.test("findKeyLine() shows the pair's table for a key that is missing in it", () => {
  strictEqual(findKeyLine(TOML, ["pair", 0, "destination"]), 5);
  strictEqual(findKeyLine(TOML, ["pair", 1, "destination"]), 8);
});

Deno.test("findKeyLine() does not take a pair's key for one above all pairs", () => {
  strictEqual(findKeyLine(TOML, ["name"]), 1);
  strictEqual(findKeyLine(TOML, ["nowhere"]), 1);
});
