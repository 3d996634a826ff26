import { deepStrictEqual, doesNotMatch, match, ok, strictEqual } from "node:assert/strict";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";
import { runProgram } from "./program.ts";
import { KEY, onTerminals, Terminal } from "./terminal.ts";

const DECISIONS = ["ask", "leave", "remove", "skip"];

/** What has been typed, the last word perhaps in part, and what is offered for that, sorted. */
const QUESTIONS: readonly [typed: readonly string[], offered: readonly string[]][] = [
  [["ver"], ["verify"]],
  [["un"], ["unload"]],
  [["--on-missing", ""], DECISIONS],
  [["load", "--on-removal", "s"], ["skip"]],
  [["--pair", "load", "--on-missing", "r"], ["remove"]],
  [["verify", ""], ["destination", "drive", "source"]],
  [["--drive", "/media/drive", "verify", "so"], ["source"]],
  [["completions", "p"], ["powershell"]],
  [["help", "st"], ["status"]],
  [["load", "--dr"], ["--drive", "--dry-run"]],
  [["--dr"], ["--drive", "--dry-run"]],
  [["status", "--dr"], ["--drive"]],
  [["status", "--json", "--on"], ["--on-missing", "--on-removal"]],
  [["load", "--pair", ""], []],
];

/** A script of the program's, in a file, beside something to be found. */
class Shell implements Disposable {
  readonly folder = new TemporaryFolder();

  private constructor(readonly name: string, readonly script: string) {
    this.folder.write("completions", script);
    this.folder.folder("my media");
    this.folder.write("my notes.db");
  }

  static async of(name: string): Promise<Shell> {
    const { code, stdout, stderr } = await runProgram(["completions", name]);
    deepStrictEqual([code, stderr], [0, ""]);
    return new Shell(name, stdout);
  }

  /** Runs a line of the shell's own language behind the script; gives the lines it prints. */
  run(line: string, ...args: readonly string[]): string[] {
    const { stdout, stderr } = new Deno.Command(this.name, {
      args: ["-c", `source completions; ${line}`, ...args],
      cwd: this.folder.path,
      stdin: "null",
    }).outputSync();
    strictEqual(new TextDecoder().decode(stderr), "");
    return new TextDecoder().decode(stdout).split("\n").filter((text) => text !== "");
  }

  /** The shell on a terminal, with nothing of whoever runs the tests. */
  onTerminal(...flags: readonly string[]): Terminal {
    const env = { HOME: this.folder.path, PS1: "ready> ", PATH: Deno.env.get("PATH")! };
    const command = ["-c", `cd '${this.folder.path}' && exec ${[this.name, ...flags].join(" ")}`];
    return new Terminal([], { env, instead: ["/bin/sh", ...command] });
  }

  [Symbol.dispose](): void {
    this.folder[Symbol.dispose]();
  }
}

/** Tests of a shell that is not installed are left out, and say so. */
function onShell(name: string) {
  try {
    new Deno.Command(name, { args: ["-c", "true"], stdin: "null" }).outputSync();
    return { ignore: false };
  } catch {
    console.log(`${name} is not installed: what it completes is not tested`);
    return { ignore: true };
  }
}

const onBash = onShell("bash"), onZsh = onShell("zsh"), onFish = onShell("fish");

/** What bash would offer. It takes a word apart at the sign `=` before it asks. */
function askBash(bash: Shell, program: string, typed: readonly string[]): string[] {
  const ask =
    'COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _waterlock; printf "%s\\n" "${COMPREPLY[@]}"';
  return bash.run(ask, "bash", program, ...typed).sort();
}

Deno.test({ ...onBash, name: "bash offers commands, flags and what flags take" }, async () => {
  using bash = await Shell.of("bash");
  for (const [typed, offered] of QUESTIONS) {
    deepStrictEqual(askBash(bash, "waterlock", typed), offered, typed.join(" "));
  }
  deepStrictEqual(askBash(bash, "waterlock", ["--on-missing", "="]), DECISIONS);
  deepStrictEqual(askBash(bash, "waterlock", ["--on-missing", "=", "s"]), ["skip"]);
  deepStrictEqual(askBash(bash, "waterlock", ["--on-missing", "=", "skip", "loa"]), ["load"]);
});

Deno.test({
  ...onBash,
  ...onTerminals,
  name: "bash completes on a terminal, whatever the program is called and wherever it lies",
}, async () => {
  using bash = await Shell.of("bash");
  await using terminal = bash.onTerminal("--norc", "--noprofile", "-i");
  await terminal.shows("ready> ");
  await terminal.press("source completions\r");
  await terminal.shows("ready> ");
  await terminal.press("./waterlock-linux-x64 imp\t");
  await terminal.shows("./waterlock-linux-x64 import-legacy ");
  await terminal.press("my\\ n\t");
  await terminal.shows("my\\ notes.db ");
  await terminal.press("--drive m\t");
  await terminal.shows("my\\ media/");
  await terminal.press(KEY.ctrlU + "waterlock --on-missing=l\t");
  await terminal.shows("waterlock --on-missing=leave ");
  await terminal.press(KEY.ctrlU + "exit\r");
  await terminal.ends();
});

Deno.test({ ...onFish, name: "fish offers the same, and says what each of it is" }, async () => {
  using fish = await Shell.of("fish");
  const ask = (line: string) =>
    fish.run("complete -C $argv[1]", line).map((offer) => offer.split("\t")[0]!).sort();
  for (const [typed, offered] of QUESTIONS) {
    const line = `waterlock ${typed.join(" ")}`;
    // It offers what has the letters anywhere, too.
    const begin = ask(line).filter((word) => word.startsWith(typed.at(-1)!));
    deepStrictEqual(begin, offered, line);
  }
  deepStrictEqual(ask("waterlock --on-missing=s"), ["--on-missing=skip"]);
  deepStrictEqual(ask("/media/drive/waterlock-linux-x64 verify so"), ["source"]);
  deepStrictEqual(ask("waterlock --drive m"), ["my media/"]);
  deepStrictEqual(ask("waterlock import-legacy my"), ["my media/", "my notes.db"]);
  match(fish.run("complete -C 'waterlock stat'").join(), /^status\tsource, drive and destination/);
});

Deno.test({
  ...onZsh,
  ...onTerminals,
  name: "zsh offers the same on a terminal, with a line on each, for a program on a drive as well",
}, async () => {
  using zsh = await Shell.of("zsh");
  await using terminal = zsh.onTerminal("-f", "-i");
  await terminal.shows("ready> ");
  await terminal.press("autoload -U compinit && compinit -u -D && source ./completions\r");
  await terminal.shows("ready> ");
  const clear = KEY.ctrlU;
  for (
    const [typed, shown] of [
      ["waterlock ver\t", "verify "],
      ["waterlock --on-missing sk\t", "skip "],
      ["waterlock load --on-removal=re\t", "remove "],
      ["waterlock --drive /x verify so\t", "source "],
      ["./waterlock-linux-x64 status --js\t", "--json "],
      ["./waterlock-linux-x64 import-legacy my\\ n\t", "my\\ notes.db "],
      ["waterlock --drive m\t", "my\\ media/"],
      ["waterlock un\t", "unload "],
      ["waterlock dump --a\t", "--all "],
      ["waterlock --dry\t", "--dry-run "],
      ["waterlock hi\t", "history "],
      ["waterlock help comp\t", "completions "],
      ["waterlock hel\t", "help "],
      ["waterlock history --\t", "only this pair (repeatable)"],
    ] as const
  ) {
    await terminal.press(clear + typed);
    await terminal.shows(shown);
  }
  await terminal.press(clear + "exit\r");
  await terminal.ends();
});

Deno.test("PowerShell's script names every command and flag, and all that it opens it closes", async () => {
  const { code, stdout } = await runProgram(["completions", "powershell"]);
  strictEqual(code, 0);
  const [, list] = (await runProgram(["--help"])).stdout.split("Commands:");
  for (const [, name] of list!.matchAll(/^ {2}([a-z-]+)/gm)) {
    if (name !== "waterlock") ok(stdout.includes(`    '${name}' = '`), name);
  }
  match(stdout, /'--on-missing' = @\('ask', 'skip', 'remove', 'leave'\)/);
  match(stdout, /'verify' = @\('source', 'drive', 'destination'\)/);
  match(stdout, /-CommandName 'waterlock', .*'waterlock-windows-x64'/);
  const bare = stdout.replace(/^ *#.*$/gm, "").replace(/'(?:[^'\n]|'')*'/g, "");
  doesNotMatch(bare, /'/, "a text that has no end");
  const open: string[] = [];
  for (const [sign] of bare.matchAll(/[()[\]{}]/g)) {
    if ("([{".includes(sign)) open.push(sign);
    else strictEqual("([{".indexOf(open.pop() ?? ""), ")]}".indexOf(sign), sign);
  }
  deepStrictEqual(open, []);
});

Deno.test("with --json the script is an object's, and a shell that is not known is named", async () => {
  const { code, events } = await runProgram(["completions", "bash", "--json"]);
  strictEqual(code, 0);
  deepStrictEqual(events.map(({ event }) => event), ["completions", "summary"]);
  strictEqual(events[0].script, (await runProgram(["completions", "bash"])).stdout);
  const unknown = await runProgram(["completions", "tcsh"]);
  strictEqual(unknown.code, 2);
  match(unknown.stderr, /'tcsh'.*bash, zsh, fish, powershell/s);
});
