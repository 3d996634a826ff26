/** The keys of the person, while something else than a question has the screen. */
export interface Keyboard {
  /** Whether keys leave nothing on the screen now, not even the `^C` of Ctrl-C. */
  readonly isHushed: boolean;
  /**
   * Has keys leave nothing on the screen. Ctrl-C interrupts as ever. To be called again now and then: a shell
   * that had the terminal in between has set it as it likes.
   */
  hush(): void;
  /** Has the terminal as it was. */
  release(): void;
  /** Forgets what has been typed and not read: it was no answer to what is asked only now. */
  forget(): void;
}

/** Where keys come from no terminal, or nobody can tell whose it is. */
export const NO_KEYBOARD: Keyboard = {
  isHushed: false,
  hush() {},
  release() {},
  forget() {},
};

const SYMBOLS = {
  getpgrp: { parameters: [], result: "i32" },
  tcgetpgrp: { parameters: ["i32"], result: "i32" },
  tcgetattr: { parameters: ["i32", "buffer"], result: "i32" },
  tcsetattr: { parameters: ["i32", "i32", "buffer"], result: "i32" },
  tcflush: { parameters: ["i32", "i32"], result: "i32" },
} as const;

type Libc = Deno.DynamicLibrary<typeof SYMBOLS>["symbols"];

/**
 * From `<termios.h>`: where `c_lflag` lies in `struct termios`, in words of 32 bits (flags have 32 of them on
 * Linux and 64 on macOS), and `TCIFLUSH`.
 */
const SYSTEMS = {
  linux: { library: "libc.so.6", flags: 3, typed: 0 },
  darwin: { library: "/usr/lib/libSystem.B.dylib", flags: 6, typed: 1 },
} as const;

/** `ECHO` and `TCSANOW` of `<termios.h>`, and more words than any `struct termios` has. */
const ECHO = 0x8, NOW = 0, TERMIOS_WORDS = 32;
const STDIN = 0;

/**
 * The keyboard of the terminal that standard input is. A console of Windows shows no key that nobody reads,
 * and has no such mode.
 */
export function terminalKeyboard(): Keyboard {
  const { os } = Deno.build;
  if ((os !== "linux" && os !== "darwin") || !Deno.stdin.isTerminal()) return NO_KEYBOARD;
  const system = SYSTEMS[os];
  try {
    return new TerminalKeyboard(Deno.dlopen(system.library, SYMBOLS).symbols, system);
  } catch {
    // Another C library: keys show, as they do everywhere else.
    return NO_KEYBOARD;
  }
}

/**
 * A terminal is told not to echo, and nothing else (termios(3)): what is typed for the shell behind the
 * program is there when it ends. `Deno.stdin.setRaw` is not used: it gives the settings back at the end even
 * where the program has been sent to the background meanwhile, which stops it there.
 *
 * The settings outlive the program. It gives them back itself; of one that was killed or stopped, shells
 * that know jobs (bash, zsh, fish) take them back.
 */
class TerminalKeyboard implements Keyboard {
  #isHushed = false;

  constructor(
    private readonly libc: Libc,
    private readonly system: (typeof SYSTEMS)[keyof typeof SYSTEMS],
  ) {}

  get isHushed(): boolean {
    return this.#isHushed;
  }

  hush(): void {
    // Who has no echo is not to get one at the end.
    if (this.#setEcho(false)) this.#isHushed = true;
  }

  release(): void {
    if (this.#isHushed) this.#setEcho(true);
    this.#isHushed = false;
  }

  forget(): void {
    if (this.#isOurs) this.libc.tcflush(STDIN, this.system.typed);
  }

  /** @returns whether that was a change */
  #setEcho(isOn: boolean): boolean {
    const modes = new Uint32Array(TERMIOS_WORDS), { flags } = this.system;
    if (!this.#isOurs || this.libc.tcgetattr(STDIN, modes) !== 0) return false;
    const before = modes[flags]!;
    modes[flags] = isOn ? before | ECHO : before & ~ECHO;
    return modes[flags] !== before && this.libc.tcsetattr(STDIN, NOW, modes) === 0;
  }

  /** A program in the background that touches the terminal's settings is stopped (`SIGTTOU`). */
  get #isOurs(): boolean {
    return this.libc.tcgetpgrp(STDIN) === this.libc.getpgrp();
  }
}
