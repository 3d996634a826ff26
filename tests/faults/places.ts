import { basename } from "node:path";
import { PARTIAL_SUFFIX } from "../../lib/model/relative_path.ts";

/** Where the three ends of a test lie, as absolute paths. */
export interface Ends {
  readonly source: string;
  readonly drive: string;
  readonly destination: string;
}

const ON_DRIVE: Record<string, string> = {
  "": "drive folder",
  "README.txt": "read-me",
  "config": "config folder",
  "config/waterlock.toml": "config",
  "config/waterlock.db": "catalogue",
  "config/waterlock.db.bak": "snapshot",
  "config/waterlock.db.seal": "seal",
  "config/waterlock.lock": "lock",
};

/**
 * What lies at a path, in the words of fault lines: `cargo`, `cargo partial`, `destination folder`,
 * `marker`, …
 *
 * @param isFolder whether a folder lies there
 * @returns undefined outside of the three ends
 */
export function placeOf(ends: Ends, path: string, isFolder: () => boolean): string | undefined {
  const end = (["drive", "destination", "source"] as const).find((end) =>
    path === ends[end] || path.startsWith(`${ends[end]}/`)
  );
  if (!end) return undefined;
  const isPartial = path.endsWith(PARTIAL_SUFFIX);
  const whole = isPartial ? path.slice(0, -PARTIAL_SUFFIX.length) : path;
  const below = whole.slice(ends[end].length + 1);
  const named = end === "drive" ? ON_DRIVE[below] ?? cargoOrProgram(below) : ownOrEnd(end, below);
  if (isPartial) return `${named} partial`;
  return !named.endsWith("folder") && isFolder() ? `${named} folder` : named;
}

function cargoOrProgram(below: string): string {
  if (/^config\/waterlock\.db-/.test(below)) return "catalogue";
  if (below === "cargo" || below.startsWith("cargo/")) return "cargo";
  return basename(below).startsWith("waterlock") ? "program" : "drive";
}

function ownOrEnd(end: "source" | "destination", below: string): string {
  if (below === ".waterlock") return "marker folder";
  if (below === ".waterlock/pair.json") return "marker";
  return below.startsWith(".waterlock/") ? "replaced" : end;
}
