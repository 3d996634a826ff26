import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { UnderWay } from "../../lib/operations/under_way.ts";

const MIB = 1024 ** 2;

Deno.test("what is under way is added up, and only a large file of which something moved is told by itself", () => {
  const underWay = new UnderWay();
  underWay.depart("film", 100 * MIB);
  underWay.depart("waiting", 100 * MIB);
  underWay.depart("note", 100);
  underWay.advance("film", 60 * MIB);
  underWay.advance("note", 100);
  underWay.prove("film", 20 * MIB);
  deepStrictEqual(underWay.made, {
    copied: 60 * MIB + 100,
    proven: 20 * MIB,
    large: [{ path: "film", bytes: 100 * MIB, copied: 60 * MIB, proven: 20 * MIB }],
    proving: "film",
  });
  underWay.settle("film");
  deepStrictEqual(underWay.made, { copied: 100, proven: 0, large: [], proving: null });
});

Deno.test("what an interrupted run has copied counts as copied, and is proven from the file's beginning", () => {
  const underWay = new UnderWay();
  underWay.depart("film", 100 * MIB, 40 * MIB);
  const before = underWay.made;
  deepStrictEqual({ ...before }, { copied: 40 * MIB, proven: 0, large: [], proving: null });
  underWay.advance("film", 20 * MIB);
  underWay.prove("film", 50 * MIB);
  const { copied, proven, large } = underWay.made;
  deepStrictEqual({ copied, proven }, { copied: 60 * MIB, proven: 50 * MIB });
  deepStrictEqual(large, [
    { path: "film", bytes: 100 * MIB, copied: 60 * MIB, proven: 50 * MIB },
  ]);
});

Deno.test("what has to be copied again is not proven", () => {
  const underWay = new UnderWay();
  underWay.depart("film", 100 * MIB);
  underWay.advance("film", 100 * MIB);
  underWay.prove("film", 100 * MIB);
  underWay.advance("film", -100 * MIB);
  strictEqual(underWay.made.proven, 0);
  underWay.advance("film", 10 * MIB);
  strictEqual(underWay.made.proven, 0);
});

Deno.test("of a file in parts each is settled by itself, and the file goes on behind it", () => {
  const underWay = new UnderWay();
  underWay.departInParts("film", 100 * MIB, 30 * MIB);
  underWay.advance("film", 20 * MIB);
  underWay.prove("film", 20 * MIB);
  underWay.settlePart("film", 20 * MIB);
  underWay.advance("film", 10 * MIB);
  const { copied, proven, large } = underWay.made;
  deepStrictEqual({ copied, proven }, { copied: 10 * MIB, proven: 0 });
  deepStrictEqual(large, [
    { path: "film", bytes: 100 * MIB, copied: 60 * MIB, proven: 50 * MIB },
  ]);
});
