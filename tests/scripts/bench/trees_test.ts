import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { copyByPeer, COPYING_PEERS, ORIGINAL } from "../../../scripts/bench/peers.ts";
import { makeTree, refuseIncomplete } from "../../../scripts/bench/trees.ts";
import { onLinux } from "../../fixtures/run_command.ts";
import { TemporaryFolder } from "../../fixtures/temporary_folder.ts";

const { signal } = new AbortController();
const SHAPE = { files: 25, bytesEach: 8, filesInFolder: 10 };

Deno.test("makeTree() makes as many files as asked for, each of other bytes", async () => {
  using folder = new TemporaryFolder();
  await makeTree(folder.at("tree"), SHAPE, signal);
  deepStrictEqual(
    Array.from(Deno.readDirSync(folder.at("tree")), ({ name }) => name).sort(),
    ["0000", "0001", "0002"],
  );
  const contents = new Set<string>();
  for (let number = 0; number < SHAPE.files; number++) {
    const path = `tree/000${Math.floor(number / 10)}/${String(number).padStart(7, "0")}`;
    contents.add(Deno.readFileSync(folder.at(path)).join());
  }
  strictEqual(contents.size, SHAPE.files);
  await refuseIncomplete("nobody", folder.at("tree"), SHAPE, signal);
});

Deno.test("makeTree() repeats no block within a large file, and keeps to its size", async () => {
  using folder = new TemporaryFolder();
  await makeTree(folder.at("tree"), { files: 1, bytesEach: 2.5 * 2 ** 20 }, signal);
  const bytes = Deno.readFileSync(folder.at("tree/0000000"));
  strictEqual(bytes.length, 2.5 * 2 ** 20);
  const starts = [0, 1, 2].map((block) => bytes.subarray(block * 2 ** 20, block * 2 ** 20 + 8));
  strictEqual(new Set(starts.map((start) => start.join())).size, 3);
});

Deno.test("refuseIncomplete() sees a file too few and a byte too few", async () => {
  using folder = new TemporaryFolder();
  await makeTree(folder.at("tree"), SHAPE, signal);
  Deno.writeFileSync(folder.at("tree/0000/0000003"), new Uint8Array(7));
  await rejects(
    refuseIncomplete("cp", folder.at("tree"), SHAPE, signal),
    /cp copied 25 files of 199/,
  );
  Deno.removeSync(folder.at("tree/0000/0000003"));
  await rejects(refuseIncomplete("cp", folder.at("tree"), SHAPE, signal), /24 files of 192 bytes/);
});

Deno.test("makeTree() stops when everything is to stop", async () => {
  using folder = new TemporaryFolder();
  await rejects(
    makeTree(folder.at("tree"), SHAPE, AbortSignal.abort(new Error("enough"))),
    /enough/,
  );
});

Deno.test({
  ...onLinux,
  name: "the original's algorithm copies a whole tree, with and without its first hash",
  fn: async () => {
    using folder = new TemporaryFolder();
    await makeTree(folder.at("tree"), SHAPE, signal);
    for (const peer of COPYING_PEERS.filter(({ name }) => name.startsWith("original"))) {
      const to = folder.at(peer.name === ORIGINAL ? "hashed" : "known");
      const seconds = await copyByPeer(peer, folder.at("tree"), to, signal);
      strictEqual(seconds > 0, true);
      await refuseIncomplete(peer.name, to, SHAPE, signal);
    }
  },
});
