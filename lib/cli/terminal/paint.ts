/** How parts of the live area stand out. The text's width stays as it is. */
export interface Paint {
  readonly bar: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly warning: (text: string) => string;
}

const as = (text: string) => text;

/** For those who want no colours, and for tests. */
export const WITHOUT_COLOURS: Paint = { bar: as, faint: as, warning: as };

const sgr = (on: number, off: number) => (text: string) => `\x1b[${on}m${text}\x1b[${off}m`;

/** Colours of the terminal's own sixteen, so that they are seen on a dark ground and on a light one. */
export const COLOURS: Paint = { bar: sgr(32, 39), faint: sgr(2, 22), warning: sgr(33, 39) };
