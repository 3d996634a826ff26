import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { Buffer } from "node:buffer";
import { randomFillSync } from "node:crypto";
import { copyFile, type CopyOptions } from "../../lib/filesystem/copy_file.ts";
import { hashFiles } from "../../lib/filesystem/hash_files.ts";
import { FileProblem, NoSpace, WaterlockError } from "../../lib/model/errors.ts";
import { onLinux, runCommand } from "../fixtures/run_command.ts";
import { isMountingPermitted, SmallDisk } from "../fixtures/small_disk.ts";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";

const MEBIBYTE = 1024 * 1024;
const { signal } = new AbortController();
const unhurried: CopyOptions = { signal, onBytes: () => {} };

function randomBytes(length: number): Uint8Array {
  return randomFillSync(new Uint8Array(length));
}

/** Copies to `to` and closes it, whatever happens. */
function copy(from: string[], to: string, options: CopyOptions = unhurried) {
  using target = Deno.openSync(to, { write: true, create: true, truncate: true });
  return copyFile(from, target, options);
}

Deno.test({
  ...onLinux,
  name: "copyFile() gives the digest of b2sum, for a file of 64 MiB and a bit, and an empty one",
  fn: () => {
    using folder = new TemporaryFolder();
    for (const length of [64 * MEBIBYTE + 3, MEBIBYTE, 1, 0]) {
      const from = folder.write("from", randomBytes(length)), to = folder.at("to");
      let reported = 0;
      const options = { ...unhurried, onBytes: (bytes: number) => reported += bytes };
      const { digest, bytes } = copy([from], to, options);
      const sums = runCommand("b2sum", from, to).split("\n").map((line) => line.split(" ")[0]);
      deepStrictEqual([digest, digest], sums);
      deepStrictEqual([bytes, reported], [length, length]);
    }
  },
});

Deno.test("copyFile() puts files one behind the other, under one digest", async () => {
  using folder = new TemporaryFolder();
  const parts = [3, 0, MEBIBYTE + 1, 2].map((length) => randomBytes(length));
  const paths = parts.map((bytes, number) => folder.write(`part ${number}`, bytes));
  const joined = folder.write("joined", Buffer.concat(parts));
  const { digest } = copy(paths, folder.at("to"));
  strictEqual(digest, (await hashFiles([joined], { signal })).digest);
  ok(Buffer.concat(parts).equals(Deno.readFileSync(folder.at("to"))));
});

Deno.test("copyFile() stops soon after the signal is raised", () => {
  using folder = new TemporaryFolder();
  const from = folder.write("from", new Uint8Array(8 * MEBIBYTE));
  const controller = new AbortController();
  const options = { signal: controller.signal, onBytes: () => controller.abort() };
  throws(
    () => copy([from], folder.at("to"), options),
    (error) => error instanceof WaterlockError && error.code === "interrupted",
  );
  ok(Deno.statSync(folder.at("to")).size <= MEBIBYTE);
});

Deno.test("copyFile() calls a source unreadable, and a target that takes nothing a failed write", () => {
  using folder = new TemporaryFolder();
  const from = folder.write("from", "bytes");
  const fails = (code: string) => (error: unknown) =>
    error instanceof FileProblem && error.code === code && error.cause !== undefined;
  throws(() => copy([folder.at("missing")], folder.at("to")), fails("unreadable"));
  throws(() => copy([from, folder.folder("folder")], folder.at("to")), fails("unreadable"));
  using target = Deno.openSync(from, { read: true });
  throws(() => copyFile([from], target, unhurried), fails("write-failed"));
});

Deno.test({
  ignore: !isMountingPermitted(),
  name: "copyFile() throws NoSpace when the disk is full, and a smaller file still fits",
  fn: async () => {
    using folder = new TemporaryFolder();
    using disk = new SmallDisk(4 * MEBIBYTE);
    const large = folder.write("large", new Uint8Array(9 * MEBIBYTE));
    throws(() => copy([large], `${disk.path}/to`), NoSpace);
    const small = folder.write("small", randomBytes(MEBIBYTE));
    const { digest } = copy([small], `${disk.path}/to`);
    strictEqual((await hashFiles([`${disk.path}/to`], { signal })).digest, digest);
  },
});

Deno.test({
  ...onLinux,
  name: "copyFile() throws NoSpace for a device that is full from the start",
  fn: () => {
    using folder = new TemporaryFolder();
    using full = Deno.openSync("/dev/full", { write: true });
    throws(() => copyFile([folder.write("from", "bytes")], full, unhurried), NoSpace);
  },
});
