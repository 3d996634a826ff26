import { doesNotMatch, match, notStrictEqual, strictEqual } from "node:assert/strict";
import { TwoComputers } from "../e2e/two_computers.ts";
import { CheckoutCopy } from "../scripts/build/checkout_copy.ts";
import { readSources } from "../../scripts/check_layers.ts";

/** A copy of the checkout in which loading a module can be made to fail. */
class TrappedCheckout extends CheckoutCopy {
  /** Sets a trap into every file of `lib/` that `isTrapped` says, by its path there. */
  trapFiles(isTrapped: (path: string) => boolean): void {
    for (const path of readSources(this.path).keys()) {
      const below = path.replace(/^lib\//, "");
      if (path !== below && isTrapped(below)) this.write(path, `throw new Error("TRAP ${path}");`);
    }
  }

  /** Puts a trap in the place of npm packages. */
  trapPackages(...names: readonly string[]): void {
    const project = JSON.parse(Deno.readTextFileSync(this.at("deno.json")));
    for (const name of names) project.imports[name] = "./trap.ts";
    this.write("deno.json", JSON.stringify(project));
    this.write("trap.ts", `throw new Error("TRAP ${names}");`);
  }

  run(...args: readonly string[]): { code: number; stdout: string; stderr: string } {
    const { code, stdout, stderr } = new Deno.Command(Deno.execPath(), {
      args: ["run", "--quiet", "--no-prompt", "--no-check", "--allow-all", "main.ts", ...args],
      cwd: this.path,
    }).outputSync();
    const decoder = new TextDecoder();
    return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
  }
}

const PROMPTS = "@clack/prompts", CHARTS = ["d3-hierarchy", "d3-scale"];
const PACKAGES = [PROMPTS, ...CHARTS, "ignore", "smol-toml", "valibot"];

Deno.test("--version loads what it says, and nothing else", () => {
  const needed = ["cli/version.ts", "cli/build.ts", "cli/exit_codes.ts", "cli/terminal/output.ts"];
  using checkout = new TrappedCheckout();
  checkout.trapFiles((path) => !needed.includes(path));
  checkout.trapPackages(...PACKAGES, "commander", "fast-string-width");
  const { code, stdout, stderr } = checkout.run("--version");
  strictEqual(stderr, "");
  strictEqual(code, 0);
  match(stdout, /^\d+\.\d+\.\d+ \(a checkout/);
  match(checkout.run("status").stderr, /TRAP/, "the traps are armed");
});

Deno.test("--help, and a mistyped command, load no operation", () => {
  const everyCommand = ["mod.ts", "attempt.ts", "select_pairs.ts"].map((name) =>
    `operations/${name}`
  );
  const below = ["drive/drive_layout.ts", "filesystem/describe_failure.ts", "vocabulary.ts"];
  using checkout = new TrappedCheckout();
  checkout.trapFiles((path) =>
    !/^(cli|model)\//.test(path) && ![...everyCommand, ...below].includes(path)
  );
  checkout.trapPackages(...PACKAGES);
  const { code, stdout, stderr } = checkout.run("status", "--help");
  strictEqual(stderr, "");
  strictEqual(code, 0);
  match(stdout, /Usage: waterlock status/);
  const mistyped = checkout.run("statsu");
  strictEqual(mistyped.code, 2);
  doesNotMatch(mistyped.stderr, /TRAP/);
  match(checkout.run("status").stderr, /TRAP/, "the traps are armed");
});

Deno.test("status loads no other operation, no prompts and nothing that reads or writes files' bytes", () => {
  const others = [
    "adopt",
    "dump",
    "find_files",
    "history",
    "import_legacy",
    "initialise_drive",
    "list_folder",
    "load",
    "manifest",
    "report_facts",
    "write_report",
    "run",
    "unload",
    "verify",
  ].map((name) => `operations/${name}.ts`);
  using computers = new TwoComputers();
  using checkout = new TrappedCheckout();
  checkout.trapFiles((path) => others.includes(path) || path === "filesystem/copy_with_hash.ts");
  checkout.trapPackages(PROMPTS, ...CHARTS);
  const { code, stdout, stderr } = checkout.run("--drive", computers.drive, "status");
  strictEqual(stderr, "");
  strictEqual(code, 0);
  match(stdout, /^Drive .*media/s);
  for (const command of [["load"], ["find", "*"], ["history"], ["dump"], ["report"]]) {
    const trapped = checkout.run("--drive", computers.drive, ...command);
    notStrictEqual(trapped.code, 0, command[0]);
    match(trapped.stderr, /TRAP/, "the traps are armed");
  }
});
