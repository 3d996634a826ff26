import { stringify } from "smol-toml";

/** What `init` asks for. */
export interface NewPair {
  readonly name: string;
  readonly source: string;
  readonly destination: string;
}

/** The text of a new config: what was asked for, and comments about what else can be said. */
export function writeConfig(pairs: readonly NewPair[], reserve: string): string {
  const tables = pairs.map((pair) =>
    [
      "[[pair]]",
      keyLine("name", pair.name),
      keyLine("source", pair.source),
      keyLine("destination", pair.destination),
      '# exclude = ["*.tmp", ".DS_Store"]   # gitignore patterns of what stays behind',
      '# first = ["2026/**"]               # patterns of what goes before everything else',
      '# hold = ["raw/**"]                 # patterns of what waits at the source for now',
      '# min_size = "0"                     # leave smaller files to the network',
      '# symlinks = "keep"                  # keep | follow | skip',
      '# names = "portable"                 # what cannot have its name there: portable: a substitute | strict: waits',
    ].join("\n")
  );
  return [
    "# What Waterlock moves. Edit it as you like. Paths are absolute, in the style of the computer",
    "# they are on; those of Windows stand in single quotes: 'D:\\films'.",
    "",
    `${keyLine("reserve", reserve).padEnd(18)} # left free on the drive`,
    'dump = "ask"       # delivered cargo after an unload: ask | always | never | when-needed',
    '# proof = "cold"   # cold: each file is read back from the medium | reread: sooner, perhaps from memory',
    "# jobs = 2         # files copied side by side, 1 to 64; left out, the computer chooses",
    "",
    tables.join("\n\n"),
    "",
  ].join("\n");
}

/** A key with a text, which stands in single quotes where that spares Windows paths their double `\\`. */
function keyLine(key: string, text: string): string {
  const isLiteral = text.includes("\\") && !text.includes("'") && !CONTROL.test(text);
  return isLiteral ? `${key} = '${text}'` : stringify({ [key]: text }).trimEnd();
}

// What a literal string of TOML cannot hold.
// deno-lint-ignore no-control-regex
const CONTROL = /[\u0000-\u001f\u007f]/;
