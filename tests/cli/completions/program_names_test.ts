import { strictEqual } from "node:assert/strict";
import { bashCompletions } from "../../../lib/cli/completions/bash.ts";
import { fishCompletions } from "../../../lib/cli/completions/fish.ts";
import { powershellCompletions } from "../../../lib/cli/completions/powershell.ts";
import { zshCompletions } from "../../../lib/cli/completions/zsh.ts";

const WORDS = { flags: [], commands: [], defaultCommand: "run" };
const NAMES = ["waterlock", "Ann's waterlock (1).exe"];

/** The one line of a script that begins so. */
function lineOf(script: string, beginning: string): string | undefined {
  return script.split("\n").map((line) => line.trim()).find((line) => line.startsWith(beginning));
}

Deno.test("a program that somebody has renamed is completed under the name that it has", () => {
  strictEqual(
    lineOf(bashCompletions(WORDS, NAMES), "complete "),
    String.raw`complete -F _waterlock 'waterlock' 'Ann'\''s waterlock (1).exe'`,
  );
  strictEqual(
    lineOf(zshCompletions(WORDS, NAMES), "compdef "),
    String.raw`compdef _waterlock 'waterlock' 'Ann'\''s waterlock (1).exe'`,
  );
  strictEqual(lineOf(zshCompletions(WORDS, NAMES), "#compdef"), "#compdef waterlock");
  strictEqual(
    lineOf(fishCompletions(WORDS, NAMES), "for name in"),
    String.raw`for name in 'waterlock' 'Ann\'s waterlock (1).exe'`,
  );
  strictEqual(
    lineOf(powershellCompletions(WORDS, NAMES), "Register-ArgumentCompleter"),
    "Register-ArgumentCompleter -Native -CommandName 'waterlock', 'Ann''s waterlock (1)' -ScriptBlock {",
  );
});
