import { deepStrictEqual, ok, rejects } from "node:assert/strict";
import { type Consignment, Convoy } from "../../lib/operations/convoy.ts";
import { StageRecord } from "../../lib/operations/stage_record.ts";
import type { RelativePath } from "../../lib/model/relative_path.ts";
import { Witness } from "../../lib/operations/witness.ts";
import { Carriers } from "../../lib/transfer/carriers.ts";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";
import { servicesWith } from "./perform_stage.ts";

/** Sends files of the sizes given, and says which began and arrived together. */
async function travel(
  folder: TemporaryFolder,
  use: (
    convoy: Convoy<Consignment>,
    send: (name: string, bytes: number) => Promise<void>,
  ) => Promise<void>,
): Promise<string[]> {
  const log: string[] = [];
  const services = servicesWith();
  const { signal } = services;
  const pace = { jobs: 1, provesAlong: true, isLittle: false, wanted: "reread" } as const;
  using carriers = new Carriers({ ...pace, signal, reached: undefined });
  const names = (all: readonly Consignment[]) => all.map(({ name }) => name).join(" ");
  const record = new StageRecord("media", "load", services);
  const convoy = new Convoy<Consignment>(carriers, record, services, {
    goal: new Witness("drive", folder.path),
    begin: (consignments) => log.push(`begin ${names(consignments)}`),
    synced: () => {},
    finish: (arrivals) => log.push(`finish ${names(arrivals.map((one) => one.consignment))}`),
  });
  let number = 0;
  await use(convoy, async (name, bytes) => {
    const from = [folder.write(`from ${++number}`, "x")], to = folder.at(`to ${number}`);
    const transfer = { from, to, size: bytes, mtimeNs: 0n, mode: null, expected: null };
    await convoy.add({
      path: name as RelativePath,
      name: name as RelativePath,
      bytes,
      transfer,
    });
  });
  await convoy.settle();
  return log;
}

const LARGE = 16 * 1024 * 1024;

Deno.test("small files travel together, a large one by itself", async () => {
  using folder = new TemporaryFolder();
  const log = await travel(folder, async (_, send) => {
    await send("a", 1);
    await send("b", LARGE);
    await send("c", 1);
  });
  deepStrictEqual(log.filter((line) => line.startsWith("begin")), ["begin b", "begin a c"]);
});

Deno.test("a file waits for one that some file system could take for it, or for its folder", async () => {
  const pairs = [["A.txt", "a.txt"], ["\u00e9", "e\u0301"], ["d", "D/x"], ["D/x", "d"], [
    "ß",
    "SS",
  ]];
  for (const [first, second] of pairs) {
    using folder = new TemporaryFolder();
    const log = await travel(folder, async (convoy, send) => {
      await send(first!, 1);
      await convoy.makeWayFor(second as RelativePath);
      await send(second!, 1);
    });
    deepStrictEqual(log.slice(0, 2), [`begin ${first}`, `finish ${first}`]);
  }
  using folder = new TemporaryFolder();
  const log = await travel(folder, async (convoy, send) => {
    await send("d/a", 1);
    await convoy.makeWayFor("d/b" as RelativePath);
    await send("d/b", 1);
  });
  deepStrictEqual(log, ["begin d/a d/b", "finish d/a d/b"]);
});

Deno.test("a name that FAT or NTFS may give to another file is never under way beside one", async () => {
  const rows = [["d/LONGNA~1.TXT", "d/long name.txt"], ["d/long name.txt", "d/longna~1.txt"]];
  for (const row of rows) {
    using folder = new TemporaryFolder();
    const log = await travel(folder, async (convoy, send) => {
      for (const name of [...row, "another long name.txt"]) {
        await convoy.makeWayFor(name as RelativePath);
        await send(name, 1);
      }
    });
    const short = row.find((name) => name.includes("~"));
    deepStrictEqual(log.slice(0, 2), [`begin ${row[0]}`, `finish ${row[0]}`]);
    ok(log.includes(`begin ${short}`), "it is alone");
  }
});

Deno.test("what fails while files are recorded ends everything", async () => {
  using folder = new TemporaryFolder();
  const services = servicesWith(), { signal } = services;
  const pace = { jobs: 2, provesAlong: true, isLittle: false, wanted: "reread" } as const;
  using carriers = new Carriers({ ...pace, signal, reached: undefined });
  const record = new StageRecord("media", "load", services);
  const convoy = new Convoy<Consignment>(carriers, record, services, {
    goal: new Witness("drive", folder.path),
    begin: () => {},
    synced: () => {},
    finish: () => {
      throw new Error("pulled");
    },
  });
  const name = "a" as RelativePath, from = [folder.write("from", "x")], to = folder.at("to");
  const transfer = { from, to, size: 1, mtimeNs: 0n, mode: null, expected: null };
  await convoy.add({ path: name, name, bytes: 1, transfer });
  await rejects(convoy.settle(), /pulled/);
  await rejects(
    async () => {
      await convoy.add({ path: name, name, bytes: 1, transfer });
      await convoy.settle();
    },
    /pulled/,
  );
});
