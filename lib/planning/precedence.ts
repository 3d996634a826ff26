import type { RelativePath } from "../model/relative_path.ts";
import { gitignoreRules } from "./gitignore_rules.ts";

/** What the config says of a pair's order, as gitignore patterns. */
export interface PrecedencePatterns {
  /** What goes before everything else. */
  readonly first: readonly string[];
  /** What stays at the source for now. */
  readonly hold: readonly string[];
}

/**
 * When a path's turn comes: by the number of its pattern in `first`, 0 before all others. `held`: not for
 * now. Undefined where nothing is said, which is behind what goes first.
 */
export type Rank = number | "held" | undefined;

/**
 * Ranks paths as the config says. What both lists match is held; what several patterns of `first` match
 * goes by the earliest of them. A pattern that begins with `!` takes back what those before it match.
 *
 * @returns undefined where the config says nothing, so that nobody need look at each path
 */
export function rankPaths(
  { first, hold }: PrecedencePatterns,
): ((path: RelativePath) => Rank) | undefined {
  if (first.length + hold.length === 0) return undefined;
  const isHeld = gitignoreRules(hold, GITIGNORE);
  const isOfRank = first.map((pattern, rank) =>
    isTakingBack(pattern)
      ? () => false
      : gitignoreRules([pattern, ...first.slice(rank + 1).filter(isTakingBack)], GITIGNORE)
  );
  return (path) => {
    if (isHeld(path)) return "held";
    const rank = isOfRank.findIndex((isMatch) => isMatch(path));
    return rank < 0 ? undefined : rank;
  };
}

/** Names of the source are compared as they are. */
const GITIGNORE = { ignorecase: false };

function isTakingBack(pattern: string): boolean {
  return pattern.startsWith("!");
}
