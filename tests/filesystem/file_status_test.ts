import { notStrictEqual, strictEqual, throws } from "node:assert/strict";
import { failureCode } from "../../lib/filesystem/describe_failure.ts";
import { readStatus } from "../../lib/filesystem/file_status.ts";
import { onLinux, runCommand } from "../fixtures/run_command.ts";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";

Deno.test("readStatus() says what a path is, and follows a link only when told to", () => {
  using folder = new TemporaryFolder();
  folder.write("file", "123");
  folder.link("link", "file");
  folder.link("dangling", "nowhere");
  strictEqual(readStatus(folder.at("file"))?.kind, "file");
  strictEqual(readStatus(folder.at("file"))?.size, 3);
  strictEqual(readStatus(folder.path)?.kind, "folder");
  strictEqual(readStatus(folder.at("link"))?.kind, "link");
  strictEqual(readStatus(folder.at("link"), { follow: true })?.kind, "file");
  strictEqual(readStatus(folder.at("dangling"))?.kind, "link");
  strictEqual(readStatus(folder.at("dangling"), { follow: true }), undefined);
});

Deno.test("readStatus() gives undefined where nothing is, also below a file", () => {
  using folder = new TemporaryFolder();
  folder.write("file");
  strictEqual(readStatus(folder.at("missing")), undefined);
  strictEqual(readStatus(folder.at("file/below")), undefined);
  strictEqual(readStatus(folder.at("missing/below")), undefined);
});

Deno.test("readStatus() tells two names of one thing by its identity", () => {
  using folder = new TemporaryFolder();
  const file = folder.write("file", "same"), twin = folder.write("twin", "same");
  Deno.linkSync(file, folder.at("hard"));
  strictEqual(readStatus(folder.at("hard"))?.identity, readStatus(file)?.identity);
  notStrictEqual(readStatus(twin)?.identity, readStatus(file)?.identity);
});

Deno.test({
  ...onLinux,
  name: "readStatus() throws with the system's code when it cannot look",
  fn: () => {
    using folder = new TemporaryFolder();
    folder.link("ring", "ring");
    const fails = (path: string, code: string, follow = false) =>
      throws(() => readStatus(path, { follow }), (error) => failureCode(error) === code);
    fails(folder.at("n".repeat(256)), "ENAMETOOLONG");
    fails(folder.at("ring"), "ELOOP", true);
  },
});

Deno.test({
  ...onLinux,
  name: "readStatus() gives the whole size of a file beyond 4 GiB",
  fn: () => {
    using folder = new TemporaryFolder();
    const bytes = 5 * 2 ** 30 + 1;
    runCommand("truncate", `--size=${bytes}`, folder.at("sparse"));
    strictEqual(readStatus(folder.at("sparse"))?.size, bytes);
  },
});
