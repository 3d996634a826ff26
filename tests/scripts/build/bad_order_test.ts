import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { assertSentenceAndRemedy, CheckoutCopy } from "./checkout_copy.ts";

const ORDERS: Record<string, readonly [args: string[], said: RegExp]> = {
  "an unknown target": [["--target", "linux-x86"], /"linux-x86"(.|\n)*linux-x64, linux-arm64/],
  "an unknown target behind known ones": [["--target", "linux-x64", "--target", "x"], /"x"/],
  "a target that every object has": [["--target", "constructor"], /no target "constructor"/],
  "an empty target": [["--target="], /no target ""/],
  "a target without its name": [["--target"], /--target <value>/],
  "a target whose name is the next flag": [["--target", "--host"], /--target/],
  "an unknown flag": [["--release"], /'--release'\.\n.*--target NAME, --host and --runtime/],
  "an unknown short flag": [["-t", "linux-x64"], /'-t'/],
  "a misspelt flag": [["--hosts"], /'--hosts'/],
  "a value where none belongs": [["--host=yes"], /--host/],
  "a word without a flag": [["linux-x64"], /'linux-x64'/],
  "a word behind --": [["--", "linux.x64"], /'linux\.x64'/],
  "an unknown runtime": [["--runtime", "node"], /no runtime "node"\.\n.*deno or npm/],
  "an empty runtime": [["--runtime="], /no runtime ""/],
};

for (const [what, [args, said]] of Object.entries(ORDERS)) {
  Deno.test(`deno task build refuses ${what} with a remedy, and makes nothing`, async () => {
    using checkout = new CheckoutCopy();
    const before = checkout.names();
    const { code, stdout, stderr } = await checkout.build(args);
    match(stderr, said);
    assertSentenceAndRemedy(stderr);
    deepStrictEqual([code, stdout], [2, ""]);
    deepStrictEqual(checkout.names(), before);
  });
}

Deno.test("a wrong order is found before anything that is wrong with the folder", async () => {
  using checkout = new CheckoutCopy();
  checkout.write("dist", "a file");
  strictEqual((await checkout.build(["--target", "x"])).code, 2);
  strictEqual((await checkout.build(["--target", "linux-x64"])).code, 1);
});
