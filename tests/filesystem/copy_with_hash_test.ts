import { deepStrictEqual, ok, rejects, strictEqual } from "node:assert/strict";
import { Buffer } from "node:buffer";
import { randomFillSync } from "node:crypto";
import { type CopyOptions, copyWithHash, hashFiles } from "../../lib/filesystem/copy_with_hash.ts";
import { FileProblem, NoSpace, WaterlockError } from "../../lib/model/errors.ts";
import { onLinux, runCommand } from "../fixtures/run_command.ts";
import { isMountingPermitted, SmallDisk } from "../fixtures/small_disk.ts";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";

const MEBIBYTE = 1024 * 1024;
const unhurried: CopyOptions = { signal: new AbortController().signal };

function randomBytes(length: number): Uint8Array {
  return randomFillSync(new Uint8Array(length));
}

/** Copies to `to` and closes it, whatever happens. */
async function copy(from: string[], to: string, options: CopyOptions = unhurried) {
  using target = Deno.openSync(to, { write: true, create: true, truncate: true });
  return await copyWithHash(from, target, options);
}

Deno.test({
  ...onLinux,
  name:
    "copyWithHash() gives the digest of b2sum, for a file of 64 MiB and a bit, and an empty one",
  fn: async () => {
    using folder = new TemporaryFolder();
    for (const length of [64 * MEBIBYTE + 3, MEBIBYTE, 1, 0]) {
      const from = folder.write("from", randomBytes(length)), to = folder.at("to");
      let reported = 0;
      const options = { ...unhurried, onBytes: (bytes: number) => reported += bytes };
      const { digest, bytes } = await copy([from], to, options);
      const sums = runCommand("b2sum", from, to).split("\n").map((line) => line.split(" ")[0]);
      deepStrictEqual([digest, digest], sums);
      deepStrictEqual([bytes, reported], [length, length]);
    }
  },
});

Deno.test("copyWithHash() puts files one behind the other, under one digest", async () => {
  using folder = new TemporaryFolder();
  const parts = [3, 0, MEBIBYTE + 1, 2].map((length) => randomBytes(length));
  const paths = parts.map((bytes, number) => folder.write(`part ${number}`, bytes));
  const joined = folder.write("joined", Buffer.concat(parts));
  const { digest } = await copy(paths, folder.at("to"));
  strictEqual(digest, (await hashFiles([joined], unhurried)).digest);
  ok(Buffer.concat(parts).equals(Deno.readFileSync(folder.at("to"))));
});

Deno.test("hashFiles() leaves a chunk alone until its consumer is done with it", async () => {
  using folder = new TemporaryFolder();
  const content = randomBytes(5 * MEBIBYTE + 17);
  const seen: Uint8Array[] = [];
  await hashFiles([folder.write("file", content)], unhurried, async (chunk) => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    seen.push(chunk.slice());
  });
  ok(Buffer.concat(seen).equals(content));
});

Deno.test("copyWithHash() stops soon after the signal is raised", async () => {
  using folder = new TemporaryFolder();
  const from = folder.write("from", new Uint8Array(8 * MEBIBYTE));
  const controller = new AbortController();
  const options = { signal: controller.signal, onBytes: () => controller.abort() };
  await rejects(
    copy([from], folder.at("to"), options),
    (error) => error instanceof WaterlockError && error.code === "interrupted",
  );
  ok(Deno.statSync(folder.at("to")).size <= MEBIBYTE);
});

Deno.test("copyWithHash() calls a source unreadable, and a target that takes nothing a failed write", async () => {
  using folder = new TemporaryFolder();
  const from = folder.write("from", "bytes");
  const fails = (code: string) => (error: unknown) =>
    error instanceof FileProblem && error.code === code && error.cause !== undefined;
  await rejects(copy([folder.at("missing")], folder.at("to")), fails("unreadable"));
  await rejects(copy([from, folder.folder("folder")], folder.at("to")), fails("unreadable"));
  using target = Deno.openSync(from, { read: true });
  await rejects(copyWithHash([from], target, unhurried), fails("write-failed"));
});

Deno.test({
  ignore: !isMountingPermitted(),
  name: "copyWithHash() throws NoSpace when the disk is full, and a smaller file still fits",
  fn: async () => {
    using folder = new TemporaryFolder();
    using disk = new SmallDisk(4 * MEBIBYTE);
    const large = folder.write("large", new Uint8Array(9 * MEBIBYTE));
    await rejects(copy([large], `${disk.path}/to`), NoSpace);
    const small = folder.write("small", randomBytes(MEBIBYTE));
    const { digest } = await copy([small], `${disk.path}/to`);
    strictEqual((await hashFiles([`${disk.path}/to`], unhurried)).digest, digest);
  },
});

Deno.test({
  ...onLinux,
  name: "copyWithHash() throws NoSpace for a device that is full from the start",
  fn: async () => {
    using folder = new TemporaryFolder();
    using full = Deno.openSync("/dev/full", { write: true });
    await rejects(copyWithHash([folder.write("from", "bytes")], full, unhurried), NoSpace);
  },
});
