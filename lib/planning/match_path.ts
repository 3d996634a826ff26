import type { RelativePath } from "../model/relative_path.ts";
import { gitignoreRules, type PathMatcher } from "./gitignore_rules.ts";

/**
 * Understands what a person types to find files. With `*`, `?` or `[…]` it is a pattern as gitignore
 * has them (`*.mov` at any depth, `album/**` below a folder), else any part of the path. Case does not
 * matter, nor how an accent is composed: macOS decomposes them.
 */
export function matchPath(pattern: string): PathMatcher {
  const wanted = pattern.normalize("NFC");
  if (!isGlob(wanted)) {
    const part = wanted.toLowerCase();
    return (path) => path.normalize("NFC").toLowerCase().includes(part);
  }
  const literal = wanted.replace(/^[!#]/, "\\$&").replace(/ +$/, (end) => "\\ ".repeat(end.length));
  const isMatch = gitignoreRules([literal], { ignorecase: true });
  return (path) => isMatch(path.normalize("NFC") as RelativePath);
}

function isGlob(pattern: string): boolean {
  return /[*?]|\[.+\]/s.test(pattern);
}
