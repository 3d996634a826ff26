import { basename } from "node:path";
import { OWN_FOLDER, PARTIAL_SUFFIX } from "../../lib/model/relative_path.ts";

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

/** What is Waterlock's own at a destination, below its folder `.waterlock`. */
const AT_DESTINATION: readonly (readonly [RegExp, place: string])[] = [
  [/^$/, "marker folder"],
  [/^pair\.json$/, "marker"],
  [/^receipts$/, "receipts"],
  [/^receipts\//, "receipt"],
  [/^drives(\/[^/]+)?$/, "drives"],
  [/^drives\/[^/]+\/waterlock\.db$/, "left snapshot"],
  [/^drives\/[^/]+\/waterlock\.toml$/, "left config"],
];

/**
 * What lies at a path, in the words of fault lines: `cargo`, `cargo partial`, `part`, `destination
 * folder`, `marker`, `receipt`, …
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
  const named = end === "drive" ? ON_DRIVE[below] ?? onDrive(below) : ownOrEnd(end, below);
  if (isPartial) return `${named} partial`;
  return !named.endsWith("folder") && isFolder() ? `${named} folder` : named;
}

function onDrive(below: string): string {
  if (/^config\/waterlock\.db\.(damaged|replaced)-/.test(below)) return "old catalogue";
  if (/^config\/waterlock\.db\.waterlock-partial-/.test(below)) return "catalogue partial";
  if (/^config\/waterlock\.db-/.test(below)) return "catalogue";
  if (below.startsWith("cargo/") && /\.waterlock-part-\d+$/.test(below)) return "part";
  if (below === "cargo" || below.startsWith("cargo/")) return "cargo";
  return basename(below).startsWith("waterlock") ? "program" : "drive";
}

function ownOrEnd(end: "source" | "destination", below: string): string {
  if (below !== OWN_FOLDER && !below.startsWith(`${OWN_FOLDER}/`)) return end;
  const own = below.slice(OWN_FOLDER.length + 1);
  return AT_DESTINATION.find(([pattern]) => pattern.test(own))?.[1] ?? "replaced";
}
