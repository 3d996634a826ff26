import { join } from "node:path";
import { programCommand, programEnvironment } from "./program.ts";
import { isOnWine } from "./program_os.ts";
import type { TwoComputers } from "./two_computers.ts";
import { isOnWindows } from "./where_it_exists.ts";

/** Opens a pseudo-terminal, starts a program in it, and passes keys in and everything shown out. */
const DRIVER = `
import fcntl, json, os, pty, select, struct, sys, termios
columns, rows, is_bare, variables, command = *map(json.loads, sys.argv[1:5]), sys.argv[5:]
program, screen = pty.fork()
if program == 0:
    fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    if is_bare:
        modes = termios.tcgetattr(1)
        modes[0], modes[1], modes[3] = 0, 0, termios.ISIG
        termios.tcsetattr(1, termios.TCSANOW, modes)
    os.execve(command[0], command, variables)
while True:
    ready, _, _ = select.select([0, screen], [], [])
    try:
        if screen in ready:
            shown = os.read(screen, 65536)
            if not shown:
                break
            os.write(1, shown)
        elif keys := os.read(0, 1024):
            os.write(screen, keys)
        else:
            os.kill(program, 9)
    except OSError:
        break
sys.exit(os.waitstatus_to_exitcode(os.waitpid(program, 0)[1]) & 255)
`;

/** Wine passes no arrow keys on; a choice takes these letters as well. */
const ARROWS = isOnWine ? { up: "k", down: "j" } : { up: "\x1b[A", down: "\x1b[B" };

/** The keys that a person presses. */
export const KEY = { ...ARROWS, enter: "\r", ctrlC: "\x03", ctrlU: "\x15" };

/** How long a test waits for something to be shown. */
const PATIENCE_MS = 30_000;

/** Calls its arguments, and has something to do behind them. */
const SHELL = ["/bin/sh", "-c", '"$@"; echo and the shell goes on', "sh"];

/** How the terminal is. */
export interface TerminalOptions {
  readonly columns?: number;
  readonly env?: Record<string, string>;
  /** What is started in place of the program. */
  readonly instead?: readonly [string, ...string[]];
  /** Whether a shell has the terminal and calls the program, instead of the program alone. */
  readonly throughShell?: boolean;
}

/** A person's terminal with the program in it: keys in, screen out. */
export class Terminal implements AsyncDisposable {
  /** Everything that was printed, with its control characters. */
  output = "";
  readonly #process: Deno.ChildProcess;
  readonly #keys: WritableStreamDefaultWriter<Uint8Array>;
  readonly #reading: Promise<void>;
  readonly #onMore = new Set<() => void>();
  #isOver = false;
  #seen = 0;

  constructor(args: readonly string[], options: TerminalOptions = {}) {
    const { columns = 160, env = {}, throughShell = false, instead } = options;
    const [program, ...all] = instead ?? programCommand(args).flat();
    const command = throughShell ? [...SHELL, program, ...all] : [program, ...all];
    // What the tests themselves are run with says nothing about the terminal they play.
    const { NO_COLOR: _, FORCE_COLOR: __, CI: ___, ...inherited } = programEnvironment();
    const variables = { ...inherited, TERM: "xterm-256color", ...env };
    // Wine plays a console of Windows in this terminal, which must then leave all keys but Ctrl-C alone.
    const settings = [columns, 40, isOnWine, variables];
    this.#process = new Deno.Command("python3", {
      args: ["-c", DRIVER, ...settings.map((setting) => JSON.stringify(setting)), ...command],
      stdin: "piped",
      stdout: "piped",
      stderr: "inherit",
    }).spawn();
    this.#keys = this.#process.stdin.getWriter();
    this.#reading = this.#read();
  }

  /** What was printed, as it reads: without colours, cursor movements and carriage returns. */
  get text(): string {
    return withoutControls(this.output);
  }

  /** Waits until this is shown, after whatever was waited for before. */
  async shows(text: string): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const at = this.text.indexOf(text, this.#seen);
      if (at >= 0) {
        this.#seen = at + text.length;
        return;
      }
      if (this.#isOver || Date.now() > deadline) {
        throw new Error(`The terminal never showed "${text}":\n${this.text.slice(this.#seen)}`);
      }
      await this.#more(deadline);
    }
  }

  /** Presses keys, or types a text. */
  async press(...keys: readonly string[]): Promise<void> {
    await this.#keys.write(new TextEncoder().encode(keys.join("")));
  }

  /** Waits for the program to end; gives its exit code. */
  async ends(): Promise<number> {
    const deadline = Date.now() + PATIENCE_MS;
    while (!this.#isOver) {
      if (Date.now() > deadline) throw new Error(`The program never ended:\n${this.text}`);
      await this.#more(deadline);
    }
    return (await this.#process.status).code;
  }

  /** Kills the program when it is still there. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#keys.close().catch(() => {});
    await this.#reading;
    await this.#process.status;
  }

  async #read(): Promise<void> {
    for await (const piece of this.#process.stdout.pipeThrough(new TextDecoderStream())) {
      this.output += piece;
      for (const wake of this.#onMore) wake();
    }
    this.#isOver = true;
    for (const wake of this.#onMore) wake();
  }

  async #more(deadline: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, Math.max(0, deadline - Date.now()));
    this.#onMore.add(resolve);
    await promise;
    this.#onMore.delete(resolve);
    clearTimeout(timer);
  }
}

/** Plays a whole scene on a terminal where only one end is to be seen; gives the exit code. */
export async function playAt(
  end: "source" | "destination",
  computers: TwoComputers,
  args: readonly string[],
  scene: (terminal: Terminal) => Promise<void>,
  options?: TerminalOptions,
): Promise<{ code: number; output: string; text: string }> {
  const other = join(computers.root, end === "source" ? "away" : "home");
  Deno.renameSync(other, `${other}.hidden`);
  try {
    await using terminal = new Terminal(["--drive", computers.drive, ...args], options);
    await scene(terminal);
    const code = await terminal.ends();
    return { code, output: terminal.output, text: terminal.text };
  } finally {
    Deno.renameSync(`${other}.hidden`, other);
  }
}

/** Whether there is a terminal to be had; where not, the tests that need one are skipped, and say so. */
function isTerminalThere(): boolean {
  try {
    const check = ["-c", "import pty; pty.openpty()"];
    if (new Deno.Command("python3", { args: check, stderr: "null" }).outputSync().success) {
      return true;
    }
  } catch {
    // No python3 at all.
  }
  console.log("python3 cannot open a terminal here: the tests on a terminal are skipped");
  return false;
}

/** A terminal with the program in it. */
export const onTerminals = { ignore: !isTerminalThere() };

/** Control characters as the program prints them. Wine 8 keeps a screen of its own and draws that. */
export const onBareTerminals = { ignore: isOnWindows || onTerminals.ignore };

/** Ctrl-C as a key, which it is while something is asked. Wine 8 makes a signal of it even then. */
export const onCtrlCKeys = { ignore: isOnWindows || onTerminals.ignore };

/** How it reads: without colours, cursor movements and carriage returns. */
export function withoutControls(output: string): string {
  const frames = output.replaceAll("\r\x1b[2K", "\n");
  // deno-lint-ignore no-control-regex
  return frames.replace(/\x1b\[[0-9;?]*[A-Za-z]|\r/g, "");
}
