import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { onTmux, TmuxScreen } from "./tmux.ts";
import { TwoComputers } from "./two_computers.ts";

/** What is on a screen once the program has ended, none of its lines broken by the screen's edge. */
async function shownOn(columns: number, args: readonly string[]): Promise<string> {
  using screen = new TmuxScreen(args, { columns });
  await screen.ends();
  return wholeLines(screen);
}

function wholeLines({ lines, text }: TmuxScreen): string {
  const shown = own(text.split("\n"));
  deepStrictEqual(own(lines), shown);
  return shown.join("\n");
}

/** Without what stands below a program that has ended. */
function own(lines: readonly string[]): string[] {
  const end = lines.findIndex((line) => line.startsWith("ended with "));
  return lines.slice(0, end < 0 ? undefined : end).map((line) => line.trimEnd()).filter(Boolean);
}

Deno.test({
  ...onTmux,
  name:
    "what went wrong and what to do are broken between words, a path that is too wide left whole",
  fn: async () => {
    strictEqual(
      await shownOn(30, ["--drive", "/nowhere/to/be/seen", "status"]),
      "There is no drive at\n/nowhere/to/be/seen.\n  Plug it in, or name its\n  folder with --drive.",
    );
    using screen = new TmuxScreen(["--drive", "/a/path/wider/than/the/screen/is", "status"], {
      columns: 30,
    });
    await screen.ends();
    match(
      screen.text,
      /^There is no drive at\n\/a\/path\/wider\/than\/the\/screen\/is\.\n {2}Plug/,
    );
  },
});

Deno.test({
  ...onTmux,
  name: "a mistyped command line, and what each command's help says, are broken between words",
  fn: async () => {
    match(await shownOn(40, ["load", "--on-missing", "keep"]), /\nSee waterlock --help\./);
    match(await shownOn(50, ["find", "-h"]), /\nPATTERN is any part of a file's path below its\n/);
    match(await shownOn(50, ["load", "-h"]), / {2}--allow-missing\n {6}go on though the source /);
  },
});

Deno.test({
  ...onTmux,
  name: "find and dump break what they say between words",
  fn: async () => {
    using computers = new TwoComputers();
    computers.write("a film.mov", "film");
    await computers.atSource(["load"]);
    const onDrive = ["--drive", computers.drive];
    match(
      await shownOn(50, [...onDrive, "find", "*"]),
      /^media: a film\.mov \(4 bytes\): aboard the/,
    );
    using screen = new TmuxScreen([...onDrive, "dump", "--all"], { columns: 50 });
    await screen.shows("Type Yes");
    match(wholeLines(screen), /has NOT arrived/);
    screen.press("Escape");
    await screen.ends();
  },
});
