import { strictEqual } from "node:assert/strict";
import { parseDigest } from "../../lib/model/digest.ts";
import { manifestLine } from "../../lib/model/manifest_line.ts";

Deno.test("manifestLine() escapes backslashes and line ends, and says so before the digest", () => {
  const hex = "0a".repeat(64), digest = parseDigest(hex);
  strictEqual(manifestLine(digest, "a/b c"), `${hex}  a/b c`);
  strictEqual(manifestLine(digest, "a\\n\n\r\t"), `\\${hex}  a\\\\n\\n\\r\t`);
});
