import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { TwoComputers } from "./two_computers.ts";

Deno.test("beside 20,000 entries a load sees what is new, changed and gone", async () => {
  using computers = new TwoComputers();
  for (let at = 0; at < 20_000; at++) {
    Deno.mkdirSync(join(computers.source, `${at % 20}/${at}`), { recursive: true });
  }
  for (const name of ["kept", "changed", "gone"]) computers.write(name, name);
  strictEqual((await computers.atSource(["load"])).code, 0);
  computers.write("changed", "changed since");
  computers.write("0/new", "new");
  Deno.removeSync(join(computers.source, "gone"));
  const { summary, events } = await computers.atSource(["load"]);
  deepStrictEqual(summary.pairs[0].carried, { files: 2, bytes: 16 });
  const { question, files } = events.find(({ event }) => event === "undecided");
  deepStrictEqual([question, files], ["missing", 1]);
  for (const { name } of [...Deno.readDirSync(computers.source)]) {
    Deno.removeSync(join(computers.source, name), { recursive: true });
  }
  const refused = await computers.atSource(["load"]);
  match(refused.summary.errors[0].message, /still has 0 of the \d+ files it had/);
});
