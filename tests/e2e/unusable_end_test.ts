import { doesNotMatch, match, strictEqual } from "node:assert/strict";
import { asOrdinaryUser } from "./ordinary_user.ts";
import { TwoComputers } from "./two_computers.ts";
import { onOtherUsers } from "./where_it_exists.ts";

Deno.test({
  ...onOtherUsers,
  name: "a destination that cannot be written to is an error of its pair, in words that help",
  async fn() {
    using computers = new TwoComputers();
    computers.write("file", "file", "2020-05-01T12:00:00Z");
    const user = asOrdinaryUser(computers);
    await computers.atSource(["load"], user);
    Deno.chmodSync(computers.destination, 0o555);
    const refused = await computers.atDestination(["run", "--yes"], user);
    strictEqual(refused.code, 1);
    strictEqual(refused.summary.errors[0].pair, "media");
    doesNotMatch(refused.summary.errors[0].message, /unexpected/);
    match(refused.summary.errors[0].message, /permission/);
  },
});

Deno.test({
  ...onOtherUsers,
  name: "a source that cannot be read is an error of its pair, in words that help",
  async fn() {
    using computers = new TwoComputers();
    computers.write("file", "file", "2020-05-01T12:00:00Z");
    const user = asOrdinaryUser(computers);
    Deno.chmodSync(computers.source, 0);
    const refused = await computers.atSource(["run"], user);
    strictEqual(refused.code, 1);
    strictEqual(refused.summary.errors[0].pair, "media");
    doesNotMatch(refused.summary.errors[0].message, /unexpected/);
    match(refused.summary.errors[0].message, /Cannot read the source.*permission/);
  },
});
