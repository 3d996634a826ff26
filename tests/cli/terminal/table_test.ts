import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { renderTable } from "../../../lib/cli/terminal/table.ts";

const COLUMNS = [
  { title: "n", align: "right" },
  { title: "name", align: "left", least: 4 },
  { title: "why", align: "left", least: 5 },
] as const;
const ROWS = [["1", "東京東京", "because"], ["20", "a", "it is so"]];

Deno.test("renderTable() puts columns below their titles, wide letters counted as two", () => {
  deepStrictEqual(renderTable(COLUMNS, ROWS, 80), [
    " n  name      why",
    " 1  東京東京  because",
    "20  a         it is so",
  ]);
});

Deno.test("renderTable() cuts the widest of what may be cut, until nothing may any more", () => {
  deepStrictEqual(renderTable(COLUMNS, ROWS, 17), [
    " n  name   why",
    " 1  東京…  becau…",
    "20  a      it is…",
  ]);
  strictEqual(renderTable(COLUMNS, ROWS, 15)?.length, 3);
  strictEqual(renderTable(COLUMNS, ROWS, 14), undefined);
});
