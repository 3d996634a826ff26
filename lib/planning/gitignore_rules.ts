import ignore from "ignore";
import type { RelativePath } from "../model/relative_path.ts";

/** Whether a path is one of those that somebody means. */
export type PathMatcher = (path: RelativePath) => boolean;

/** Matches paths by gitignore's own rules, however many paths it is asked about. */
export function gitignoreRules(
  patterns: readonly string[],
  options: { readonly ignorecase: boolean },
): PathMatcher {
  if (patterns.length === 0) return () => false;
  let rules = ignore(options).add([...patterns]), asked = 0;
  return (path) => {
    // It remembers every path it was ever asked about.
    if (++asked % FORGET_AFTER === 0) rules = ignore(options).add([...patterns]);
    return rules.ignores(path);
  };
}

const FORGET_AFTER = 10_000;
