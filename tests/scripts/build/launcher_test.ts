import { deepStrictEqual, match, rejects, strictEqual } from "node:assert/strict";
import { findTarget, hostTarget, TARGETS } from "../../../scripts/build/targets.ts";
import { emulatorOf, writeLauncher } from "../../../scripts/test_binary/launcher.ts";
import { TemporaryFolder } from "../../fixtures/temporary_folder.ts";

/** What a shell would take for something else than itself. */
const HOSTILE = `it's "a" \\ $HOME \`id\` *;&|<>#~ 映画\n`;

const hasShell = { ignore: Deno.build.os === "windows" };

/** Runs it without `PATH` and with nothing in the environment but what is given. */
function run(path: string, args: string[], env: Record<string, string> = {}) {
  const options = { args, env, clearEnv: true, stdin: "piped", stdout: "piped" } as const;
  return new Deno.Command(path, options).spawn();
}

/** A launcher whose emulator is the shell, and whose binary is a script that lies at a hostile path. */
function launch(folder: TemporaryFolder, script: string, env: Record<string, string> = {}): string {
  const binary = folder.write(`${HOSTILE}/binary ${HOSTILE}`, script);
  return writeLauncher({ words: ["/bin/sh"], env }, binary, folder.folder(`${HOSTILE}/launchers`));
}

async function printed(child: Deno.ChildProcess): Promise<string> {
  await child.stdin.close();
  return new TextDecoder().decode((await child.output()).stdout);
}

Deno.test({
  name: "writeLauncher() passes every argument on as it is",
  ...hasShell,
  async fn() {
    using folder = new TemporaryFolder();
    const path = launch(folder, `for word; do printf '[%s]' "$word"; done\n`);
    const args = ["load", "", " ", "--", "-c", "*", HOSTILE];
    strictEqual(await printed(run(path, args)), args.map((word) => `[${word}]`).join(""));
    strictEqual(await printed(run(path, [])), "");
  },
});

Deno.test({
  name: "writeLauncher() sets the emulator's variables and passes the others on",
  ...hasShell,
  async fn() {
    using folder = new TemporaryFolder();
    const path = launch(folder, `printf '%s|%s' "$OURS" "$THEIRS"\n`, { OURS: HOSTILE });
    const child = run(path, [], { OURS: "overridden", THEIRS: HOSTILE });
    strictEqual(await printed(child), `${HOSTILE}|${HOSTILE}`);
  },
});

Deno.test({
  name: "writeLauncher() quotes the emulator's own words as well",
  ...hasShell,
  async fn() {
    using folder = new TemporaryFolder();
    const emulator = folder.write(`em'ul ator`, `#!/bin/sh\nprintf '[%s]' "$@"\n`);
    Deno.chmodSync(emulator, 0o755);
    const path = writeLauncher({ words: [emulator, "-L", HOSTILE], env: {} }, "/b", folder.path);
    strictEqual(await printed(run(path, ["x"])), `[-L][${HOSTILE}][/b][x]`);
  },
});

Deno.test({
  name: "what a launcher starts takes its process, its input, its exit code and its signals",
  ...hasShell,
  async fn() {
    using folder = new TemporaryFolder();
    const path = launch(folder, `read line; echo "$$ $line"; exit 7\n`);
    const child = run(path, []);
    const writer = child.stdin.getWriter();
    await writer.write(new TextEncoder().encode("words\n"));
    await writer.close();
    const { code, stdout } = await child.output();
    deepStrictEqual([code, new TextDecoder().decode(stdout)], [7, `${child.pid} words\n`]);

    const waiting = run(launch(folder, `trap 'exit 9' INT; echo; read line\n`), []);
    const reader = waiting.stdout.getReader();
    await reader.read();
    waiting.kill("SIGINT");
    strictEqual((await waiting.status).code, 9);
    await Promise.all([waiting.stdin.close(), reader.cancel()]);
  },
});

Deno.test("this computer's own binaries need no emulator", () => {
  strictEqual(emulatorOf(hostTarget()), undefined);
});

Deno.test("every other target has an emulator or a sentence that says why not", async () => {
  for (const target of TARGETS.filter(({ name }) => name !== hostTarget().name)) {
    const missing = emulatorOf(target)!.missing();
    if (missing !== undefined) match(missing, /^[A-Z].*[^.\n]$/, target.name);
  }
  const mac = findTarget(hostTarget().name === "macos-arm64" ? "macos-x64" : "macos-arm64");
  match(emulatorOf(mac)!.missing()!, new RegExp(`Nothing here runs binaries for ${mac.name}`));
  await rejects(emulatorOf(mac)!.prepare("/nowhere"), /Nothing here runs/);
});
