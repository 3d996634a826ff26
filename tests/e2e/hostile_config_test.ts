import { doesNotMatch } from "node:assert/strict";
import { runProgram } from "./program.ts";
import { TwoComputers } from "./two_computers.ts";

// deno-lint-ignore no-control-regex
const CONTROL = /[\x00-\x09\x0b-\x1f\x7f-\x9f]/;

Deno.test("no path or key of a hostile config puts a control character on the terminal", async () => {
  using computers = new TwoComputers();
  const config = `${computers.drive}/config/waterlock.toml`;
  const pair = (source: string) =>
    `[[pair]]\nname = "a"\nsource = "${source}"\ndestination = "/no"\n`;
  const configs = [
    pair("/a\\u001b[31m\\nb"),
    `${pair("/a")}"k\\u001b[31m" = 1\n`,
    pair("/a\\u0000"),
  ];
  for (const toml of configs) {
    Deno.writeTextFileSync(config, toml);
    for (const command of ["run", "load"]) {
      const { stderr } = await runProgram(["--drive", computers.drive, command]);
      doesNotMatch(stderr, CONTROL, JSON.stringify(stderr));
    }
  }
});

Deno.test("nor does the folder of the drive", async () => {
  const { stderr } = await runProgram(["--drive", "/no\x1b[31m", "status"]);
  doesNotMatch(stderr, CONTROL, JSON.stringify(stderr));
});
