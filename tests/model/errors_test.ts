import { doesNotThrow, strictEqual, throws } from "node:assert/strict";
import { throwIfInterrupted, WaterlockError } from "../../lib/model/errors.ts";

Deno.test("throwIfInterrupted() throws once the person has asked for it, and says how to go on", () => {
  const controller = new AbortController();
  doesNotThrow(() => throwIfInterrupted(controller.signal));
  controller.abort();
  throws(() => throwIfInterrupted(controller.signal), (error) => {
    strictEqual(error instanceof WaterlockError && error.code, "interrupted");
    return error instanceof WaterlockError && error.remedy.length > 0;
  });
});
