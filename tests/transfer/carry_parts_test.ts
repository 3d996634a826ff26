import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { carryParts, type PartsWatch, type PartTransfer } from "../../lib/transfer/carry_parts.ts";
import { digestOf } from "../fixtures/catalogue_on_disk.ts";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";

function watch(facts: Partial<PartsWatch> = {}): PartsWatch {
  const ignore = () => {};
  return {
    wanted: "cold",
    signal: { aborted: false },
    onBytes: ignore,
    reached: ignore,
    proveAlong: undefined,
    hashesAll: true,
    onPart: ignore,
    ...facts,
  };
}

/** Stretches of a source that go into files of their own. */
function intoFiles(folder: TemporaryFolder, stretches: [number, number][]): PartTransfer[] {
  return stretches.map(([offset, bytes], index) => {
    const final = folder.at(`part ${index}`), partial = `${final}.waterlock-partial`;
    const to = { is: "new", partial, final, mtimeNs: 0n, mode: 0o600 } as const;
    return { from: folder.at("film"), offset, bytes, expected: null, to };
  });
}

const PARTIALS = ["part 0.waterlock-partial", "part 1.waterlock-partial"];

Deno.test("carryParts() proves each part by itself, and hashes all that it reads as one", () => {
  using folder = new TemporaryFolder();
  folder.write("film", "one two");
  const told: unknown[] = [];
  const [first, second] = intoFiles(folder, [[0, 3], [4, 3]]);
  const between = { ...first!, offset: 3, bytes: 1, expected: digestOf(" "), to: null };
  const outcome = carryParts(
    [first!, between, second!],
    watch({ onPart: (index, { digest }) => told.push([index, digest]) }),
  );
  deepStrictEqual(outcome, { is: "proven", digest: digestOf("one two") });
  deepStrictEqual(told, [[0, digestOf("one")], [2, digestOf("two")]]);
  deepStrictEqual(PARTIALS.map((name) => Deno.readTextFileSync(folder.at(name))), ["one", "two"]);
});

Deno.test("carryParts() writes parts to their places in a partial, whatever the order", () => {
  using folder = new TemporaryFolder();
  folder.write("first", "one ");
  folder.write("second", "two");
  const final = folder.at("film"), partial = folder.at("film.waterlock-partial");
  const place = (name: string, at: number, content: string): PartTransfer => ({
    from: folder.at(name),
    offset: 0,
    bytes: content.length,
    expected: digestOf(content),
    to: { is: "place", partial, final, at },
  });
  const transfers = [place("second", 4, "two"), place("first", 0, "one ")];
  strictEqual(carryParts(transfers, watch({ hashesAll: false })).is, "proven");
  strictEqual(Deno.readTextFileSync(partial), "one two");
});

Deno.test("carryParts() hashes all as one once, though a part had to be copied again", () => {
  using folder = new TemporaryFolder();
  folder.write("film", "one two");
  let isSpoiled = false;
  const outcome = carryParts(
    intoFiles(folder, [[0, 4], [4, 3]]),
    watch({
      reached(step, path) {
        if (step !== "synced" || isSpoiled) return;
        isSpoiled = true;
        Deno.writeTextFileSync(path, "spoilt");
      },
    }),
  );
  deepStrictEqual(outcome, { is: "proven", digest: digestOf("one two") });
});

Deno.test("carryParts() keeps the parts before one that a failing medium does not keep, and nothing of that", () => {
  using folder = new TemporaryFolder();
  folder.write("film", "one two");
  let bytes = 0;
  const told: number[] = [];
  const outcome = carryParts(
    intoFiles(folder, [[0, 4], [4, 3]]),
    watch({
      onBytes: (_, more) => bytes += more,
      onPart: (index) => told.push(index),
      reached(step, path) {
        if (step === "synced" && path === folder.at(PARTIALS[1]!)) {
          Deno.writeTextFileSync(path, "spoilt");
        }
      },
    }),
  );
  deepStrictEqual([outcome.is, outcome.is === "stopped" && outcome.at], ["stopped", 1]);
  deepStrictEqual([told, bytes], [[0], 4]);
  deepStrictEqual(folder.names().filter((name) => name !== "film"), [PARTIALS[0]]);
});

Deno.test("carryParts() says of a part that reads differently than before that it is damaged", () => {
  using folder = new TemporaryFolder();
  folder.write("film", "one two");
  const [first] = intoFiles(folder, [[0, 3]]);
  const outcome = carryParts([{ ...first!, expected: digestOf("eno"), to: null }], watch());
  strictEqual(
    outcome.is === "stopped" && "code" in outcome.outcome && outcome.outcome.code,
    "damaged",
  );
});

Deno.test("carryParts() never follows a link that lies where the partial belongs", () => {
  using folder = new TemporaryFolder();
  folder.write("film", "one");
  folder.write("somebody's", "precious");
  const final = folder.at("to"), partial = folder.at("to.waterlock-partial");
  Deno.symlinkSync(folder.at("somebody's"), partial);
  const to = { is: "place", partial, final, at: 0 } as const;
  carryParts([{ from: folder.at("film"), offset: 0, bytes: 3, expected: null, to }], watch());
  strictEqual(Deno.readTextFileSync(folder.at("somebody's")), "precious");
  strictEqual(Deno.readTextFileSync(partial), "one");
});

Deno.test("an interrupted carryParts() leaves no new file that is not proven", () => {
  using folder = new TemporaryFolder();
  folder.write("film", "one two");
  const signal = { aborted: false };
  const told: number[] = [];
  const onPart = (index: number) => {
    told.push(index);
    signal.aborted = true;
  };
  throws(() => carryParts(intoFiles(folder, [[0, 4], [4, 3]]), watch({ signal, onPart })));
  deepStrictEqual(told, [0]);
  deepStrictEqual(folder.names().filter((name) => name !== "film"), [PARTIALS[0]]);
});
