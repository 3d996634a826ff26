import { deepStrictEqual, doesNotMatch, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { widthOf } from "../../lib/cli/terminal/fit.ts";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";
import { runProgram } from "./program.ts";
import { programPath } from "./program_os.ts";
import { KEY, onCtrlCKeys, onTerminals, Terminal } from "./terminal.ts";
import { onTmux, TmuxScreen } from "./tmux.ts";

function readConfig(drive: string): string {
  return Deno.readTextFileSync(join(drive, "config/waterlock.toml"));
}

Deno.test({
  ...onTerminals,
  name:
    "init asks for a pair, checks each answer where it is given, and writes a config that works",
  fn: async () => {
    using folder = new TemporaryFolder();
    const source = folder.folder("home/films"), destination = folder.folder("away/films");
    folder.write("home/films/a.mov", "film");
    await using terminal = new Terminal(["init", "--to", folder.folder("drive")]);
    await terminal.shows("Which folder is to be moved?");
    await terminal.press("films", KEY.enter);
    await terminal.shows("absolute");
    await terminal.press(KEY.ctrlU, programPath(source), KEY.enter);
    await terminal.shows("It holds 1 file, 4 bytes.");
    await terminal.shows("Where is it to arrive?");
    await terminal.press(programPath(source), "/inside", KEY.enter);
    await terminal.shows("Keep that answer?");
    await terminal.press(KEY.enter);
    await terminal.shows("Where is it to arrive?");
    await terminal.press(programPath(destination), KEY.enter);
    await terminal.shows("called");
    await terminal.press("/", KEY.enter);
    await terminal.shows("plain name");
    await terminal.press(KEY.ctrlU, "films", KEY.enter);
    await terminal.shows("Another source?");
    await terminal.press(KEY.enter);
    await terminal.shows("How much room");
    await terminal.press(KEY.ctrlU, "10 MB", KEY.enter);
    await terminal.shows("The first transfer will take one trip.");
    await terminal.shows("Wrote ");
    strictEqual(await terminal.ends(), 0);
    const drive = folder.at("drive");
    match(readConfig(drive), /^name = "films"$/m);
    strictEqual((await runProgram(["--drive", drive, "load"])).code, 0);
    strictEqual((await runProgram(["--drive", drive, "unload", "--yes"])).code, 0);
    strictEqual(Deno.readTextFileSync(join(destination, "a.mov")), "film");
  },
});

Deno.test({
  ...onTmux,
  name: "init completes a folder by Tab, and offers those that begin like it",
  fn: async () => {
    using folder = new TemporaryFolder();
    for (const name of ["films", "films-old", "photos", ".hidden"]) folder.folder(`media/${name}`);
    using screen = new TmuxScreen(["init", "--to", folder.folder("drive")], { columns: 100 });
    await screen.shows("Which folder is to be moved?");
    screen.press({ type: folder.at("me") }, "Tab");
    await screen.shows(`Search: ${folder.at("media/")}█`);
    ok(!screen.text.includes(".hidden"));
    screen.press({ type: "f" }, "Tab");
    await screen.shows(`Search: ${folder.at("media/films")}█`);
    deepStrictEqual(listed(screen, folder), ["● media/films", "○ media/films-old"]);
    screen.press("Down", "Enter");
    await screen.shows("It holds no file yet.");
    match(
      screen.text,
      new RegExp(`◇ {2}Which folder is to be moved\\?\n│ {2}${folder.at("media/films-old")}$`, "m"),
    );
  },
});

/** The folders on the list, seen from the test's own. */
function listed(screen: TmuxScreen, folder: TemporaryFolder): string[] {
  return screen.lines.filter((line) => /[●○] /.test(line))
    .map((line) => line.replace(/^│\s+/, "").replace(`${folder.path}/`, ""));
}

Deno.test({
  ...onTmux,
  name: "what is typed in full is taken, not what begins like it or lies in it",
  fn: async () => {
    using folder = new TemporaryFolder();
    for (const name of ["films/2026", "films-old"]) folder.folder(`media/${name}`);
    using screen = new TmuxScreen(["init", "--to", folder.folder("drive")], { columns: 100 });
    await screen.shows("Which folder is to be moved?");
    screen.press({ type: folder.at("media/films/20") }, "BSpace", "BSpace");
    await screen.shows(`Search: ${folder.at("media/films/")}█`);
    deepStrictEqual(listed(screen, folder), ["● media/films", "○ media/films/2026"]);
    screen.press("Enter");
    await screen.shows("Where is it to arrive?");
    screen.press({ type: "/backup/films" }, "Enter");
    await screen.shows("called");
    screen.press("Enter");
    await screen.shows("Another source?");
    screen.press("Enter");
    await screen.shows("How much room");
    screen.press("Enter");
    strictEqual(await screen.ends(), 0);
    const config = readConfig(folder.at("drive"));
    ok(config.includes(`source = "${folder.at("media/films")}"\n`), config);
  },
});

Deno.test({
  ...onTmux,
  name: "init tells at once why an answer will not do, and what is seldom meant",
  fn: async () => {
    using folder = new TemporaryFolder();
    const drive = folder.folder("drive"), films = folder.folder("films/2026");
    folder.write("a file");
    using screen = new TmuxScreen(["init", "--to", drive], { columns: 80 });
    const answer = (text: string) => screen.press("C-u", { type: text }, "Enter");
    await screen.shows("Which folder is to be moved?");
    answer(join(drive, "films"));
    await screen.shows("It lies on the drive itself");
    answer(folder.path);
    await screen.shows("It holds the drive itself");
    answer(folder.at("a file"));
    await screen.shows("It is a file");
    answer("/none/such");
    await screen.shows("There is no such folder on this computer.");
    screen.press("Enter");
    await screen.shows("Which folder is to be moved?\n│\n");
    answer(folder.at("films"));
    await screen.shows("Where is it to arrive?");
    answer(films);
    await screen.shows("It lies inside the source");
    answer(folder.at("films"));
    await screen.shows("It is the path of the source.");
    screen.press("y");
    await screen.shows("called");
    screen.press("Enter");
    await screen.shows("Another source?");
    screen.press("y");
    await screen.shows("Which folder is to be moved?\n│\n");
    answer(films);
    await screen.shows('It lies inside the source of "films"');
    screen.press("y");
    await screen.shows("Where is it to arrive?\n│\n");
    answer(folder.at("films"));
    await screen.shows('It is the destination of "films" already');
    screen.press("Escape");
    strictEqual(await screen.ends(), 130);
    deepStrictEqual(folder.names("drive"), []);
  },
});

Deno.test({
  ...onTmux,
  name: "init fits a screen of 40 columns, and asks without colours where none are wanted",
  fn: async () => {
    using folder = new TemporaryFolder();
    folder.write("films/a long film.mov", "film");
    const env = { NO_COLOR: "1" };
    using screen = new TmuxScreen(["init", "--to", folder.folder("drive")], { columns: 40, env });
    await screen.shows("Which folder");
    screen.press({ type: folder.at("films") }, "Enter");
    await screen.shows("Where is it");
    screen.press({ type: "backup" }, "Enter");
    await screen.shows("absolute");
    screen.press("C-u", { type: "D:\\films" }, "Enter");
    await screen.shows("called");
    screen.press("Enter");
    await screen.shows("Another source?");
    screen.press("Enter");
    await screen.shows("How much room");
    screen.press("Enter");
    strictEqual(await screen.ends(), 0);
    match(readConfig(folder.at("drive")), /^destination = 'D:\\films'$/m);
    for (const line of screen.lines) ok(widthOf(line) <= 40, line);
    const words = screen.lines.map((line) => line.replace(/^[│└] {2}|^ {2,5}/, "")).join(" ");
    match(words, /With 1 GiB left free, about .* can travel at a time\. .* one trip\./);
    match(words, /1\. Load the drive, here at the source:/);
    // What the screen's edge broke was printed as one line: nothing but paths and commands.
    const broken = screen.text.split("\n").filter((line) => widthOf(line) > 40);
    for (const line of broken) {
      match(line, /^\/\S+$|^(│ {2}|┌ {2}|\s+)(deno task )?\S*(waterlock|\/)/);
    }
    // deno-lint-ignore no-control-regex
    doesNotMatch(screen.coloured, /\x1b\[[39][0-7]m/);
  },
});

const QUESTIONS: readonly (readonly [question: string, answer: readonly string[]])[] = [
  ["Which folder is to be moved?", ["/srv/films", KEY.enter]],
  ["Keep that answer?", ["y"]],
  ["Where is it to arrive?", ["/backup/films", KEY.enter]],
  ["called on the drive?", [KEY.enter]],
  ["Another source?", [KEY.enter]],
  ["How much room", []],
];

for (const [index, [question]] of QUESTIONS.entries()) {
  Deno.test({
    ...onCtrlCKeys,
    name: `Ctrl-C at the question "${question}" leaves nothing behind and says so`,
    fn: async () => {
      using folder = new TemporaryFolder();
      await using terminal = new Terminal(["init", "--to", folder.folder("drive")]);
      for (const [question, answer] of QUESTIONS.slice(0, index)) {
        await terminal.shows(question);
        await terminal.press(...answer);
      }
      await terminal.shows(question);
      await terminal.press(KEY.ctrlC);
      await terminal.shows("no drive was set up and nothing was written");
      strictEqual(await terminal.ends(), 130);
      deepStrictEqual(folder.names("drive"), []);
    },
  });
}

Deno.test({
  ...onTmux,
  name: "where nothing says which folder is the drive, init asks",
  fn: async () => {
    using folder = new TemporaryFolder();
    folder.folder("home"), folder.folder("drive");
    folder.write("old/config/waterlock.toml", "mine");
    using screen = new TmuxScreen(["init"], { columns: 80, cwd: folder.at("home") });
    await screen.shows("Which folder is the drive?");
    screen.press({ type: folder.at("none") }, "Enter");
    await screen.shows("mount the drive first");
    screen.press("C-u", { type: folder.at("old") }, "Enter");
    await screen.shows("There is a config on it already");
    screen.press("C-u", { type: folder.at("drive/") }, "Enter");
    await screen.shows("Which folder is to be moved?");
    screen.press("C-c");
    strictEqual(await screen.ends(), 130);
    deepStrictEqual(folder.names("drive"), []);
  },
});

Deno.test({
  ...onTmux,
  name: "what init offers as the drive is called what it is: the folder here, or the program's",
  fn: async () => {
    using folder = new TemporaryFolder();
    using screen = new TmuxScreen(["init"], { columns: 120, cwd: folder.path });
    await screen.shows("Which folder is the drive?");
    // From the first one to the last one, behind the drives that are plugged in.
    screen.press("Up");
    await screen.shows(
      Deno.env.get("WATERLOCK_BIN") ? "(where the program lies)" : "(this folder)",
    );
    screen.press("C-c");
    await screen.ends();
  },
});

Deno.test("where nobody can be asked init says which flags answer", async () => {
  using folder = new TemporaryFolder();
  const { code, stderr } = await runProgram(["init", "--to", folder.folder("drive")]);
  strictEqual(code, 2);
  match(stderr, /--to DRIVE --pair NAME --source PATH --destination PATH/);
  deepStrictEqual(folder.names("drive"), []);
});
