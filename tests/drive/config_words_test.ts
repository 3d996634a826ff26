import { doesNotMatch, match, strictEqual } from "node:assert/strict";
import { withoutTrailingSlash } from "../../lib/drive/paths.ts";
import { PAIR, parse, refusalOf } from "./config_refusal.ts";

for (const size of ["-1", "1.5"]) {
  Deno.test(`a size of ${size} is refused in the words of the config`, () => {
    const { message } = refusalOf(`reserve = ${size}\n${PAIR}`);
    match(message, /line 1: reserve must be a size such as "1 GiB"/);
    doesNotMatch(message, /Invalid|Expected|Received/);
  });
}

Deno.test("an unknown key with control characters is shown without them", () => {
  const { message } = refusalOf(`${PAIR}"x\\u001b[2J\\n" = 1\n`);
  // deno-lint-ignore no-control-regex
  doesNotMatch(message, /[\u0000-\u001f\u007f-\u009f]/);
});

Deno.test("a pair's name may not hold a control character of any kind", () => {
  refusalOf(PAIR.replace('"gopro"', '"a\\u009b2J"'));
});

Deno.test("a name that is longer than a folder's name can be is refused: 255 bytes, not letters", () => {
  match(refusalOf(PAIR.replace("gopro", "画".repeat(100))).message, /line 2: pair\.name/);
});

Deno.test("a POSIX path keeps the backslash it ends with, and its two slashes in front", () => {
  strictEqual(withoutTrailingSlash("/srv/back\\"), "/srv/back\\");
  strictEqual(parse(PAIR.replace("/srv/", "//srv/")).pairs[0]!.source.includes("\\"), false);
});

Deno.test("a path with a NUL, which no system has, is refused", () => {
  match(refusalOf(PAIR.replace("/srv/", "/srv/\\u0000")).message, /line 3: pair\.source/);
});
