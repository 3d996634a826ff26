import * as v from "valibot";
import { CONFIG_MISTAKES } from "../vocabulary.ts";

/**
 * A list of gitignore patterns that say which files stay behind, go first, or wait. What would match
 * nothing, without a word, is refused: somebody relies on it.
 */
export const patterns = v.pipe(
  v.array(
    v.pipe(
      v.string(CONFIG_MISTAKES.notText),
      v.check((pattern) => !/^!?\s*$/.test(pattern), CONFIG_MISTAKES.emptyPattern),
      v.check((pattern) => !/^!?\/+$/.test(pattern), CONFIG_MISTAKES.slashPattern),
      v.check((pattern) => !pattern.startsWith("#"), CONFIG_MISTAKES.commentPattern),
      v.check((pattern) => ESCAPES.test(pattern), CONFIG_MISTAKES.backslashPattern),
      v.check((pattern) => !/^!?\.{1,2}\//.test(pattern), CONFIG_MISTAKES.dotPattern),
    ),
    CONFIG_MISTAKES.notPatterns,
  ),
  v.check(([first = ""]) => !first.startsWith("!"), CONFIG_MISTAKES.takesBackNothing),
);

/** A backslash stands before what it keeps from having a meaning, and nowhere else (gitignore(5)). */
const ESCAPES = /^(?:[^\\]|\\[!#[\]\\ ])*$/;

/** The first pattern that begins at the root, or undefined: they begin below a pair's source. */
export function patternWithSource(
  patterns: readonly string[],
  source: string,
): string | undefined {
  const folder = source.replaceAll("\\", "/");
  return patterns.find((pattern) => {
    const path = pattern.replace(/^!/, "");
    return path === folder || path.startsWith(`${folder}/`);
  });
}
