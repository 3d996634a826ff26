import { programCommand, programEnvironment } from "./program.ts";
import { isOnWindows } from "./where_it_exists.ts";

/** How long a test waits for something to be shown. */
const PATIENCE_MS = 30_000;

/**
 * Runs the program behind so many other lines, and says on the screen how it ended: tmux 3.3 does not always
 * tell. The shell gets Ctrl-C as well, and is to go on.
 */
const RUN =
  'trap : INT; seq --format="line %g above" 1 "$0"; "$@"; echo "ended with $?"; sleep 1000';
const ENDED = /ended with (\d+)$/m;

/** How large the screen is, and what the program finds in its environment. */
export interface ScreenOptions {
  readonly columns: number;
  readonly rows?: number;
  /** How many lines `line 1 above`, `line 2 above` and so on stand there already. */
  readonly linesAbove?: number;
  readonly env?: Record<string, string>;
  readonly cwd?: string;
}

/**
 * A screen with the program on it, as a person sees it: tmux draws what the program prints, keys go in,
 * lines come out. Other than {@linkcode Terminal} it knows what stands where, and can be given another size.
 */
export class TmuxScreen implements Disposable {
  readonly #socket = `waterlock-test-${crypto.randomUUID()}`;

  /** Starts the program; the screen stays when it has ended. */
  constructor(
    args: readonly string[],
    { columns, rows = 60, linesAbove = 0, env = {}, cwd = "/" }: ScreenOptions,
  ) {
    const [program, all] = programCommand(args);
    // What the tests themselves are run with says nothing about the terminal they play.
    const { NO_COLOR: _, FORCE_COLOR: __, CI: ___, ...inherited } = programEnvironment();
    const variables = Object.entries({ ...inherited, TERM: "tmux-256color", ...env })
      .map(([name, value]) => `${name}=${value}`);
    this.#tmux(
      ["-f", "/dev/null", "new-session", "-d", "-x", `${columns}`, "-y", `${rows}`, "-c", cwd],
      ["/bin/sh", "-c", RUN, `${linesAbove}`, "env", "-i", ...variables, program, ...all],
    );
  }

  /** The lines, from the first that ever left the screen at its top to the last that is not empty. */
  get lines(): string[] {
    return this.#tmux(["capture-pane", "-p", "-S", "-"]).trimEnd().split("\n");
  }

  /** The same as one text, in which a line that the screen's edge broke is one again. */
  get text(): string {
    return this.#tmux(["capture-pane", "-p", "-J", "-S", "-"]).trimEnd();
  }

  /** The same with the colours, as SGR sequences of ECMA-48. */
  get coloured(): string {
    return this.#tmux(["capture-pane", "-p", "-e", "-S", "-"]);
  }

  /** Waits until the lines say something; gives them as they were then. */
  async shows(what: string | RegExp): Promise<string[]> {
    for (const deadline = Date.now() + PATIENCE_MS;;) {
      const { lines } = this, text = lines.join("\n");
      if (typeof what === "string" ? text.includes(what) : what.test(text)) return lines;
      if (Date.now() > deadline) throw new Error(`The screen never showed ${what}:\n${text}`);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }

  /** Types a text, or presses keys by tmux's names: `Tab`, `Enter`, `Escape`, `Down`, `C-u`. */
  press(...keys: readonly ({ readonly type: string } | string)[]): void {
    for (const key of keys) {
      if (typeof key === "string") this.#tmux(["send-keys", key]);
      else this.#tmux(["send-keys", "-l", key.type]);
    }
  }

  /** Gives the screen another size, of which the program is told. */
  resize(columns: number, rows: number): void {
    this.#tmux(["resize-window", "-x", `${columns}`, "-y", `${rows}`]);
  }

  /** Waits for the program to end; gives its exit code. */
  async ends(): Promise<number> {
    const [last] = (await this.shows(ENDED)).slice(-1);
    return Number(ENDED.exec(last!)![1]);
  }

  [Symbol.dispose](): void {
    this.#tmux(["kill-server"]);
  }

  #tmux(...args: readonly (readonly string[])[]): string {
    const { stdout, stderr, success } = new Deno.Command("tmux", {
      args: ["-L", this.#socket, ...args.flat()],
      env: { LC_ALL: "C.UTF-8" },
    }).outputSync();
    if (!success) throw new Error(`tmux ${args.flat()[0]}: ${new TextDecoder().decode(stderr)}`);
    return new TextDecoder().decode(stdout);
  }
}

/** Whether tmux is there; where not, the tests that need it are skipped, and say so. */
function isTmuxThere(): boolean {
  try {
    return new Deno.Command("tmux", { args: ["-V"], stdout: "null" }).outputSync().success;
  } catch {
    console.log("There is no tmux here: the tests on its screen are skipped");
    return false;
  }
}

/** A screen with the program on it, which is not Windows'. */
export const onTmux = { ignore: isOnWindows || !isTmuxThere() };
