/** The few ways to stand out that mean something; what they mean is always said in words as well. */
export type Shade = "red" | "green" | "yellow" | "cyan" | "faint";

/** Gives a text a shade, or leaves it as it is. Its width stays as it was. */
export type Paint = (text: string, shade: Shade) => string;

/** For who wants no colours, and for a terminal that has none. */
export const withoutPaint: Paint = (text) => text;

/**
 * Select Graphic Rendition (ECMA-48, 8.3.117), on and off again: colours of the terminal's own sixteen,
 * so that they are seen on a dark ground and on a light one.
 */
const CODES: Readonly<Record<Shade, readonly [on: number, off: number]>> = {
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
  faint: [2, 22],
};

/** For a terminal that shows colours. */
export const withPaint: Paint = (text, shade) => {
  const [on, off] = CODES[shade];
  return text.trim() === "" ? text : `\x1b[${on}m${text}\x1b[${off}m`;
};
