import { strictEqual, throws } from "node:assert/strict";
import { createName } from "../../lib/filesystem/create_name.ts";
import { FileProblem } from "../../lib/model/errors.ts";
import { onLinux } from "../fixtures/run_command.ts";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";

const isNameProblem = (error: unknown) =>
  error instanceof FileProblem && error.code === "name-not-possible";

Deno.test({
  ...onLinux,
  name: "createName() says when the file system cannot hold a name",
  fn: () => {
    using folder = new TemporaryFolder();
    const long = folder.at("n".repeat(256));
    throws(() => createName(long, () => Deno.mkdirSync(long)), isNameProblem);
  },
});

Deno.test("createName() takes 'it is not there' for a refused name where the folder is there", () => {
  using folder = new TemporaryFolder();
  const refuse = (path: string) => () => {
    throw Object.assign(new Error(`Cannot make ${path}`), { code: "ENOENT" });
  };
  const inside = folder.at("a:b"), nowhere = folder.at("missing/a");
  throws(() => createName(inside, refuse(inside)), isNameProblem);
  throws(() => createName(nowhere, refuse(nowhere)), /Cannot make/);
});

Deno.test("createName() passes on every other failure, and what was made", () => {
  using folder = new TemporaryFolder();
  const taken = folder.folder("taken");
  throws(() => createName(taken, () => Deno.mkdirSync(taken)), Deno.errors.AlreadyExists);
  strictEqual(createName(folder.at("new"), () => "made"), "made");
});
