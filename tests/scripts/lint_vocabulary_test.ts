import { deepStrictEqual } from "node:assert/strict";
import { join } from "node:path";
import plugin from "../../scripts/lint_vocabulary.ts";

const PROJECT = join(import.meta.dirname!, "..", "..");

/** What the rule finds in a file's text, by the path below the project that the file would have. */
function findSentences(path: string, text: string): string[] {
  return Deno.lint.runPlugin(plugin, join(PROJECT, path), text)
    .map(({ message }) =>
      message.replace("What a person reads belongs in lib/vocabulary.ts: ", "")
    );
}

const SENTENCE = 'export const said = "Mount it again";';

Deno.test("waterlock/vocabulary finds a sentence in the program, in quotes or with a hole in it", () => {
  deepStrictEqual(findSentences("lib/operations/load.ts", SENTENCE), ["Mount it again"]);
  deepStrictEqual(findSentences("main.ts", SENTENCE), ["Mount it again"]);
  deepStrictEqual(findSentences("lib/drive/lock.ts", "const said = `The end ${end} is gone`;"), [
    "The end § is gone",
  ]);
});

Deno.test("waterlock/vocabulary lets sentences be in the vocabulary, in tests and in the schema", () => {
  for (const path of ["lib/vocabulary.ts", "tests/lib/load.ts", "lib/cli/json/events.ts"]) {
    deepStrictEqual(findSentences(path, SENTENCE), []);
  }
});

Deno.test("waterlock/vocabulary leaves alone what nobody reads as words", () => {
  for (
    const text of [
      'database.exec("SELECT path FROM entry");',
      'const page = "<p class=\\"large open\\"></p>";',
      'throw new TypeError("Not a whole number");',
      'const name = "no-room";',
      'import { load } from "./load.ts";',
    ]
  ) deepStrictEqual(findSentences("lib/operations/load.ts", text), []);
});
