import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { carryFiles } from "../../lib/transfer/carry_files.ts";
import { ATTEMPTS, type Transfer, type Watch } from "../../lib/transfer/transfer.ts";
import { digestOf } from "../fixtures/catalogue_on_disk.ts";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";

const NAMES = ["a", "b", "c", "d"];

/** A batch of small files, each of which says its name. */
function batch(folder: TemporaryFolder): Transfer[] {
  return NAMES.map((name) => ({
    from: [folder.write(`from ${name}`, name)],
    to: folder.at(`to ${name}`),
    size: 1,
    mtimeNs: 0n,
    mode: 0o644,
    expected: null,
  }));
}

function watch(facts: Partial<Watch> = {}): Watch {
  const signal = { aborted: false }, ignore = () => {};
  return {
    wanted: "cold",
    signal,
    onBytes: ignore,
    reached: ignore,
    proveAlong: undefined,
    ...facts,
  };
}

/** What lies in the folder under a partial name, by name. */
function partials(folder: TemporaryFolder): string[] {
  return folder.names().filter((name) => name.endsWith("partial")).map((name) => name[3]!);
}

/** What went well, and what did not and why. */
function told(outcomes: ReturnType<typeof carryFiles>): string[] {
  return outcomes.map((outcome) => outcome.is === "problem" ? outcome.code : outcome.is);
}

Deno.test("carryFiles() proves each file of a batch", () => {
  using folder = new TemporaryFolder();
  const steps: string[] = [];
  const outcomes = carryFiles(
    batch(folder),
    watch({ reached: (step) => steps.at(-1) === step || steps.push(step) }),
  );
  deepStrictEqual(
    outcomes.map((outcome) => outcome.is === "proven" && outcome.digest),
    NAMES.map(digestOf),
  );
  deepStrictEqual(steps.filter((step) => step === "synced"), ["synced"], "all are synced at once");
  deepStrictEqual(partials(folder), NAMES);
});

Deno.test("carryFiles() fails the one file of a batch that cannot be read, and leaves no partial of it", () => {
  using folder = new TemporaryFolder();
  const transfers = batch(folder);
  Deno.removeSync(transfers[1]!.from[0]!);
  const outcomes = carryFiles(transfers, watch());
  deepStrictEqual(told(outcomes), ["proven", "unreadable", "proven", "proven"]);
  deepStrictEqual(partials(folder), ["a", "c", "d"]);
});

Deno.test("carryFiles() tries the one file of a batch again that reads back differently", () => {
  using folder = new TemporaryFolder();
  for (const faults of [ATTEMPTS - 1, ATTEMPTS]) {
    let flips = 0, begun = 0;
    const outcomes = carryFiles(
      batch(folder),
      watch({
        reached: (step, path) => {
          if (step === "begun") begun += 1;
          if (step !== "synced" || !path.includes("to c") || flips === faults) return;
          flips += 1;
          Deno.writeTextFileSync(path, "x");
        },
      }),
    );
    const c = faults === ATTEMPTS ? "mismatch" : "proven";
    deepStrictEqual(told(outcomes), ["proven", "proven", c, "proven"]);
    strictEqual(begun, NAMES.length + ATTEMPTS - 1, "only that one is copied again");
    deepStrictEqual(partials(folder), c === "proven" ? NAMES : ["a", "b", "d"]);
    for (const name of partials(folder)) Deno.removeSync(folder.at(`to ${name}.waterlock-partial`));
  }
});

Deno.test("carryFiles() leaves no partial of a batch that is interrupted", () => {
  using folder = new TemporaryFolder();
  const signal = { aborted: false };
  const reached: Watch["reached"] = (step, path) => {
    if (step === "copied" && path.includes("to b")) signal.aborted = true;
  };
  throws(() => carryFiles(batch(folder), watch({ signal, reached })), { code: "interrupted" });
  deepStrictEqual(partials(folder), []);
});
