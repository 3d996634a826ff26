import { match, strictEqual } from "node:assert/strict";
import { TwoComputers } from "./two_computers.ts";

Deno.test("new files do not make up for what a source no longer shows", async () => {
  using computers = new TwoComputers();
  for (let number = 0; number < 10; number++) computers.write(`old ${number}`, "old");
  await computers.trip();
  Deno.removeSync(computers.source, { recursive: true });
  for (let number = 0; number < 20; number++) computers.write(`new ${number}`, "new");
  const { code, summary } = await computers.atSource(["load", "--on-missing", "remove"]);
  strictEqual(code, 1);
  match(summary.errors[0].message, /--allow-missing/);
});
