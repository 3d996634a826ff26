import { strictEqual } from "node:assert/strict";
import {
  describeFailure,
  failureCode,
  isNameRefused,
  isNoSpace,
} from "../../lib/filesystem/describe_failure.ts";
import { onLinux } from "../fixtures/run_command.ts";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";

function failureOf(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error("This was to fail");
}

Deno.test({
  ...onLinux,
  name: "describeFailure() has words for what the system says, and keeps its code",
  fn: () => {
    using folder = new TemporaryFolder();
    const file = folder.write("file");
    folder.link("ring", "ring");
    const cases: [() => unknown, string][] = [
      [() => Deno.openSync(folder.at("missing")), "it is not there (ENOENT)"],
      [() => Deno.openSync(`${file}/below`), "a part of its path is a file (ENOTDIR)"],
      [() => Deno.readFileSync(folder.path), "it is a folder (EISDIR)"],
      [() => Deno.openSync(folder.at("ring")), "too many links lead to each other (ELOOP)"],
      [() => Deno.writeTextFileSync("/dev/full", "x"), "no space left (ENOSPC)"],
    ];
    for (const [act, words] of cases) strictEqual(describeFailure(failureOf(act)), words);
  },
});

Deno.test("describeFailure() falls back to the error's own message", () => {
  strictEqual(describeFailure(new Error("odd")), "odd");
  strictEqual(describeFailure("text"), "text");
  strictEqual(failureCode(new Error("odd")), undefined);
  strictEqual(failureCode({ code: "ENOSPC" }), undefined);
});

Deno.test({
  ...onLinux,
  name: "isNoSpace() and isNameRefused() know what the system means",
  fn: () => {
    using folder = new TemporaryFolder();
    const full = failureOf(() => Deno.writeTextFileSync("/dev/full", "x"));
    const long = failureOf(() => Deno.writeTextFileSync(folder.at("n".repeat(256)), ""));
    strictEqual(isNoSpace(full), true);
    strictEqual(isNoSpace(long), false);
    strictEqual(isNameRefused(long), true);
    strictEqual(isNameRefused(full), false);
    const windows = "The filename, directory name, or volume label syntax is incorrect.";
    strictEqual(isNameRefused(new Error(`${windows} (os error 123)`)), true);
  },
});
