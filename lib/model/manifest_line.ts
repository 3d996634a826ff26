import type { Digest } from "./digest.ts";

const ESCAPES: Record<string, string> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r" };

/**
 * A line as GNU `b2sum` writes it and `b2sum -c` reads it: a name with a backslash or a line's end in
 * it is escaped, and a backslash before the digest says so (coreutils manual, "md5sum invocation").
 */
export function manifestLine(digest: Digest, path: string): string {
  const escaped = path.replace(/[\\\n\r]/g, (character) => ESCAPES[character]!);
  return `${escaped === path ? "" : "\\"}${digest}  ${escaped}`;
}
