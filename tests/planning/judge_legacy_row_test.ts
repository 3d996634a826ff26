import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import type { LegacyRow } from "../../lib/model/legacy_row.ts";
import { judgeLegacyRow, legacyPrefix } from "../../lib/planning/judge_legacy_row.ts";

const HASH = "0a".repeat(64);

function judge(columns: Partial<LegacyRow>) {
  const row = { path: "srv/media/a", lastModified: 1n, hash: HASH, middle: 0n, end: 0n };
  return judgeLegacyRow({ ...row, ...columns }, "srv/media/");
}

Deno.test("a source is what its paths begin with, without the leading slash", () => {
  strictEqual(legacyPrefix("/srv/media"), "srv/media/");
  strictEqual(legacyPrefix("/srv//media"), "srv/media/");
  strictEqual(legacyPrefix("/"), "");
});

Deno.test("the flags say where a file is; of two decisions the one counts that deletes nothing", () => {
  const fates: [middle: bigint, end: bigint, fate: string, hasArrived: boolean][] = [
    [0n, 0n, "waiting", false],
    [1n, 0n, "aboard", false],
    [1n, 1n, "delivered", true],
    [0n, 1n, "delivered", true],
    [-1n, 1n, "skipped", true],
    [1n, -1n, "skipped", false],
    [-1n, -1n, "skipped", false],
    [-2n, 1n, "removal", true],
    [1n, -2n, "removal", false],
    [-2n, -2n, "removal", false],
    [-2n, -1n, "skipped", false],
    [-1n, -2n, "skipped", false],
  ];
  for (const [middle, end, fate, hasArrived] of fates) {
    const file = judge({ middle, end })!;
    deepStrictEqual([file.path, file.fate, file.hasArrived], ["a", fate, hasArrived]);
  }
});

Deno.test("a hash is taken in either case, and an empty one is none", () => {
  strictEqual(judge({})!.digest, HASH);
  strictEqual(judge({ hash: HASH.toUpperCase() })!.digest, HASH);
  strictEqual(judge({ hash: "" })!.digest, null);
  strictEqual(judge({ hash: null })!.digest, null);
});

Deno.test("another source's row is nobody's mistake", () => {
  for (const path of ["srv/photos/a", "srv/media", "srv/mediaplayer/a", "../srv/media/a", ""]) {
    strictEqual(judge({ path }), undefined, path);
  }
});

Deno.test("what the original cannot have written is refused", () => {
  const below = ["../etc/passwd", "/etc/passwd", "a/../../b", "a//b", ".", "a/.", "a\0b", "", "a/"];
  for (const path of [...below, ".waterlock/pair.json"].map((rest) => `srv/media/${rest}`)) {
    throws(() => judge({ path }), { code: "not-a-path" }, path);
  }
  for (const path of ["/srv/media/a", null, 1n, new Uint8Array([0x61])]) {
    throws(() => judge({ path }), { code: "not-a-path" });
  }
  const rows: Partial<LegacyRow>[] = [
    { lastModified: "yesterday" },
    { lastModified: -1n },
    { middle: 2n },
    { middle: null },
    { end: 0.5 },
    { end: "1" },
    { hash: "abc" },
    { hash: HASH + "00" },
    { hash: new Uint8Array(64) },
    { hash: 1n },
  ];
  for (const row of rows) throws(() => judge(row), { code: "bad-row" }, Object.keys(row)[0]);
});
