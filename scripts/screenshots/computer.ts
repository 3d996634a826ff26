import { runCommand } from "../../tests/fixtures/run_command.ts";

const COLUMNS = 80, ROWS = 30;

/** What a computer has where, by the folders that it is mounted over. */
export interface Mounts {
  readonly [folder: string]: string;
}

/**
 * A computer of its own, as far as somebody at its terminal can tell: with a name, and with folders that
 * nobody else sees under theirs. It needs Linux, root and tmux.
 */
export class Computer implements Disposable {
  readonly columns = COLUMNS;
  readonly #socket = `waterlock-screenshot-${crypto.randomUUID()}`;

  /** @param program what `waterlock` stands for in the shell */
  constructor(name: string, mounts: Mounts, program: string) {
    const mount = Object.entries(mounts).map(([folder, from]) =>
      `mount --rbind '${from}' '${folder}'`
    );
    const shell =
      "env -i TERM=xterm-256color HOME=/root PATH=$PATH LC_ALL=C.UTF-8 TZ=Europe/Berlin " +
      "bash --norc --noprofile";
    const begin = [
      `hostname '${name}'`,
      ...mount,
      `tmux -L ${this.#socket} -f /dev/null new-session -d -x ${COLUMNS} -y ${ROWS} "${shell}"`,
    ];
    runCommand("unshare", "--mount", "--uts", "sh", "-ec", begin.join("; "));
    this.#type(`PS1='$ '; waterlock() { ${program} "$@"; }; cd /; clear`);
  }

  /** Types a command on an empty screen. */
  run(command: string): void {
    this.#type("clear");
    this.#tmux("clear-history");
    this.#type(command);
  }

  /** Answers a question. */
  answer(text: string): void {
    this.#type(text);
  }

  /** Waits until something is shown; gives the screen with its colours. */
  async shows(what: RegExp, patienceMs = 120_000): Promise<string> {
    for (const deadline = Date.now() + patienceMs;;) {
      const text = this.#tmux("capture-pane", "-p").trimEnd();
      if (what.test(text)) return this.#tmux("capture-pane", "-p", "-e");
      if (Date.now() > deadline) throw new Error(`${what} was never shown:\n${text}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Waits until the shell asks for the next command. */
  async ends(): Promise<string> {
    const screen = await this.shows(/\n\$$/);
    return screen.trimEnd().replace(/\n[^\n]*$/, "\n");
  }

  [Symbol.dispose](): void {
    this.#tmux("kill-server");
  }

  #type(line: string): void {
    this.#tmux("send-keys", "-l", line);
    this.#tmux("send-keys", "Enter");
  }

  #tmux(...args: readonly string[]): string {
    return runCommand("tmux", "-L", this.#socket, ...args);
  }
}
