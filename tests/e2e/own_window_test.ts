import { match, strictEqual } from "node:assert/strict";
import { PROGRAM_OS, programPath } from "./program_os.ts";
import { Terminal } from "./terminal.ts";
import { TwoComputers } from "./two_computers.ts";

/** What a file manager's terminal on a desktop hands on. */
const DESKTOP = { DISPLAY: ":0", SSH_CONNECTION: "" };
const CLOSE = "Press any key to close this window.";
const hasWindows = { ignore: PROGRAM_OS !== "linux" && PROGRAM_OS !== "windows" };

/** A window in which the program alone runs, as a double click opens it. */
function openWindow(computers: TwoComputers, env: Record<string, string> = DESKTOP): Terminal {
  return new Terminal([], { env: { WATERLOCK_DRIVE: programPath(computers.drive), ...env } });
}

Deno.test({
  ...hasWindows,
  name: "in a window of its own it does what it should, and waits for a key before that closes",
  fn: async () => {
    using computers = new TwoComputers();
    computers.write("film", "content");
    Deno.removeSync(computers.destination.replace(/\/backup$/, ""), { recursive: true });
    await using opened = openWindow(computers);
    await opened.shows("1 file");
    await opened.shows(CLOSE);
    strictEqual(Deno.readTextFileSync(computers.cargo("film")), "content");
    await new Promise((resolve) => setTimeout(resolve, 300));
    await opened.press("x");
    strictEqual(await opened.ends(), 0);
  },
});

Deno.test({
  ...hasWindows,
  name: "in a window of its own an error stays to be read as well",
  fn: async () => {
    using computers = new TwoComputers();
    Deno.removeSync(`${computers.drive}/config`, { recursive: true });
    await using opened = openWindow(computers);
    await opened.shows("There is no config at");
    await opened.shows(CLOSE);
    await opened.press("x");
    strictEqual(await opened.ends(), 2);
  },
});

Deno.test({
  ignore: PROGRAM_OS !== "linux",
  name: "it waits for no key on a console without windows, from afar, or with an argument",
  fn: async () => {
    using computers = new TwoComputers();
    const drive = { WATERLOCK_DRIVE: computers.drive };
    const openings: [string[], Record<string, string>][] = [
      [[], { DISPLAY: "", WAYLAND_DISPLAY: "" }],
      [[], { ...DESKTOP, SSH_CONNECTION: "10.0.0.1 5 10.0.0.2 22" }],
      [["status"], DESKTOP],
    ];
    for (const [args, env] of openings) {
      await using terminal = new Terminal(args, { env: { ...drive, ...env } });
      await terminal.ends();
      strictEqual(terminal.text.includes(CLOSE), false, JSON.stringify([args, env]));
    }
  },
});

Deno.test({
  ignore: PROGRAM_OS !== "linux",
  name: "called from a shell or a script it waits for no key",
  fn: async () => {
    using computers = new TwoComputers();
    const env = { ...DESKTOP, WATERLOCK_DRIVE: computers.drive };
    await using terminal = new Terminal([], { env, throughShell: true });
    await terminal.shows("and the shell goes on");
    match(terminal.text, /destination/);
    strictEqual(terminal.text.includes(CLOSE), false);
  },
});
