import { deepStrictEqual, ok, rejects, strictEqual } from "node:assert/strict";
import { createHash } from "node:crypto";
import { Carriers } from "../../lib/transfer/carriers.ts";
import { STRETCH_BYTES } from "../../lib/transfer/proof_along.ts";
import type { Transfer } from "../../lib/transfer/transfer.ts";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";

const SIZE = 4 * STRETCH_BYTES + 12_345;

/** A large file of which no two stretches are the same. */
function largeFile(folder: TemporaryFolder): { transfer: Transfer; digest: string } {
  const content = new Uint8Array(SIZE);
  const words = new Uint32Array(content.buffer, 0, SIZE >> 2);
  for (let at = 0; at < words.length; at++) words[at] = Math.imul(at, 2654435761);
  const facts = { mtimeNs: 0n, mode: 0o644, expected: null };
  return {
    transfer: { from: [folder.write("from", content)], to: folder.at("to"), size: SIZE, ...facts },
    digest: createHash("blake2b512").update(content).digest("hex"),
  };
}

const { signal } = new AbortController();

for (const jobs of [1, 2]) {
  const threads = jobs === 1 ? "in turn with the copying" : "by a second thread";
  const pace = { jobs, provesAlong: true, isLittle: false, wanted: "cold", signal } as const;

  Deno.test(`a large file that is read back ${threads} has the digest of its bytes`, async () => {
    using folder = new TemporaryFolder();
    const { transfer, digest } = largeFile(folder);
    using carriers = new Carriers({ ...pace, reached: undefined });
    let bytes = 0, proven = 0;
    const [outcome] = await carriers.carry(
      [transfer],
      { onBytes: (_, copied) => bytes += copied, onProven: (_, readBack) => proven += readBack },
      true,
    );
    ok(outcome?.is === "proven");
    deepStrictEqual([outcome.digest, outcome.bytes, bytes, proven], [digest, SIZE, SIZE, SIZE]);
    ok(Deno.readFileSync(outcome.partial).length === SIZE);
  });

  Deno.test(`what goes bad while a large file is read back ${threads} is found, and healed`, async () => {
    using folder = new TemporaryFolder();
    const { transfer, digest } = largeFile(folder);
    let faults = 0;
    const reached = (step: string, path: string) => {
      if (step !== "synced" || faults++ > 0) return;
      using file = Deno.openSync(path, { write: true });
      file.seekSync(SIZE - 1, Deno.SeekMode.Start);
      file.writeSync(new Uint8Array([0xff]));
    };
    using carriers = new Carriers({ ...pace, reached });
    const [outcome] = await carriers.carry([transfer], { onBytes() {} }, true);
    ok(outcome?.is === "proven");
    deepStrictEqual([faults, outcome.digest], [2, digest]);
  });

  Deno.test(`a large file that is read back ${threads} leaves nothing when it is interrupted`, async () => {
    using folder = new TemporaryFolder();
    const { transfer } = largeFile(folder);
    using carriers = new Carriers({ ...pace, reached: undefined });
    const carried = carriers.carry([transfer], { onBytes: () => carriers.stop() }, true);
    await rejects(carried, { code: "interrupted" });
    strictEqual(folder.names().join(), "from");
  });
}
