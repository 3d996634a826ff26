/** Text of a terminal with the colours that it has there. */
interface Run {
  readonly text: string;
  readonly style: Style;
}

interface Style {
  readonly colour: keyof typeof COLOURS | undefined;
  readonly isBold: boolean;
  readonly isFaint: boolean;
}

const PLAIN: Style = { colour: undefined, isBold: false, isFaint: false };
const COLOURS = {
  31: "#f2777a",
  32: "#8ccf7e",
  33: "#e5c76b",
  34: "#67b0e8",
  35: "#c47fd5",
  36: "#6cbfbf",
  90: "#8a929c",
} as const;

/** The width of a letter by the height of a line, as most fonts of terminals have it. */
const CELL = { width: 8.4, height: 18 };
const MARGIN = 16;

/**
 * A terminal's screen as a picture, with its colours.
 *
 * @param screen lines with Select Graphic Rendition (ECMA-48, 8.3.117), as `tmux capture-pane -e` gives them
 * @param title what the picture shows, for those who do not see it
 */
export function drawTerminal(screen: string, columns: number, title: string): string {
  const lines = screen.trimEnd().split("\n");
  const width = Math.ceil(columns * CELL.width + 2 * MARGIN);
  const height = lines.length * CELL.height + 2 * MARGIN;
  let style = PLAIN;
  const rows = lines.map((line, row) => {
    const runs = runsOf(line, style);
    style = runs.at(-1)?.style ?? style;
    return drawLine(runs.filter(({ text }) => text !== ""), row);
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escape(title)}</title>`,
    `<rect width="${width}" height="${height}" rx="8" fill="#1c2128"/>`,
    `<g font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14" ` +
    `fill="#dfe3e8">`,
    ...rows,
    "</g>",
    "</svg>",
    "",
  ].join("\n");
}

/** Each run has its place and its width, so that the columns stand whatever font is there. */
function drawLine(runs: readonly Run[], row: number): string {
  const y = MARGIN + row * CELL.height + 13.5;
  let column = 0;
  const texts = runs.map(({ text, style }) => {
    const x = MARGIN + column * CELL.width, length = [...text].length;
    column += length;
    if (text.trim() === "") return "";
    return `<text x="${round(x)}" y="${y}" textLength="${round(length * CELL.width)}"` +
      `${attributesOf(style)}>${escape(withoutGaps(text))}</text>`;
  });
  return texts.join("");
}

/** A line cut where its colours change. @param before how the line above it ended */
function runsOf(line: string, before: Style): Run[] {
  let style = before;
  // deno-lint-ignore no-control-regex
  return line.split(/(\x1b\[[\d;]*m)/).flatMap((piece): Run[] => {
    if (!piece.startsWith("\x1b[")) return [{ text: piece, style }];
    for (const code of piece.slice(2, -1).split(";").map(Number)) style = restyle(style, code);
    return [{ text: "", style }];
  });
}

function restyle(style: Style, code: number): Style {
  if (code === 0) return PLAIN;
  if (code === 1) return { ...style, isBold: true };
  if (code === 2) return { ...style, isFaint: true };
  if (code === 22) return { ...style, isBold: false, isFaint: false };
  if (code === 39) return { ...style, colour: undefined };
  return code in COLOURS ? { ...style, colour: code as keyof typeof COLOURS } : style;
}

function attributesOf({ colour, isBold, isFaint }: Style): string {
  const fill = colour === undefined ? "" : ` fill="${COLOURS[colour]}"`;
  return `${fill}${isBold ? ' font-weight="bold"' : ""}${isFaint ? ' opacity="0.6"' : ""}`;
}

/** Blanks side by side would be drawn as one. */
function withoutGaps(text: string): string {
  return text.replaceAll(" ", "\u00a0");
}

function round(pixels: number): string {
  return String(Math.round(pixels * 10) / 10);
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
