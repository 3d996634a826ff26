import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { readStatus } from "../../lib/filesystem/file_status.ts";
import { settleFiles } from "../../lib/filesystem/settle_metadata.ts";
import { FileProblem } from "../../lib/model/errors.ts";
import { onLinux } from "../fixtures/run_command.ts";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";

Deno.test({
  ...onLinux,
  name: "settleFiles() gives each file its own time and mode, and tells what kept one from it",
  fn: () => {
    using folder = new TemporaryFolder();
    const closed = folder.write("closed"), left = folder.write("left");
    const before = readStatus(left)!.mtimeNs;
    const errors = settleFiles([
      { path: closed, mtimeNs: 7n, mode: 0 },
      { path: folder.at("missing"), mtimeNs: 7n, mode: 0o600 },
      { path: left, mtimeNs: null, mode: 0o640 },
    ]);
    deepStrictEqual([errors[0], errors[2]], [undefined, undefined]);
    ok(errors[1] instanceof Error);
    deepStrictEqual([readStatus(closed)!.mtimeNs, readStatus(closed)!.mode], [7n, 0]);
    deepStrictEqual([readStatus(left)!.mtimeNs, readStatus(left)!.mode], [before, 0o640]);
    strictEqual(settleFiles([]).length, 0);
  },
});

Deno.test({
  ...onLinux,
  name: "settleFiles() gives nothing to what a link leads to that was laid in a file's place",
  fn: () => {
    using folder = new TemporaryFolder();
    const file = folder.write("file"), link = folder.link("link", "file");
    const before = readStatus(file);
    const [error] = settleFiles([{ path: link, mtimeNs: 7n, mode: 0o777 }]);
    ok(error instanceof FileProblem);
    deepStrictEqual(readStatus(file), before);
  },
});
