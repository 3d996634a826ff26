import { deepStrictEqual, ok, throws } from "node:assert/strict";
import { comparePaths } from "../../lib/model/relative_path.ts";
import { march } from "../../lib/planning/march.ts";

const asItems = (paths: Iterable<string>) => Array.from(paths, (path) => ({ path }));

/** Each step as `<a` (scanned only), `>a` (known only) or `=a` (both). */
function steps(scanned: string[], known: string[]): string[] {
  return Array.from(march(asItems(scanned), asItems(known)), (step) => {
    const path = (step.scanned ?? step.known)!.path;
    return (step.scanned && step.known ? "=" : step.scanned ? "<" : ">") + path;
  });
}

Deno.test("march() pairs what has the same path, and gives the rest on its side", () => {
  deepStrictEqual(steps(["a", "c", "d/"], ["b", "c", "d"]), ["<a", ">b", "=c", ">d", "<d/"]);
  deepStrictEqual(steps([], []), []);
  deepStrictEqual(steps(["a", "b"], []), ["<a", "<b"]);
  deepStrictEqual(steps([], ["a", "b"]), [">a", ">b"]);
});

Deno.test("march() pairs 300 random listings as their sets say", () => {
  const alphabet = ["a", "b", "a/", "a b", ".", "\uffee", "\u{1f600}", "é"];
  const random = () =>
    new Set(Array.from({ length: Math.floor(Math.random() * 40) }, () => {
      const pick = () => alphabet[Math.floor(Math.random() * alphabet.length)];
      return `${pick()}${pick()}${pick()}`;
    }));
  for (let round = 0; round < 300; round++) {
    const left = random(), right = random();
    const expected = [...left.union(right)].sort(comparePaths).map((path) =>
      (left.has(path) && right.has(path) ? "=" : left.has(path) ? "<" : ">") + path
    );
    const sort = (paths: Set<string>) => [...paths].sort(comparePaths);
    deepStrictEqual(steps(sort(left), sort(right)), expected);
  }
});

Deno.test("march() holds no more than one entry of each side at a time", () => {
  let taken = 0;
  function* counted(prefix: string) {
    for (let number = 100; number < 200; number++) {
      taken += 1;
      yield { path: `${prefix}${number}` };
    }
  }
  let steps = 0;
  for (const _step of march(counted("a"), counted("b"))) {
    steps += 1;
    ok(taken <= steps + 1, `${taken} taken after ${steps} steps`);
  }
  deepStrictEqual([steps, taken], [200, 200]);
});

Deno.test("march() passes on what a side throws", () => {
  function* failing(): Generator<{ path: string }> {
    yield { path: "a" };
    throw new Error("the disk is gone");
  }
  throws(() => [...march(failing(), asItems(["a", "b"]))], /the disk is gone/);
});
