/** Text that is HTML already. Only {@linkcode markup} makes it, so that nothing gets in unescaped. */
export class Markup {
  constructor(readonly text: string) {}
}

/** What may stand in a template: several are put one behind the other, nothing where there is none. */
export type Content = Markup | string | number | null | undefined | false | readonly Content[];

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&#34;",
  "'": "&#39;",
};

/**
 * HTML from a template. Whatever is put into it is text, in an element or in a quoted attribute, and can
 * be nothing else.
 *
 * @example markup`<b title="${name}">${name}</b>`
 */
export function markup(parts: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  let text = parts[0]!;
  contents.forEach((content, at) => text += textOf(content) + parts[at + 1]!);
  return new Markup(text);
}

/** The first of the characters that stand for nothing (Unicode's private use area). */
const FIRST_MARK = 0xe000;

/**
 * A sentence of the vocabulary with HTML for its facts, wherever the language puts them.
 *
 * @example phrase((path) => `Drive ${path}`, markup`<bdi>${path}</bdi>`)
 */
export function phrase<Facts extends string[]>(
  say: (...facts: Facts) => string,
  ...contents: { readonly [K in keyof Facts]: Content }
): Markup {
  const marks = contents.map((_, at) => String.fromCharCode(FIRST_MARK + at)) as Facts;
  const pieces = say(...marks).split(/([\ue000-\uf8ff])/);
  const contentOf = (piece: string): Content => {
    const at = marks.indexOf(piece);
    return at < 0 ? piece : contents[at];
  };
  return markup`${pieces.map(contentOf)}`;
}

function textOf(content: Content): string {
  if (content === null || content === undefined || content === false) return "";
  if (content instanceof Markup) return content.text;
  if (typeof content === "object") return content.map(textOf).join("");
  return escapeHtml(String(content));
}

/** A text as it stands in HTML; what no browser shows (control characters, halves of pairs) as a box. */
function escapeHtml(text: string): string {
  return text.toWellFormed()
    // deno-lint-ignore no-control-regex
    .replace(/[\u0000-\u001f\u007f-\u009f]/g, "\ufffd")
    .replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
