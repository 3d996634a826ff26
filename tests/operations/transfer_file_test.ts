import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { mtimePrecisionNs, readStatus } from "../../lib/filesystem/file_status.ts";
import { FileProblem, NoSpace, WaterlockError } from "../../lib/model/errors.ts";
import type { Services } from "../../lib/operations/services.ts";
import { transferFile as transferBy } from "../../lib/operations/transfer_file.ts";
import { Carriers } from "../../lib/transfer/carriers.ts";
import { ATTEMPTS, type Transfer } from "../../lib/transfer/transfer.ts";
import { digestOf } from "../fixtures/catalogue_on_disk.ts";
import { isMountingPermitted, SmallDisk } from "../fixtures/small_disk.ts";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";
import { servicesWith } from "./perform_stage.ts";

const CONTENT = "some content";
const PRECISION = mtimePrecisionNs();

/** One hop in a folder, from `from` to `to`. */
function hop(folder: TemporaryFolder, facts: Partial<Transfer> = {}): Transfer {
  return {
    from: [folder.write("from", CONTENT)],
    to: folder.at("to"),
    size: CONTENT.length,
    mtimeNs: 1_600_000_000_123_456_789n,
    mode: 0o640,
    expected: null,
    ...facts,
  };
}

/** A hop in this thread and in one of its own: the same is asked of both. */
const THREADS = ["this thread", "a thread of its own"] as const;

function hopBy(thread: typeof THREADS[number]) {
  return async (transfer: Transfer, services: Services, onBytes?: (bytes: number) => void) => {
    const { signal, reached } = services;
    const isLittle = thread === "this thread";
    const pace = { jobs: 1, provesAlong: true };
    using carriers = new Carriers({ ...pace, isLittle, wanted: "cold", signal, reached });
    return await transferBy(transfer, carriers, onBytes);
  };
}

/** Changes the first byte of a file that lies on the disk. */
function flip(path: string): void {
  using file = Deno.openSync(path, { read: true, write: true });
  file.writeSync(new TextEncoder().encode("S"));
}

for (const thread of THREADS) {
  const transferFile = hopBy(thread);
  Deno.test(`transferFile() on ${thread} leaves the bytes, date and mode under the partial name, and the final name alone`, async () => {
    using folder = new TemporaryFolder();
    folder.write("to", "the old version");
    let sum = 0;
    const onBytes = (bytes: number) => sum += bytes;
    const proven = await transferFile(hop(folder), servicesWith(), onBytes);
    strictEqual(proven.partial, folder.at("to.waterlock-partial"));
    strictEqual(proven.digest, digestOf(CONTENT));
    deepStrictEqual([proven.bytes, sum], [CONTENT.length, CONTENT.length]);
    strictEqual(Deno.readTextFileSync(proven.partial), CONTENT);
    strictEqual(Deno.readTextFileSync(folder.at("to")), "the old version");
    const { mtimeNs, mode } = readStatus(proven.partial)!;
    deepStrictEqual([mtimeNs / PRECISION, mode], [1_600_000_000_123_456_789n / PRECISION, 0o640]);
  });

  Deno.test(`transferFile() on ${thread} heals up to five mismatches on the medium by copying again`, async () => {
    using folder = new TemporaryFolder();
    let faults = 0, sum = 0;
    const services = servicesWith((step, path) => {
      if (step === "synced" && faults < ATTEMPTS - 1) {
        flip(path);
        faults += 1;
      }
    });
    const onBytes = (bytes: number) => sum += bytes;
    const proven = await transferFile(hop(folder), services, onBytes);
    strictEqual(faults, 5);
    strictEqual(Deno.readTextFileSync(proven.partial), CONTENT);
    strictEqual(sum, CONTENT.length, "what was copied again is counted once");
  });

  Deno.test(`transferFile() on ${thread} gives up after six mismatches, and leaves no partial`, async () => {
    using folder = new TemporaryFolder();
    let tries = 0;
    const services = servicesWith((step, path) => {
      if (step !== "synced") return;
      tries += 1;
      flip(path);
    });
    await rejects(
      transferFile(hop(folder), services),
      (error) => error instanceof FileProblem && error.code === "mismatch",
    );
    strictEqual(tries, 6);
    deepStrictEqual(folder.names(), ["from"]);
  });

  Deno.test(`transferFile() on ${thread} takes nothing that differs from the digest it must have`, async () => {
    using folder = new TemporaryFolder();
    const expected = digestOf("other content");
    await rejects(
      transferFile(hop(folder, { expected }), servicesWith()),
      (error) => error instanceof FileProblem && error.code === "damaged",
    );
    deepStrictEqual(folder.names(), ["from"]);
  });

  Deno.test(`transferFile() on ${thread} reads again what was read wrongly`, async () => {
    using folder = new TemporaryFolder();
    const transfer = hop(folder, { expected: digestOf(CONTENT) });
    flip(transfer.from[0]!);
    let tries = 0;
    const services = servicesWith((step) => {
      if (step === "begun" && ++tries === 3) folder.write("from", CONTENT);
    });
    const proven = await transferFile(transfer, services);
    deepStrictEqual([tries, Deno.readTextFileSync(proven.partial)], [3, CONTENT]);
  });

  Deno.test(`transferFile() on ${thread} puts parts one behind the other`, async () => {
    using folder = new TemporaryFolder();
    const from = [
      folder.write("one", "some "),
      folder.write("two", ""),
      folder.write("3", "content"),
    ];
    const transfer = hop(folder, { from, expected: digestOf(CONTENT) });
    strictEqual((await transferFile(transfer, servicesWith())).bytes, CONTENT.length);
  });

  Deno.test(`transferFile() on ${thread} writes through no link that lies under the partial name`, async () => {
    using folder = new TemporaryFolder();
    const outside = folder.write("outside", "outside");
    folder.link("to.waterlock-partial", outside);
    const proven = await transferFile(hop(folder), servicesWith());
    strictEqual(Deno.lstatSync(proven.partial).isFile, true);
    strictEqual(Deno.readTextFileSync(outside), "outside");
  });

  Deno.test(`transferFile() on ${thread} leaves no partial when it is interrupted or a step fails`, async () => {
    using folder = new TemporaryFolder();
    const controller = new AbortController();
    const services = servicesWith(
      (step) => step === "begun" && controller.abort(),
      controller.signal,
    );
    await rejects(
      transferFile(hop(folder), services),
      (error) => error instanceof WaterlockError && error.code === "interrupted",
    );
    for (const step of ["begun", "copied", "synced", "proven"] as const) {
      const broken = servicesWith((reached) => {
        if (reached === step) throw new Error("pulled");
      });
      await rejects(transferFile(hop(folder), broken), /pulled/);
      deepStrictEqual(folder.names(), ["from"]);
    }
  });

  Deno.test({
    ignore: !isMountingPermitted(),
    name: `transferFile() on ${thread} says that there is no space, and gives back what it took`,
    async fn() {
      using folder = new TemporaryFolder();
      using disk = new SmallDisk(1024 * 1024);
      const from = [folder.write("large", new Uint8Array(2 * 1024 * 1024))];
      const transfer = hop(folder, { from, to: `${disk.path}/to` });
      await rejects(transferFile(transfer, servicesWith()), NoSpace);
      deepStrictEqual([...Deno.readDirSync(disk.path)], []);
    },
  });
}
