import { stringify } from "smol-toml";
import { NEW_CONFIG } from "../vocabulary.ts";

/** What `init` asks for. */
export interface NewPair {
  readonly name: string;
  readonly source: string;
  readonly destination: string;
}

/** What else can be said of a pair. */
const KEYS_OF_PAIR = {
  exclude: '["*.tmp", ".DS_Store"]',
  first: '["2026/**"]',
  hold: '["raw/**"]',
  min_size: '"0"',
  symlinks: '"keep"',
  names: '"portable"',
} satisfies Partial<Record<keyof typeof NEW_CONFIG, string>>;

/** The text of a new config: what was asked for, and comments about what else can be said. */
export function writeConfig(pairs: readonly NewPair[], reserve: string): string {
  const others = Object.entries(KEYS_OF_PAIR).map(([key, value]) =>
    withComment(`# ${key} = ${value}`, 37, NEW_CONFIG[key as keyof typeof KEYS_OF_PAIR])
  );
  const tables = pairs.map((pair) =>
    [
      "[[pair]]",
      keyLine("name", pair.name),
      keyLine("source", pair.source),
      keyLine("destination", pair.destination),
      ...others,
    ].join("\n")
  );
  return [
    ...NEW_CONFIG.opening.split("\n").map((line) => `# ${line}`),
    "",
    withComment(keyLine("reserve", reserve), 19, NEW_CONFIG.reserve),
    withComment('dump = "ask"', 19, NEW_CONFIG.dump),
    withComment('# proof = "cold"', 19, NEW_CONFIG.proof),
    withComment("# jobs = 2", 19, NEW_CONFIG.jobs),
    "",
    tables.join("\n\n"),
    "",
  ].join("\n");
}

function withComment(line: string, column: number, comment: string): string {
  return `${line} `.padEnd(column) + `# ${comment}`;
}

/** A key with a text, which stands in single quotes where that spares Windows paths their double `\\`. */
function keyLine(key: string, text: string): string {
  const isLiteral = text.includes("\\") && !text.includes("'") && !CONTROL.test(text);
  return isLiteral ? `${key} = '${text}'` : stringify({ [key]: text }).trimEnd();
}

// What a literal string of TOML cannot hold.
// deno-lint-ignore no-control-regex
const CONTROL = /[\u0000-\u001f\u007f]/;
