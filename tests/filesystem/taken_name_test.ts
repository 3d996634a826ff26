import { strictEqual } from "node:assert/strict";
import { isTakenByAnotherName } from "../../lib/filesystem/taken_name.ts";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";

Deno.test("isTakenByAnotherName() goes by the very name the folder lists", () => {
  using folder = new TemporaryFolder();
  folder.write("caf\u00e9.MOV");
  strictEqual(isTakenByAnotherName(folder.at("caf\u00e9.MOV")), false);
  strictEqual(isTakenByAnotherName(folder.at("caf\u00e9.mov")), true);
  strictEqual(isTakenByAnotherName(folder.at("cafe\u0301.MOV")), true);
});
