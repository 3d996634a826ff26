import { strictEqual, throws } from "node:assert/strict";
import { parseFault, printFault } from "./fault_line.ts";

Deno.test("a fault is a line that reads back as it was written", () => {
  for (
    const line of [
      "write@3:ENOSPC",
      "rename cargo@1:kill-after",
      "sync destination partial@2+:EIO",
      "commit cargo+cargo_part+entry+in_flight@1:kill",
      "any@17:yank-drive",
    ]
  ) {
    strictEqual(printFault(parseFault(line)), line);
  }
});

Deno.test("what is no fault is refused, so that no test believes in one that never strikes", () => {
  for (
    const line of ["", "write", "write@0:EIO", "write@1:EWHAT", "write@1", "@1:EIO", "part@1:EIO"]
  ) {
    throws(() => parseFault(line), SyntaxError);
  }
});
