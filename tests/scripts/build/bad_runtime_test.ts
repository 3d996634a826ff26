import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import {
  assertSentenceAndRemedy,
  CheckoutCopy,
  NO_NETWORK,
  onPinnedHost,
} from "./checkout_copy.ts";

Deno.test("where Deno's own runtime is out of reach the build says to take the one out of npm", async () => {
  using checkout = new CheckoutCopy();
  const env = { ...checkout.ownDenoCache(), ...NO_NETWORK };
  const { code, stderr } = await checkout.build(["--host"], { env });
  match(stderr, /runtime for \S+ cannot be downloaded\.\n.*--runtime npm\.\n$/);
  assertSentenceAndRemedy(stderr);
  strictEqual(code, 1);
  deepStrictEqual(checkout.names("dist"), []);
});

for (const RUST_BACKTRACE of ["0", "1"]) {
  Deno.test({
    name:
      `where npm's registry is out of reach the build says why, RUST_BACKTRACE=${RUST_BACKTRACE}`,
    ...onPinnedHost,
    async fn() {
      using checkout = new CheckoutCopy();
      const env = { ...NO_NETWORK, RUST_BACKTRACE };
      const { code, stderr } = await checkout.build(["--host", "--runtime", "npm"], { env });
      match(stderr, /^The npm package \S+ \S+ cannot be had: \S.*(?:refused|connect|request)/i);
      assertSentenceAndRemedy(stderr);
      strictEqual(code, 1);
      deepStrictEqual(checkout.names("dist"), []);
    },
  });
}

Deno.test({
  name: "a runtime that was changed in the cache is refused by its name, and no binary is made",
  ...onPinnedHost,
  async fn() {
    using checkout = new CheckoutCopy();
    const file = ".cache/npm-runtime/npm/registry.npmjs.org/@stdy/cli-linux-x64/0.22.2/bin/steady";
    checkout.write(file, "not what was pinned");
    const args = ["--target", "linux-x64", "--runtime", "npm"];
    const { code, stderr } = await checkout.build(args, { env: NO_NETWORK });
    match(stderr, /^The npm package @stdy\/cli-linux-x64 0\.22\.2 .*checksum differs\.\n.*Delete /);
    assertSentenceAndRemedy(stderr);
    strictEqual(code, 1);
    deepStrictEqual(checkout.names("dist"), []);
  },
});
