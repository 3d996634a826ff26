import { type Keyboard, NO_KEYBOARD } from "./keyboard.ts";
import type { Output } from "./output.ts";
import type { Size } from "./run_area.ts";

/** Without wrapping: a letter that the terminal finds wider than we do stays on its line. */
const NO_WRAP = "\x1b[?7l", WRAP = "\x1b[?7h";
/** The whole line, so that the terminal forgets as well that the next one was its continuation. */
const CLEAR_LINE = "\x1b[2K", CLEAR_BELOW = "\x1b[J";

/**
 * The lines at the bottom of a terminal that are drawn over again and again (ECMA-48, and DECAWM of the
 * VT100).
 *
 * The cursor rests on their first letter. A terminal that has been made narrower has wrapped the old lines
 * anew, and has kept the cursor at that letter: writing from there and clearing what is below leaves nothing
 * of them, however many they are now. It is never hidden, so that it has not to be given back when the
 * program is killed. From the first drawing to the end keys leave nothing on the screen: a letter of theirs
 * would stand where the cursor is, and Enter would move it away from there.
 */
export class LiveArea {
  #lines = 0;

  constructor(
    private readonly output: Output,
    private readonly size: () => Size,
    private readonly keyboard: Keyboard = NO_KEYBOARD,
  ) {}

  /** Has keys leave nothing on the screen until the end, or until there is a question. */
  hideKeys(): void {
    this.keyboard.hush();
  }

  /** Whether keys leave nothing on the screen now. */
  get hidesKeys(): boolean {
    return this.keyboard.isHushed;
  }

  /** Whether something is drawn. */
  get isShown(): boolean {
    return this.#lines > 0;
  }

  /** Shows what `render` makes of the room that there is now; the last column and a line stay free. */
  draw(render: (size: Size) => readonly string[]): void {
    const { columns, rows } = this.size();
    const lines = render({ columns: Math.max(1, columns - 1), rows: Math.max(1, rows - 1) });
    if (lines.length === 0) return this.clear();
    this.hideKeys();
    const text = lines.map((line) => CLEAR_LINE + line).join("\r\n") + CLEAR_BELOW;
    const back = lines.length > 1 ? `\x1b[${lines.length - 1}A` : "";
    this.output.write(`${NO_WRAP}\r${text}${back}\r${WRAP}`);
    this.#lines = lines.length;
  }

  /** An output for lines that stay: the area makes way for them. */
  above(output: Output): Output {
    return {
      write: (text) => {
        this.clear();
        output.write(text);
      },
    };
  }

  /** Gives the screen and the keys back. */
  end(): void {
    this.clear();
    this.keyboard.release();
  }

  /** Makes way for a question, which nothing that was typed before is an answer to. */
  makeWayForQuestion(): void {
    this.end();
    this.keyboard.forget();
  }

  /** Makes way for lines that stay. */
  clear(): void {
    // To clear below the screen's first letter is to tmux to clear the screen, which it keeps a copy of.
    const below = this.#lines > 1 ? `${CLEAR_LINE}\x1b[B${CLEAR_BELOW}\x1b[A` : CLEAR_BELOW;
    if (this.isShown) this.output.write(`\r${below}`);
    this.#lines = 0;
  }
}
