import { programCommand, programEnvironment } from "./program.ts";
import { isOnWine } from "./program_os.ts";

const PATIENCE_MS = 20_000;

/** How the window is. */
export interface WindowOptions {
  readonly columns: number;
  readonly rows: number;
  readonly env?: Record<string, string>;
}

/**
 * A window of tmux with the program in it: keys in, screen out. Other than {@linkcode Terminal} it plays the
 * terminal as well: it knows what stands where, and wraps anew when it gets another width.
 */
export class TmuxWindow implements Disposable {
  readonly #socket = `waterlock-test-${crypto.randomUUID()}`;

  /** Starts the program behind a screen full of other lines; the window stays when it has ended. */
  constructor(args: readonly string[], { columns, rows, env = {} }: WindowOptions) {
    const [program, all] = programCommand(args);
    const { NO_COLOR: _, FORCE_COLOR: __, CI: ___, ...inherited } = programEnvironment();
    // The shell gets Ctrl-C as well, and is to go on.
    const script =
      'trap : INT; seq --format="line %g above" 1 60; "$@"; echo "ended with $?"; sleep 100';
    this.#tmux(
      ["-f", "/dev/null", "new-session", "-d", "-x", `${columns}`, "-y", `${rows}`]
        .concat(["/bin/sh", "-c", script, "sh", program, ...all]),
      { ...inherited, PATH: Deno.env.get("PATH")!, TERM: "xterm-256color", ...env },
    );
  }

  /** What the window shows, without what is empty below. */
  get screen(): string[] {
    return this.#tmux(["capture-pane", "-p"]).trimEnd().split("\n");
  }

  /** The same, with all that has left it at the top, and with colours. */
  get everything(): string {
    return this.#tmux(["capture-pane", "-p", "-e", "-S", "-"]).trimEnd();
  }

  /** Waits until something is the case with the screen. */
  async shows(what: string | RegExp): Promise<string[]> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const { screen } = this, text = screen.join("\n");
      if (typeof what === "string" ? text.includes(what) : what.test(text)) return screen;
      if (Date.now() > deadline) throw new Error(`The window never showed ${what}:\n${text}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Presses a key, by tmux's name for it. */
  press(key: string): void {
    this.#tmux(["send-keys", key]);
  }

  /** Gives the window another size, and the program time to see it. */
  async resize(columns: number, rows: number): Promise<void> {
    this.#tmux(["resize-window", "-x", `${columns}`, "-y", `${rows}`]);
    await new Promise((resolve) => setTimeout(resolve, 800));
  }

  [Symbol.dispose](): void {
    this.#tmux(["kill-server"]);
  }

  #tmux(args: readonly string[], env?: Record<string, string>): string {
    const { success, stdout, stderr } = new Deno.Command("tmux", {
      args: ["-L", this.#socket, ...args],
      ...(env && { env, clearEnv: true }),
    }).outputSync();
    const decoder = new TextDecoder();
    if (!success) throw new Error(`tmux ${args.join(" ")}: ${decoder.decode(stderr)}`);
    return decoder.decode(stdout);
  }
}

function isTmuxThere(): boolean {
  try {
    if (new Deno.Command("tmux", { args: ["-V"], stdout: "null" }).outputSync().success) {
      return true;
    }
  } catch {
    // It is not installed.
  }
  console.log("There is no tmux here: the tests in its windows are skipped");
  return false;
}

/** Windows of tmux, in which a program of this computer runs. */
export const inWindows = { ignore: isOnWine || !isTmuxThere() };
