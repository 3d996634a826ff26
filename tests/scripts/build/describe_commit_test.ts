import { match, strictEqual } from "node:assert/strict";
import { describeCommit } from "../../../scripts/build/compile.ts";
import { CheckoutCopy } from "./checkout_copy.ts";

Deno.test("describeCommit() names the commit, says when there are changes, and needs no repository", async () => {
  using checkout = new CheckoutCopy();
  strictEqual(await describeCommit(checkout.path), "unknown");
  const commit = checkout.commit();
  match(commit, /^[0-9a-f]{12}$/);
  strictEqual(await describeCommit(checkout.path), commit);
  checkout.write("dist/waterlock-linux-x64");
  strictEqual(await describeCommit(checkout.path), commit, "what is ignored is no change");
  checkout.write("lib/new.ts", "export {};\n");
  strictEqual(await describeCommit(checkout.path), `${commit}+changes`);
});
