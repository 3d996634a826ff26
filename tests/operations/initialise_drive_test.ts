import { match, strictEqual } from "node:assert/strict";
import { explainInvalidReserve } from "../../lib/operations/initialise_drive.ts";

Deno.test("a reserve that leaves no room on the drive is explained, unless the drive is full anyway", () => {
  const explain = (reserve: string, free?: number) =>
    explainInvalidReserve(reserve, "/media/drive", free);
  match(explain("lots")!, /^It must be a size/);
  match(explain("1 GiB", 2 ** 30)!, /all that is free now/);
  strictEqual(explain("1 GiB", 2 ** 30 + 1), undefined);
  strictEqual(explain("1 GiB", 0), undefined);
  strictEqual(explain("1 GiB"), undefined);
});
