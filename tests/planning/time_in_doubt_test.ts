import { strictEqual } from "node:assert/strict";
import type { ProvenVersion } from "../../lib/model/entry.ts";
import { isTimeInDoubt } from "../../lib/planning/time_in_doubt.ts";
import { digestOf } from "../fixtures/catalogue_on_disk.ts";

const SECOND = 1_000_000_000n, HOUR = 3600n * SECOND;
const T = 1_588_334_400_250_000_000n;
const known: ProvenVersion & { kind: "file" } = {
  kind: "file",
  size: 10,
  mtimeNs: T,
  mode: 0o755,
  linkTarget: null,
  digest: digestOf("film"),
};

Deno.test("isTimeInDoubt() doubts a time that changed clocks or a coarser look could have made", () => {
  const wholeSecond = T - 250_000_000n;
  for (const mtimeNs of [T + HOUR, T - 2n * HOUR, wholeSecond, wholeSecond + HOUR]) {
    strictEqual(isTimeInDoubt({ ...known, mtimeNs }, known, true), true, `${mtimeNs}`);
    strictEqual(isTimeInDoubt(known, { ...known, mtimeNs }, true), true, `from ${mtimeNs}`);
    strictEqual(
      isTimeInDoubt({ ...known, mtimeNs }, known, false),
      false,
      "elsewhere it is another",
    );
  }
  strictEqual(isTimeInDoubt({ ...known, mtimeNs: T + 700n * SECOND }, known, true), false);
});

Deno.test("isTimeInDoubt() doubts nothing that has another size or kind", () => {
  const shifted = { ...known, mtimeNs: T + HOUR };
  strictEqual(isTimeInDoubt({ ...shifted, size: 11 }, known, true), false);
  strictEqual(isTimeInDoubt({ ...shifted, kind: "folder" }, known, true), false);
  const folder = { ...known, kind: "folder", size: 0, digest: null } as const;
  strictEqual(isTimeInDoubt({ ...folder, mtimeNs: T + HOUR }, folder, true), true);
});

Deno.test("isTimeInDoubt() doubts what Windows has seen in whole milliseconds, and Linux sees whole", () => {
  const fromWindows = { ...known, mode: null };
  strictEqual(isTimeInDoubt({ ...known, mtimeNs: T + 456_700n }, fromWindows, false), true);
  strictEqual(isTimeInDoubt({ ...known, mtimeNs: T + 1_000_000n }, fromWindows, false), false);
  strictEqual(isTimeInDoubt({ ...known, mtimeNs: T + 456_700n }, known, false), false);
});
