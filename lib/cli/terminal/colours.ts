/** The few colours that mean something; what they mean is always said in words as well. */
export type Colour = "red" | "green" | "yellow" | "cyan";

/** Gives a text a colour, or leaves it as it is. */
export type Paint = (text: string, colour: Colour) => string;

/** For who wants no colours. */
export const withoutPaint: Paint = (text) => text;

/** Select Graphic Rendition (ECMA-48, 8.3.117); 39 is the terminal's own colour again. */
const CODES: Record<Colour, number> = { red: 31, green: 32, yellow: 33, cyan: 36 };

/** For a terminal that shows colours. */
export const withPaint: Paint = (text, colour) =>
  text.trim() === "" ? text : `\x1b[${CODES[colour]}m${text}\x1b[39m`;
