import { match, ok, rejects, strictEqual } from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { BuildFailure } from "../../../scripts/build/build_failure.ts";
import { fetchProgram, type NpmProgram } from "../../../scripts/build/npm_program.ts";
import { TemporaryFolder } from "../../fixtures/temporary_folder.ts";

/** One of the packages that `deno.lock` pins: the smallest, and without dependencies. */
const TINY: NpmProgram = {
  name: "fast-string-truncated-width",
  version: "3.0.3",
  integrity:
    "sha512-0jjjIEL6+0jag3l2XWWizO64/aZVtpiGE3t0Zgqxv0DPuxiMjvB3M24fCyhZUO4KomJQPj3LTSUnDP3GpdwC0g==",
  file: "dist/utils.js",
  sha512:
    "jr0pC3AIJG0ZhKCwmTSoy8liybh1Hv6wTCCncU9+tKLjWF9lSSKolLieTM+eFe8lPgaNFN/7QSE5a/GCecVm+g==",
};

/** A well-formed checksum of something else. */
const OTHER = createHash("sha512").update("something else").digest("base64");

function refusal(cache: string) {
  return (error: unknown) => {
    ok(error instanceof BuildFailure, String(error));
    match(error.message, /^The npm package \S+ 3\.0\.3 is not the one .* its checksum differs$/);
    match(error.remedy, /^Nothing of it was used\. Delete /);
    ok(error.remedy.includes(cache));
    strictEqual(error.exitCode, 1);
    return true;
  };
}

Deno.test("fetchProgram() fetches what is pinned, may be executed, and needs no network again", async () => {
  using folder = new TemporaryFolder();
  const path = await fetchProgram(TINY, folder.path);
  strictEqual(createHash("sha512").update(Deno.readFileSync(path)).digest("base64"), TINY.sha512);
  if (Deno.build.os !== "windows") strictEqual(Deno.statSync(path).mode! & 0o777, 0o755);
  // Not even asked for: with this integrity it would be refused.
  const again = { ...TINY, integrity: `sha512-${OTHER}` };
  strictEqual(await fetchProgram(again, folder.path), path);
});

Deno.test("fetchProgram() refuses an archive of another integrity and keeps nothing of it", async () => {
  using folder = new TemporaryFolder();
  const other = { ...TINY, integrity: `sha512-${OTHER}` };
  await rejects(fetchProgram(other, folder.path), refusal(folder.path));
  await rejects(fetchProgram(other, folder.path), refusal(folder.path), "nor the second time");
  // Nothing of it stands in the way of the right one.
  ok((await fetchProgram(TINY, folder.path)).endsWith(join("dist", "utils.js")));
});

Deno.test("fetchProgram() refuses a program of another checksum, each time", async () => {
  using folder = new TemporaryFolder();
  const other = { ...TINY, sha512: OTHER };
  await rejects(fetchProgram(other, folder.path), refusal(folder.path));
  await rejects(fetchProgram(other, folder.path), refusal(folder.path));
});

Deno.test("fetchProgram() refuses what was changed in the cache by one byte, shortened or emptied", async () => {
  using folder = new TemporaryFolder();
  const path = await fetchProgram(TINY, folder.path);
  const whole = Deno.readFileSync(path);
  const flipped = whole.slice();
  flipped[7]! ^= 1;
  for (const bytes of [flipped, whole.subarray(0, -1), new Uint8Array()]) {
    Deno.writeFileSync(path, bytes);
    await rejects(fetchProgram(TINY, folder.path), refusal(folder.path));
  }
  Deno.writeFileSync(path, whole);
  strictEqual(await fetchProgram(TINY, folder.path), path);
});

Deno.test("fetchProgram() does what its refusal says: with the cache deleted it fetches anew", async () => {
  using folder = new TemporaryFolder();
  const cache = folder.at("cache with a space");
  Deno.writeTextFileSync(await fetchProgram(TINY, cache), "changed");
  await rejects(fetchProgram(TINY, cache), refusal(cache));
  Deno.removeSync(cache, { recursive: true });
  await fetchProgram(TINY, cache);
});

const OUT_OF_REACH: Record<string, NpmProgram> = {
  "a version that was never published": { ...TINY, version: "3.0.3-none" },
  "a file that the package does not hold": { ...TINY, file: "bin/none" },
};

for (const [what, program] of Object.entries(OUT_OF_REACH)) {
  Deno.test(`fetchProgram() says in words that it cannot have ${what}`, async () => {
    using folder = new TemporaryFolder();
    await rejects(fetchProgram(program, folder.path), (error) => {
      ok(error instanceof BuildFailure, String(error));
      match(error.message, /^The npm package \S+ \S+ cannot be had: (?!.*<unknown>)\S.{5,}$/);
      return true;
    });
  });
}

Deno.test("fetchProgram() passes on the system's own error when its cache cannot be made", async () => {
  using folder = new TemporaryFolder();
  const cache = folder.write("cache", "a file");
  await rejects(fetchProgram(TINY, cache), Deno.errors.NotADirectory);
});
