import ignore from "ignore";
import type { RelativePath } from "../model/relative_path.ts";

/** Whether a path is one of those that a person looks for. */
export type PathMatcher = (path: RelativePath) => boolean;

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
  let rules = ignore({ ignorecase: true }).add([literal]), asked = 0;
  return (path) => {
    // It remembers every path it was ever asked about.
    if (++asked % FORGET_AFTER === 0) rules = ignore({ ignorecase: true }).add([literal]);
    return rules.ignores(path.normalize("NFC"));
  };
}

function isGlob(pattern: string): boolean {
  return /[*?]|\[.+\]/s.test(pattern);
}

const FORGET_AFTER = 10_000;
