import { deepStrictEqual, strictEqual } from "node:assert/strict";
import {
  addTo,
  emptyTally,
  isSameVersion,
  sumTallies,
  type Version,
} from "../../lib/model/entry.ts";

const version: Version = { size: 3, mtimeNs: 0n, mode: 0o644, linkTarget: null };
const at = (mtimeNs: bigint): Version => ({ ...version, mtimeNs });

const NANOSECOND = 1n, MILLISECOND = 1_000_000n, SECOND = 1_000_000_000n;

Deno.test("isSameVersion() tells apart whatever differs in size, time or target", () => {
  strictEqual(isSameVersion(version, { ...version }, NANOSECOND), true);
  strictEqual(isSameVersion(version, { ...version, size: 4 }, SECOND), false);
  strictEqual(isSameVersion(version, at(1n), NANOSECOND), false);
  strictEqual(isSameVersion(at(1n), version, NANOSECOND), false);
  strictEqual(isSameVersion(version, { ...version, linkTarget: "a" }, SECOND), false);
});

Deno.test("isSameVersion() does not go by the mode", () => {
  strictEqual(isSameVersion(version, { ...version, mode: 0o755 }, NANOSECOND), true);
  strictEqual(isSameVersion(version, { ...version, mode: null }, NANOSECOND), true);
});

Deno.test("isSameVersion() sees times as the coarser clock would tell them", () => {
  strictEqual(isSameVersion(at(SECOND), at(SECOND + 999_999_999n), SECOND), true);
  strictEqual(isSameVersion(at(SECOND), at(2n * SECOND), SECOND), false);
  strictEqual(isSameVersion(at(1_999_999n), at(1_000_000n), MILLISECOND), true);
  strictEqual(isSameVersion(at(1_999_999n), at(2_000_000n), MILLISECOND), false);
});

Deno.test("isSameVersion() rounds times before 1970 down, as every other time", () => {
  strictEqual(isSameVersion(at(-1n), at(0n), SECOND), false);
  strictEqual(isSameVersion(at(-1n), at(-SECOND), SECOND), true);
  strictEqual(isSameVersion(at(-SECOND - 1n), at(-SECOND), SECOND), false);
  strictEqual(isSameVersion(at(-1_500_000_000n), at(-2n * SECOND), SECOND), true);
  strictEqual(isSameVersion(at(-SECOND), at(SECOND), SECOND), false);
});

Deno.test("addTo() counts files and bytes, and no two tallies share their numbers", () => {
  const tally = emptyTally();
  addTo(tally, 5);
  addTo(tally, 0);
  deepStrictEqual(tally, { files: 2, bytes: 5 });
  deepStrictEqual(emptyTally(), { files: 0, bytes: 0 });
});

Deno.test("sumTallies() adds up files and bytes, and leaves what it adds up as it was", () => {
  const tallies = [{ files: 1, bytes: 10 }, { files: 2, bytes: 0 }];
  deepStrictEqual(sumTallies(tallies), { files: 3, bytes: 10 });
  deepStrictEqual(tallies[0], { files: 1, bytes: 10 });
  deepStrictEqual(sumTallies([]), { files: 0, bytes: 0 });
});
