import * as v from "valibot";

const BELOW_SOURCE = 'write it as it is below the source, such as "2026/**"';

/**
 * A list of gitignore patterns that say which files go first, or wait. What would match nothing, without
 * a word, is refused: somebody relies on it.
 */
export const patterns = v.pipe(
  v.array(
    v.pipe(
      v.string("must be a text in quotes"),
      v.check((pattern) => pattern.trim() !== "", "has a pattern that is empty; remove it"),
      v.check(
        (pattern) => !pattern.startsWith("#"),
        "has a pattern that begins with #, which makes it a comment; put a \\ before the #",
      ),
      v.check(
        (pattern) => ESCAPES.test(pattern),
        "has a pattern with a \\ in it, which only stands before !, #, [, ] or a space; write / " +
          "between folders, and [*] or [?] for such a letter of a name",
      ),
      v.check(
        (pattern) => !/^!?\.{1,2}\//.test(pattern),
        `has a pattern that begins with a dot and a slash; ${BELOW_SOURCE}`,
      ),
    ),
    "must be a list of patterns",
  ),
  v.check(
    ([first = ""]) => !first.startsWith("!"),
    "begins with a pattern that takes back what those before it match, and there are none; put one " +
      'before it, such as "/*"',
  ),
);

/** A backslash stands before what it keeps from having a meaning, and nowhere else (gitignore(5)). */
const ESCAPES = /^(?:[^\\]|\\[!#[\]\\ ])*$/;

/** What is wrong with patterns of a pair, or undefined: they begin below its source, not at the root. */
export function mistakeInPatterns(
  patterns: readonly string[],
  source: string,
): string | undefined {
  const folder = source.replaceAll("\\", "/");
  const wrong = patterns.find((pattern) => {
    const path = pattern.replace(/^!/, "");
    return path === folder || path.startsWith(`${folder}/`);
  });
  return wrong === undefined
    ? undefined
    : `has a pattern with the source's own path; ${BELOW_SOURCE} (it is ${JSON.stringify(wrong)})`;
}
