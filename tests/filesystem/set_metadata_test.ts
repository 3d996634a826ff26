import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { mtimePrecisionNs, readStatus } from "../../lib/filesystem/file_status.ts";
import { setMode, setModified } from "../../lib/filesystem/set_metadata.ts";
import { onLinux, runCommand } from "../fixtures/run_command.ts";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";

/** What GNU stat prints for a time, so that setting and reading cannot err alike. */
const TIMES: [bigint, string][] = [
  [0n, "1970-01-01 00:00:00.000000000 +0000"],
  [1n, "1970-01-01 00:00:00.000000001 +0000"],
  [-1n, "1969-12-31 23:59:59.999999999 +0000"],
  [-1_000_000_000n, "1969-12-31 23:59:59.000000000 +0000"],
  [-1_500_000_000n, "1969-12-31 23:59:58.500000000 +0000"],
  [1_700_000_000_123_456_789n, "2023-11-14 22:13:20.123456789 +0000"],
  [4_102_444_799_999_999_999n, "2099-12-31 23:59:59.999999999 +0000"],
];

Deno.test({
  ...onLinux,
  name: "setModified() sets nanoseconds and times before 1970, and readStatus() reads them back",
  fn: () => {
    using folder = new TemporaryFolder();
    strictEqual(mtimePrecisionNs(), 1n);
    for (const path of [folder.write("file"), folder.folder("folder")]) {
      for (const [mtimeNs, shown] of TIMES) {
        setModified(path, mtimeNs);
        strictEqual(runCommand("env", "TZ=UTC", "stat", "--format=%y", path), shown);
        strictEqual(readStatus(path)?.mtimeNs, mtimeNs);
      }
    }
  },
});

Deno.test({
  ...onLinux,
  name: "setModified() gives a link its own time, and leaves what it points to alone",
  fn: () => {
    using folder = new TemporaryFolder();
    const file = folder.write("file"), link = folder.link("link", "file");
    setModified(file, 1_000n);
    setModified(link, -7n);
    setModified(folder.link("dangling", "nowhere"), 5n);
    strictEqual(readStatus(link)?.mtimeNs, -7n);
    strictEqual(readStatus(link, { follow: true })?.mtimeNs, 1_000n);
    strictEqual(readStatus(folder.at("dangling"))?.mtimeNs, 5n);
  },
});

Deno.test("setModified() throws when there is nothing to set the time of", () => {
  using folder = new TemporaryFolder();
  throws(() => setModified(folder.at("missing"), 0n));
});

Deno.test({
  ignore: Deno.build.os === "windows",
  name: "setMode() sets every permission bit, and leaves them alone where the version has none",
  fn: () => {
    using folder = new TemporaryFolder();
    const file = folder.write("file");
    const modes = [0o644, 0o000, 0o777, 0o4755, 0o1640].map((mode) => {
      setMode(file, mode);
      return readStatus(file)?.mode;
    });
    deepStrictEqual(modes, [0o644, 0o000, 0o777, 0o4755, 0o1640]);
    setMode(file, null);
    strictEqual(readStatus(file)?.mode, 0o1640);
  },
});
