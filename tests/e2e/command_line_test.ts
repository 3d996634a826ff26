import { deepStrictEqual, doesNotMatch, match, ok, strictEqual } from "node:assert/strict";
import { relative } from "node:path";
import project from "../../deno.json" with { type: "json" };
import { runProgram, startProgram } from "./program.ts";
import { TwoComputers } from "./two_computers.ts";
import { isOnWindows } from "./where_it_exists.ts";

// deno-lint-ignore no-control-regex
const CONTROL = /[\x00-\x09\x0b-\x1f\x7f-\x9f]/;

Deno.test("every command that the help names has a help of its own, with an example", async () => {
  const { code, stdout } = await runProgram(["--help"]);
  strictEqual(code, 0);
  match(stdout, /Example:/);
  const [, list] = stdout.split("Commands:");
  const commands = Array.from(list!.matchAll(/^ {2}([a-z-]+)/gm), ([, name]) => name!)
    .filter((name) => !["help", "waterlock"].includes(name));
  for (
    const name of [
      "run",
      "init",
      "load",
      "unload",
      "plan",
      "status",
      "verify",
      "adopt",
      "history",
      "find",
      "manifest",
      "report",
      "dump",
      "import-legacy",
      "completions",
    ]
  ) {
    ok(commands.includes(name), name);
  }
  for (const command of commands) {
    const help = await runProgram([command, "--help"]);
    strictEqual(help.code, 0, command);
    match(help.stdout, new RegExp(`Usage: waterlock ${command}`));
    match(help.stdout, new RegExp(`Example:\\n {2}waterlock`), command);
    match(help.stdout, /--drive <dir>/, `${command} shows the flags that all take`);
    strictEqual(help.stderr, "");
  }
});

Deno.test("--version says the version, the commit and what it runs on, in one line", async () => {
  const { code, stdout, stderr } = await runProgram(["--version"]);
  deepStrictEqual([code, stderr], [0, ""]);
  match(
    stdout,
    /^\S+ \((a checkout|commit [0-9a-f]{12}(\+changes)?), Deno \d+\.\d+\.\d+[^\n]*\)\n$/,
  );
  strictEqual(stdout.split(" ")[0], project.version);
});

Deno.test("-h is --help and -V is --version, before and behind a command", async () => {
  for (
    const [short, long] of [
      [["-h"], ["--help"]],
      [["load", "-h"], ["load", "--help"]],
      [["-V"], ["--version"]],
      [["--quiet", "-V"], ["--version"]],
    ] as const
  ) {
    const [brief, full] = [await runProgram([...short]), await runProgram([...long])];
    deepStrictEqual(
      [brief.code, brief.stdout, brief.stderr],
      [0, full.stdout, ""],
      short.join(" "),
    );
  }
});

Deno.test("no line of a help is wider than 80 columns where there is no screen", async () => {
  const [, list] = (await runProgram(["--help"])).stdout.split("Commands:");
  const commands = Array.from(list!.matchAll(/^ {2}([a-z-]+)/gm), ([, name]) => name!);
  for (
    const args of [
      [],
      ...commands.filter((name) => name !== "waterlock").map((name) => [name]),
    ]
  ) {
    const { stdout } = await runProgram([...args, "--help"]);
    for (const line of stdout.split("\n")) ok(line.length <= 80, line);
    doesNotMatch(stdout, /default: \[/);
  }
});

const MISTYPED: readonly [args: readonly string[], said: RegExp][] = [
  [["lod"], /unknown command 'lod'.*\bload\b/s],
  [["statsu"], /unknown command 'statsu'.*\bstatus\b/s],
  [["load", "--dry-rum"], /unknown option '--dry-rum'.*--dry-run\b/s],
  [["--jsn", "status"], /unknown option '--jsn'.*--json\b/s],
  [["load", "--on-missing", "keep"], /--on-missing.*'keep'.*ask, skip, remove, leave/s],
  [["load", "--jobs", "0"], /--jobs.*whole number from 1 to 64/s],
  [["unload", "--jobs", "many"], /--jobs.*whole number from 1 to 64/s],
  [["load", "gopro"], /gopro/],
  [["load", "--pair"], /--pair/],
  [["--drive", "", "status"], /--drive.*empty/s],
];

for (const [args, said] of MISTYPED) {
  Deno.test(`waterlock ${args.join(" ")} exits with 2 and says what would be right`, async () => {
    const { code, stdout, stderr } = await runProgram(args);
    strictEqual(code, 2);
    strictEqual(stdout, "");
    match(stderr, said);
    match(stderr, /\nSee waterlock (\w+ )?--help\.\n$/);
    doesNotMatch(stderr, /file:\/\/|Error:/);
  });
}

Deno.test("a mistyped command line ends with a summary too when JSON was asked for", async () => {
  const { code, summary } = await runProgram(["lod", "--json"]);
  strictEqual(code, 2);
  strictEqual(summary.exitCode, 2);
  match(summary.errors[0].message, /lod/);
});

Deno.test("flags that every command takes may stand before or behind the command", async () => {
  using computers = new TwoComputers();
  const before = await runProgram(["--json", "--drive", computers.drive, "status"]);
  const behind = await runProgram(["status", "--json", "--drive", computers.drive]);
  strictEqual(before.code, 0);
  deepStrictEqual(behind.events, before.events);
});

Deno.test("the drive is the flag's, else the variable's, else the current folder", async () => {
  using computers = new TwoComputers(), wrong = new TwoComputers({ reserve: "wrong" });
  const find = async (args: string[], cwd: string, env: Record<string, string> = {}) =>
    (await runProgram([...args, "status"], { cwd, env: { WATERLOCK_DRIVE: "", ...env } })).code;
  // A binary's own folder comes before the current one.
  if (!Deno.env.get("WATERLOCK_BIN")) strictEqual(await find([], computers.drive), 0);
  strictEqual(await find([], wrong.drive, { WATERLOCK_DRIVE: computers.drive }), 0);
  const { drive } = computers, fromRoot = relative(computers.root, drive);
  strictEqual(await find([], computers.root, { WATERLOCK_DRIVE: fromRoot }), 0, "relative");
  strictEqual(await find(["--drive", drive], wrong.drive, { WATERLOCK_DRIVE: wrong.drive }), 0);
  strictEqual(await find(["--drive", wrong.drive], drive, { WATERLOCK_DRIVE: drive }), 2);
});

Deno.test("--quiet prints nothing when all goes well, and what goes wrong all the same", async () => {
  using computers = new TwoComputers();
  computers.write("a", "a");
  const quiet = ["--drive", computers.drive, "--quiet"];
  for (const args of [["load", "--dry-run"], ["load"], ["unload", "--yes"], ["dump", "--yes"]]) {
    const { code, stdout, stderr } = await runProgram([...quiet, ...args]);
    deepStrictEqual([code, stdout, stderr], [0, "", ""], args.join(" "));
  }
  const { code, stdout, stderr } = await runProgram([...quiet, "run"]);
  deepStrictEqual([code, stdout], [2, ""]);
  match(stderr, /Both the source/);
});

Deno.test("without a terminal no command prints a control character, whatever files are called", async () => {
  using computers = new TwoComputers({ dump: "ask" });
  // Windows takes no name with a control character below a space.
  const low = isOnWindows ? ["", "\x90"] : ["\nb\x1b[31m\r\t", "\x1b]0;title\x07"];
  computers.write(`a${low[0]}c\x9b2Jd/e${low[0]}f`, "a");
  computers.write(low[1]!, "b");
  const stages = [["load", "--dry-run"], ["load"], ["unload", "--dry-run"], ["unload", "--yes"]];
  for (
    const args of [...stages, ["status"], ["history"], ["find", "*"], ["dump", "--yes"], ["dump"], [
      "load",
    ], ["run"]]
  ) {
    const { stdout, stderr } = await runProgram(["--drive", computers.drive, ...args]);
    ok((stdout + stderr).length > 0, args.join(" "));
    doesNotMatch(stdout + stderr, CONTROL, args.join(" "));
  }
});

Deno.test("a reader that goes away early stops nothing and upsets nothing", async () => {
  using computers = new TwoComputers();
  for (let number = 0; number < 1000; number++) {
    computers.write(`${"a long name ".repeat(15)}${number}`, "");
  }
  const program = startProgram(["--drive", computers.drive, "load", "--dry-run", "--json"]);
  const reader = program.stdout.getReader();
  match(new TextDecoder().decode((await reader.read()).value), /^{"event":"start"/);
  await reader.cancel();
  const [stderr, { code, signal }] = await Promise.all([
    new Response(program.stderr).text(),
    program.status,
  ]);
  deepStrictEqual({ code, signal, stderr }, { code: 0, signal: null, stderr: "" });
});
