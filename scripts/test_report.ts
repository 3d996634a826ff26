/**
 * Looks at the report in a real browser.
 *
 *     deno task test:report
 *
 * Where there is no chromium it says so in one line, and ends well.
 */
import { fileURLToPath } from "node:url";
import { findChromium } from "../tests/browser/chromium.ts";

const CHECKOUT = fileURLToPath(new URL("..", import.meta.url));

if (findChromium() === undefined) {
  console.log("Skipped, nothing of the report was tested in a browser: there is no chromium.");
  Deno.exit(0);
}
const { code } = await new Deno.Command(Deno.execPath(), {
  args: [
    "test",
    "--quiet",
    "--no-prompt",
    "--allow-all",
    ...["--lock", "tests/browser/deno.lock"],
    "tests/browser/report.ts",
  ],
  cwd: CHECKOUT,
}).spawn().status;
Deno.exit(code);
