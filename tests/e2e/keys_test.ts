import { doesNotMatch, match, ok, strictEqual } from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { isLoopPermitted, LoopDisk } from "../fixtures/loop_disk.ts";
import { programCommand } from "./program.ts";
import { onTerminals, Terminal } from "./terminal.ts";
import { onTmux, TmuxScreen } from "./tmux.ts";
import { TwoComputers } from "./two_computers.ts";

const MIB = 1024 * 1024;

/** A film that takes a while, though it takes no room at the source; the destination is elsewhere. */
function filmAtSource(mib: number, drive?: string): TwoComputers {
  const computers = new TwoComputers({ dump: "ask" }, drive);
  Deno.truncateSync(computers.write("film.mov", ""), mib * MIB);
  Deno.renameSync(join(computers.root, "away"), join(computers.root, "away.hidden"));
  return computers;
}

/** The same film aboard, and both ends to be seen. */
async function aboard(mib: number): Promise<TwoComputers> {
  const computers = new TwoComputers({ dump: "ask" });
  Deno.truncateSync(computers.write("film.mov", ""), mib * MIB);
  strictEqual((await computers.atSource(["load"])).code, 0);
  return computers;
}

const BARS = /[█▒░]{4}/;

Deno.test({
  ...onTmux,
  name: "keys pressed while bars are drawn leave nothing on the screen, and no bar behind",
  fn: async () => {
    for (const columns of [100, 40]) {
      using computers = filmAtSource(500);
      using screen = new TmuxScreen(["--drive", computers.drive], { columns });
      await screen.shows("proving ");
      for (const typed of ["Yes", "hello"]) screen.press({ type: typed }, "Enter", "Up", "Enter");
      screen.press("C-c");
      strictEqual(await screen.ends(), 130);
      const { text } = screen;
      doesNotMatch(text, BARS);
      doesNotMatch(text, /\^C|\^\[|hello|^\s*Yes/m);
    }
  },
});

Deno.test({
  ...onTmux,
  name: "what is typed before a question is asked is no answer to it, nor any of one",
  fn: async () => {
    using computers = await aboard(200);
    const args = ["--drive", computers.drive, "unload", "--yes"];
    using screen = new TmuxScreen(args, { columns: 100 });
    await screen.shows("proving ");
    screen.press({ type: "Yes" }, "Enter", { type: "Yes" });
    await screen.shows("Type Yes to do it");
    await new Promise((resolve) => setTimeout(resolve, 500));
    doesNotMatch(screen.text, /ended with|stays on the drive/);
    screen.press("Enter");
    strictEqual(await screen.ends(), 0);
    match(screen.text, /stays on the drive/);
    ok(existsSync(computers.cargo("film.mov")));
  },
});

Deno.test({
  ...onTmux,
  name: "a run that is done or stopped leaves a terminal on which keys show again",
  fn: async () => {
    const ways: [string, number, (screen: TmuxScreen) => Promise<void>][] = [
      ["done", 0, async () => {}],
      ["stopped", 130, async (screen) => {
        await screen.shows("proving ");
        screen.press("C-c");
      }],
    ];
    for (const [word, code, leave] of ways) {
      using computers = filmAtSource(300);
      using screen = new TmuxScreen(["--drive", computers.drive], { columns: 100 });
      await screen.shows("proving ");
      await leave(screen);
      strictEqual(await screen.ends(), code);
      screen.press({ type: `${word} and shown` });
      await screen.shows(`${word} and shown`);
    }
  },
});

Deno.test({
  ignore: onTmux.ignore || !isLoopPermitted("exfat"),
  name: "so does one that is abandoned",
  fn: async () => {
    using disk = new LoopDisk("exfat", 160 * MIB);
    using computers = filmAtSource(100, join(disk.path, "drive"));
    using screen = new TmuxScreen(["--drive", computers.drive], { columns: 100 });
    await screen.shows("proving ");
    {
      // It cannot stop by itself before it is asked again.
      using _ = disk.hang();
      screen.press("C-c");
      await screen.shows("Stopping");
      // Sooner it would be the same request.
      await new Promise((resolve) => setTimeout(resolve, 500));
      screen.press("C-c");
      await screen.shows("Abandoned");
    }
    strictEqual(await screen.ends(), 130);
    screen.press({ type: "abandoned and shown" });
    await screen.shows("abandoned and shown");
  },
});

Deno.test({
  ...onTerminals,
  name: "a run in the background of a shell that has the terminal goes on, and ends",
  fn: async () => {
    using computers = filmAtSource(100);
    const [program, args] = programCommand(["--drive", computers.drive]);
    const inBackground = 'set -m; "$@" & wait $!; echo "it ended with $?"';
    const instead = ["/bin/bash", "-c", inBackground, "bash", program, ...args] as const;
    await using terminal = new Terminal([], { instead: [...instead] });
    await terminal.shows("now on the drive");
    await terminal.shows("it ended with 0");
    strictEqual(await terminal.ends(), 0);
  },
});
