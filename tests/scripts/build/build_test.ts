import { deepStrictEqual, match, ok, rejects, strictEqual } from "node:assert/strict";
import { createHash } from "node:crypto";
import { build } from "../../../scripts/build.ts";
import { inspectBinary } from "../../../scripts/build/inspect_binary.ts";
import { binaryName, hostTarget, TARGETS } from "../../../scripts/build/targets.ts";
import { TemporaryFolder } from "../../fixtures/temporary_folder.ts";
import { CheckoutCopy, onPinnedHost } from "./checkout_copy.ts";

/** What `sha256sum -c` would say of each line. */
function checkSums(dist: string): Record<string, boolean> {
  const lines = Deno.readTextFileSync(`${dist}/SHA256SUMS`).trimEnd().split("\n");
  return Object.fromEntries(lines.map((line) => {
    const [, sum, name] = /^([0-9a-f]{64}) {2}(\S+)$/.exec(line)!;
    const hash = createHash("sha256").update(Deno.readFileSync(`${dist}/${name}`));
    return [name, hash.digest("hex") === sum];
  }));
}

Deno.test({
  name: "a build makes what was ordered, says so, and what it made needs nothing of the checkout",
  ...onPinnedHost,
  async fn(t) {
    using away = new TemporaryFolder();
    const name = binaryName(hostTarget()), binary = away.at(name);
    const run = (...args: string[]) =>
      new Deno.Command(binary, {
        args,
        cwd: away.path,
        clearEnv: true,
        env: { TMPDIR: away.folder("tmp") },
      }).output();
    const decoder = new TextDecoder();
    let commit = "", bytes = new Uint8Array();
    {
      using checkout = new CheckoutCopy();
      checkout.shareRuntimes();
      commit = checkout.commit();
      checkout.write("dist/.partial/waterlock-half", "what a killed build left");
      checkout.write("dist/waterlock-macos-x64", "from an earlier build");
      const { code, stdout, stderr } = await checkout.build(["--host", "--runtime", "npm"]);

      await t.step("it says what it does, how large the file is and whose runtime is in it", () => {
        deepStrictEqual([code, stderr], [0, ""]);
        const [first, second, third, ...rest] = stdout.split("\n");
        strictEqual(first, `Building 1 binary of ${commit}`);
        const size = (Deno.statSync(checkout.at(`dist/${name}`)).size / 2 ** 20).toFixed(1);
        match(
          second!,
          new RegExp(`^ {2}${name} +${size} MiB {2}Deno \\S+ out of the npm package `),
        );
        deepStrictEqual([third, rest], ["  SHA256SUMS", [""]]);
      });
      await t.step(
        "SHA256SUMS is true of it and of the earlier ones, and nothing else is there",
        () => {
          const sums = { [name]: true, "waterlock-macos-x64": true };
          deepStrictEqual(checkSums(checkout.at("dist")), sums);
          deepStrictEqual(checkout.names("dist"), ["SHA256SUMS", ...Object.keys(sums)].sort());
        },
      );
      await t.step("it holds neither the checkout's path nor any permission but the task's", () => {
        bytes = Deno.readFileSync(checkout.at(`dist/${name}`));
        const facts = inspectBinary(bytes);
        deepStrictEqual([facts.format, facts.architecture], ["ELF", "x64"]);
        deepStrictEqual(facts.permissions, ["env", "ffi", "read", "sys", "write"]);
        ok(facts.holds(commit) && !facts.holds(checkout.path));
      });
      Deno.copyFileSync(checkout.at(`dist/${name}`), binary);
    }

    await t.step("--version shows the version, the commit and whose runtime it has", async () => {
      const { code, stdout } = await run("--version");
      strictEqual(code, 0);
      const said = decoder.decode(stdout);
      match(said, new RegExp(`^\\d+\\.\\d+\\.\\d+ \\(commit ${commit}, Deno \\S+ out of .*npm`));
      match(said, /not Deno's own release\)\n$/);
    });
    await t.step(
      "it works where checkout, Deno and PATH are away, and unpacks nothing",
      async () => {
        const pair = ["--pair", "a", "--source", away.folder("from"), "--destination", "/nowhere"];
        const at = ["--drive", away.folder("drive")];
        strictEqual((await run(...at, "init", "--reserve", "0", ...pair)).code, 0);
        away.write("from/letter", "words");
        const { code, stdout, stderr } = await run(...at, "load");
        strictEqual(code, 0, decoder.decode(stderr) + decoder.decode(stdout));
        strictEqual(Deno.readTextFileSync(away.at("drive/cargo/a/letter")), "words");
        deepStrictEqual(away.names("tmp"), []);
      },
    );
  },
});

Deno.test({
  name: "SHA256SUMS is true of every binary that lies there, also when a later target fails",
  ...onPinnedHost,
  async fn() {
    using dist = new TemporaryFolder();
    const host = hostTarget(), name = binaryName(host);
    dist.write(name, "from an earlier build");
    const sum = createHash("sha256").update("from an earlier build").digest("hex");
    dist.write("SHA256SUMS", `${sum}  ${name}\n`);
    const said: string[] = [];
    const targets = [host, { ...host, triple: "no-such-triple" }];
    await rejects(
      build({ targets, runtime: "npm", folder: dist.path }, (line) => said.push(line)),
      { name: "BuildFailure", exitCode: 1, message: /^deno compile failed .*no-such-triple/ },
    );
    match(said[0]!, /^Building 2 binaries of /);
    deepStrictEqual(dist.names(), ["SHA256SUMS", name]);
    deepStrictEqual(checkSums(dist.path), { [name]: true });
  },
});

Deno.test("the targets are the five systems, and their binaries are named after them", () => {
  deepStrictEqual(TARGETS.map(binaryName), [
    "waterlock-linux-x64",
    "waterlock-linux-arm64",
    "waterlock-macos-x64",
    "waterlock-macos-arm64",
    "waterlock-windows-x64.exe",
  ]);
});
