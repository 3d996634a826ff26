import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { onLinux } from "../../fixtures/run_command.ts";
import { isMountingPermitted, SmallDisk } from "../../fixtures/small_disk.ts";
import { binaryName, hostTarget } from "../../../scripts/build/targets.ts";
import { assertSentenceAndRemedy, CheckoutCopy, onPinnedHost } from "./checkout_copy.ts";

const HOST = ["--host", "--runtime", "npm"];
const withSmallDisk = { ignore: !isMountingPermitted() };

Deno.test("a dist that is a file is told with a remedy, and left as it is", async () => {
  using checkout = new CheckoutCopy();
  checkout.write("dist", "a file");
  const { code, stdout, stderr } = await checkout.build(HOST);
  match(stderr, /^Cannot write to .*dist/);
  assertSentenceAndRemedy(stderr);
  deepStrictEqual([code, stdout], [1, ""]);
  strictEqual(Deno.readTextFileSync(checkout.at("dist")), "a file");
});

Deno.test("a dist that is a link to nowhere is told with a remedy", async () => {
  using checkout = new CheckoutCopy();
  checkout.link("dist", "nowhere");
  const { code, stderr } = await checkout.build(HOST);
  assertSentenceAndRemedy(stderr);
  strictEqual(code, 1);
  strictEqual(Deno.readLinkSync(checkout.at("dist")), "nowhere");
});

Deno.test({
  name: "a dist that an ordinary user may not write to is told with a remedy, and left as it is",
  ...onLinux,
  async fn() {
    using checkout = new CheckoutCopy();
    checkout.write("dist/waterlock-linux-x64", "from an earlier build");
    const user = checkout.asOrdinaryUser();
    Deno.chmodSync(checkout.at("dist"), 0o555);
    const { code, stdout, stderr } = await checkout.build(HOST, user);
    Deno.chmodSync(checkout.at("dist"), 0o755);
    match(stderr, /^Cannot write to .*dist: .*ermission/);
    assertSentenceAndRemedy(stderr);
    deepStrictEqual([code, stdout], [1, ""]);
    deepStrictEqual(checkout.names("dist"), ["waterlock-linux-x64"]);
  },
});

const ROOM: Record<string, readonly [args: string[], needed: string]> = {
  "all five systems, ordered by naming none": [[], "750.0 MiB"],
  "two targets": [["--target", "macos-x64", "--target", "windows-x64"], "300.0 MiB"],
  "this computer once, however often it is named": [
    ["--target", hostTarget().name, "--target", hostTarget().name, "--host"],
    "150.0 MiB",
  ],
};

for (const [what, [args, needed]] of Object.entries(ROOM)) {
  Deno.test({
    name: `a dist without room for ${what} is told before anything is made`,
    ...withSmallDisk,
    async fn() {
      using checkout = new CheckoutCopy();
      using disk = new SmallDisk(64 * 1024);
      checkout.link("dist", disk.path);
      const { code, stdout, stderr } = await checkout.build(args);
      match(stderr, new RegExp(`dist has room for +0\\.1 MiB, and ${needed} may be needed`));
      assertSentenceAndRemedy(stderr);
      deepStrictEqual([code, stdout], [1, ""]);
      deepStrictEqual(checkout.names("dist"), []);
    },
  });
}

for (const name of [binaryName(hostTarget()), "SHA256SUMS"]) {
  Deno.test({
    name: `a folder where ${name} belongs is told with a remedy`,
    ...onPinnedHost,
    async fn() {
      using checkout = new CheckoutCopy();
      checkout.shareRuntimes();
      checkout.folder(`dist/${name}`);
      const { code, stderr } = await checkout.build(HOST);
      match(stderr, new RegExp(name));
      assertSentenceAndRemedy(stderr);
      strictEqual(code, 1);
      deepStrictEqual(checkout.names("dist"), [name]);
    },
  });
}

Deno.test("a .cache that is a file is told with a remedy, and no dist is made", async () => {
  using checkout = new CheckoutCopy();
  checkout.write(".cache", "a file");
  const { code, stderr } = await checkout.build(HOST);
  match(stderr, /\.cache/);
  assertSentenceAndRemedy(stderr);
  strictEqual(code, 1);
  strictEqual(checkout.names().includes("dist"), false);
});
