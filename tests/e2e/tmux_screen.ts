import { programCommand, programEnvironment } from "./program.ts";
import { isOnWindows } from "./where_it_exists.ts";

/** How long a test waits for something to be shown. */
const PATIENCE_MS = 30_000;

/**
 * Runs the program and keeps its exit code in a file: tmux 3.3 does not always tell that of a program that
 * has ended.
 */
const KEEP_CODE = 'trap : INT; "$@"; echo $? > "$0"';

/** How large the screen is, and what the program finds in its environment. */
export interface ScreenOptions {
  readonly columns: number;
  readonly rows?: number;
  readonly env?: Record<string, string>;
  readonly cwd?: string;
}

/**
 * A screen with the program on it, as a person sees it: tmux draws what the program prints, keys go in,
 * lines come out.
 */
export class TmuxScreen implements Disposable {
  readonly #socket = `waterlock-test-${crypto.randomUUID()}`;
  /** The file that the exit code is written to. */
  readonly #code = Deno.makeTempFileSync({ prefix: "waterlock-test-" });

  constructor(
    args: readonly string[],
    { columns, rows = 60, env = {}, cwd = "/" }: ScreenOptions,
  ) {
    const [program, all] = programCommand(args);
    const { NO_COLOR: _, FORCE_COLOR: __, CI: ___, ...inherited } = programEnvironment();
    const variables = Object.entries({ ...inherited, ...env }).map(([name, value]) =>
      `${name}=${value}`
    );
    // What the program ended with stays to be read.
    this.#tmux(
      [
        "-f",
        "/dev/null",
        "new-session",
        "-d",
        "-x",
        String(columns),
        "-y",
        String(rows),
        "-c",
        cwd,
      ],
      ["env", "-i", ...variables, "TERM=tmux-256color", "/bin/sh", "-c", KEEP_CODE, this.#code],
      [program, ...all],
      [";", "set-option", "remain-on-exit", "on"],
    );
  }

  /** The lines on the screen, from the first that ever scrolled away to the last that is not empty. */
  get lines(): string[] {
    return this.#tmux(["capture-pane", "-p", "-S", "-"]).trimEnd().split("\n");
  }

  /** What is on it, where a line that the screen's edge broke is one again. */
  get text(): string {
    return this.#tmux(["capture-pane", "-p", "-J", "-S", "-"]).trimEnd();
  }

  /** The same with the colours, as SGR sequences of ECMA-48. */
  get coloured(): string {
    return this.#tmux(["capture-pane", "-p", "-e", "-S", "-"]);
  }

  /** Waits until a text is on the screen. */
  async shows(text: string): Promise<void> {
    await this.#until(() => this.text.includes(text), () => `The screen never showed "${text}"`);
  }

  /** Types a text, or presses keys by tmux's names: `Tab`, `Enter`, `Escape`, `Down`, `C-u`. */
  press(...keys: readonly ({ readonly type: string } | string)[]): void {
    for (const key of keys) {
      if (typeof key === "string") this.#tmux(["send-keys", key]);
      else this.#tmux(["send-keys", "-l", key.type]);
    }
  }

  /** Waits for the program to end; gives its exit code. */
  async ends(): Promise<number> {
    const read = () => Deno.readTextFileSync(this.#code).trim();
    await this.#until(() => read() !== "", () => "The program never ended");
    return Number(read());
  }

  [Symbol.dispose](): void {
    this.#tmux(["kill-server"]);
    Deno.removeSync(this.#code);
  }

  async #until(isSo: () => boolean, sayNot: () => string): Promise<void> {
    for (const deadline = Date.now() + PATIENCE_MS; !isSo();) {
      if (Date.now() > deadline) throw new Error(`${sayNot()}:\n${this.text}`);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }

  #tmux(...args: readonly (readonly string[])[]): string {
    const { stdout, stderr, success } = new Deno.Command("tmux", {
      args: ["-L", this.#socket, ...args.flat()],
      env: { LC_ALL: "C.UTF-8" },
    }).outputSync();
    if (!success) throw new Error(new TextDecoder().decode(stderr));
    return new TextDecoder().decode(stdout);
  }
}

/** Whether tmux is there; where not, the tests that need it are skipped, and say so. */
function isTmuxThere(): boolean {
  try {
    return new Deno.Command("tmux", { args: ["-V"] }).outputSync().success;
  } catch {
    console.log("There is no tmux here: the tests on its screen are skipped");
    return false;
  }
}

/** A screen with the program on it, which is not Windows'. */
export const onTmux = { ignore: isOnWindows || !isTmuxThere() };
