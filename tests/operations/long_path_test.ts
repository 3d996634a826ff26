import { deepStrictEqual } from "node:assert/strict";
import { TwoComputers } from "../e2e/two_computers.ts";
import { codesOf, performStage } from "./perform_stage.ts";

const DATE = "2020-05-01T12:00:00Z";

Deno.test("a path that only the drive cannot hold is called a name that is not possible, not unreadable", async () => {
  using computers = new TwoComputers();
  const room = 4095 - computers.source.length - 1;
  let long = "";
  while (room - long.length > 255) long += "l".repeat(200) + "/";
  const path = long + "x".repeat(room - long.length);
  computers.write(path, "long", DATE);
  const outcome = await performStage(computers.drive, "load");
  deepStrictEqual(codesOf(outcome), [[path, "name-not-possible"]]);
});
