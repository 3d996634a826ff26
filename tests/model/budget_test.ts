import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { fitsBudget, parseBudget } from "../../lib/model/budget.ts";

Deno.test("parseBudget() reads times, and sizes as everything else reads them", () => {
  const ms = (amount: number) => ({ unit: "milliseconds", amount });
  const bytes = (amount: number) => ({ unit: "bytes", amount });
  deepStrictEqual(parseBudget("90s"), ms(90_000));
  deepStrictEqual(parseBudget("30m"), ms(1_800_000));
  deepStrictEqual(parseBudget(" 1.5 h "), ms(5_400_000));
  deepStrictEqual(parseBudget("1d"), ms(86_400_000));
  deepStrictEqual(parseBudget("10GiB"), bytes(10 * 1024 ** 3));
  deepStrictEqual(parseBudget("500 MB"), bytes(500e6));
  deepStrictEqual(parseBudget("30M"), bytes(30 * 1024 ** 2));
  deepStrictEqual(parseBudget("7b"), bytes(7));
});

Deno.test("parseBudget() takes nothing for a budget that is none", () => {
  for (
    const text of [
      "",
      "soon",
      "m",
      "-5m",
      "0",
      "30",
      " 1.5 ",
      "0m",
      "0 GiB",
      "5 years",
      "1e3",
      "30m2",
      "9".repeat(400) + "m",
    ]
  ) {
    strictEqual(parseBudget(text), undefined, text);
  }
});

Deno.test("fitsBudget() always allows for the first file, and keeps a size for all others", () => {
  const budget = { unit: "bytes", amount: 10 } as const;
  const spent = { files: 1, bytes: 6, milliseconds: 1e9 };
  strictEqual(fitsBudget(budget, { ...spent, files: 0 }, 1000), true);
  strictEqual(fitsBudget(budget, spent, 4), true);
  strictEqual(fitsBudget(budget, spent, 5), false);
  strictEqual(fitsBudget(undefined, spent, 1e15), true);
});

Deno.test("fitsBudget() begins no file when the time is up", () => {
  const budget = { unit: "milliseconds", amount: 10 } as const;
  const spent = { files: 1, bytes: 1e15, milliseconds: 9 };
  strictEqual(fitsBudget(budget, spent, 1e15), true);
  strictEqual(fitsBudget(budget, { ...spent, milliseconds: 10 }, 0), false);
});
