import { parse, TomlError } from "smol-toml";
import * as v from "valibot";
import type { LinkPolicy } from "../filesystem/scan_tree.ts";
import type { ProofGrade } from "../model/entry.ts";
import { WaterlockError } from "../model/errors.ts";
import { fold } from "../model/fold.ts";
import { isJobs, MOST_JOBS } from "../model/jobs.ts";
import { DEVICE } from "../model/portable_name.ts";
import { parseSize } from "../model/size.ts";
import { findKeyLine } from "./config_lines.ts";
import { mistakeInPatterns, patterns } from "./config_patterns.ts";
import { isAbsoluteAnywhere, isPlaceholder, overlapsDrive, withoutTrailingSlash } from "./paths.ts";

/** What becomes of delivered cargo after an unload. */
export type DumpPolicy = "ask" | "always" | "never" | "when-needed";

/** What becomes of a file whose name its destination cannot hold: it gets a substitute, or waits. */
export type NamePolicy = "portable" | "strict";

/** One source with its destination. */
export interface PairConfig {
  readonly name: string;
  /** Absolute, in the style of the system that reads it. */
  readonly source: string;
  readonly destination: string;
  /** gitignore patterns. */
  readonly exclude: readonly string[];
  /** gitignore patterns of what goes before everything else, those first that are named first. */
  readonly first: readonly string[];
  /** gitignore patterns of what stays at the source for now. */
  readonly hold: readonly string[];
  readonly minSizeBytes: number;
  readonly symlinks: LinkPolicy;
  readonly names: NamePolicy;
}

/** What `config/waterlock.toml` says. */
export interface Config {
  readonly reserveBytes: number;
  readonly dump: DumpPolicy;
  /** Files copied side by side, 1 to 64; undefined where the computer is to choose. */
  readonly jobs: number | undefined;
  /** `reread` where the cache is to be left alone, because somebody is in a hurry. */
  readonly proof: ProofGrade;
  readonly pairs: readonly PairConfig[];
}

const DUMP_POLICIES = ["ask", "always", "never", "when-needed"] as const;
const PROOF_GRADES = ["cold", "reread"] as const;
const LINK_POLICIES = ["keep", "follow", "skip"] as const;
const NAME_POLICIES = ["portable", "strict"] as const;

const EDIT = "Correct the line and run waterlock again";
const NOT_A_SIZE = 'must be a size such as "1 GiB", "500 MB" or "0"';
const NOT_JOBS = `must be a whole number from 1 to ${MOST_JOBS}, or left out`;
const NO_PAIR =
  "is missing: add a [[pair]] with name, source and destination, or run waterlock init";

const text = v.string("must be a text in quotes");
const size = v.pipe(
  v.union([
    v.string(),
    v.pipe(v.number(), v.integer(NOT_A_SIZE), v.minValue(0, NOT_A_SIZE)),
  ], NOT_A_SIZE),
  v.transform((value) => typeof value === "number" ? value : parseSize(value)),
  v.number(NOT_A_SIZE),
);
const oneOf = <const T extends readonly string[]>(words: T) =>
  v.picklist(words, `must be one of ${words.map((word) => `"${word}"`).join(", ")}`);
const path = v.pipe(
  text,
  v.nonEmpty("is empty; write the folder's full path"),
  v.check((value) => !value.includes("\0"), "holds a character that no path has"),
  v.check(
    (value) => !isPlaceholder(value),
    "is still a placeholder; write the real folder",
  ),
  v.check(
    isAbsoluteAnywhere,
    'must be an absolute path, such as "/srv/media" or "D:\\\\media"',
  ),
  v.transform(withoutTrailingSlash),
);
const LONGEST_NAME_BYTES = 200;

/** A name that every system takes as a folder's: it becomes one under cargo/. */
const name = v.pipe(
  text,
  v.check(
    (value) =>
      // deno-lint-ignore no-control-regex
      /^[^<>:"|?*\\/\u0000-\u001f\u007f-\u009f]+$/.test(value) &&
      new TextEncoder().encode(value).length <= LONGEST_NAME_BYTES && !/^[. ]|[. ]$/.test(value) &&
      !DEVICE.test(value),
    "becomes a folder on the drive, so it must be a plain name that every system takes",
  ),
);

const ConfigSchema = v.strictObject({
  reserve: v.optional(size, "1 GiB"),
  dump: v.optional(oneOf(DUMP_POLICIES), "ask"),
  jobs: v.optional(v.pipe(v.number(NOT_JOBS), v.check(isJobs, NOT_JOBS))),
  proof: v.optional(oneOf(PROOF_GRADES), "cold"),
  symlinks: v.optional(oneOf(LINK_POLICIES), "keep"),
  names: v.optional(oneOf(NAME_POLICIES), "portable"),
  pair: v.pipe(
    v.array(
      v.strictObject({
        name,
        source: path,
        destination: path,
        exclude: v.optional(v.array(text, "must be a list of patterns"), []),
        first: v.optional(patterns, []),
        hold: v.optional(patterns, []),
        min_size: v.optional(size, 0),
        symlinks: v.optional(oneOf(LINK_POLICIES)),
        names: v.optional(oneOf(NAME_POLICIES)),
      }),
      "must be a list of tables, each begun by a line [[pair]]",
    ),
    v.minLength(1, NO_PAIR),
  ),
});

/**
 * Reads and checks a config.
 *
 * @param toml the file's text
 * @param shownPath how messages name the file
 * @param driveRoot absolute path; no pair may lie on the drive itself
 * @throws {WaterlockError} `config`: one sentence with key, line and remedy
 */
export function parseConfig(toml: string, shownPath: string, driveRoot: string): Config {
  const fail = (keys: readonly (string | number)[], message: string): never => {
    const line = findKeyLine(toml, keys);
    const path = keys.filter((part) => typeof part === "string").join(".");
    const key = /^[\w.-]+$/.test(path) ? path : JSON.stringify(path);
    throw new WaterlockError("config", `${shownPath}, line ${line}: ${key} ${message}`, EDIT);
  };
  const result = v.safeParse(ConfigSchema, parseToml(toml, shownPath), { abortPipeEarly: true });
  if (!result.success) {
    // A misspelt key makes another one missing; the misspelling is what to correct.
    const issue = result.issues.find(isUnknownKey) ?? result.issues[0];
    const keys = (issue.path ?? []).map((item) => item.key as string | number);
    return fail(keys, explain(issue));
  }
  const { reserve, dump, jobs, proof, symlinks, names, pair } = result.output;
  for (const [index, one] of pair.entries()) {
    const same = pair.findIndex((other) => fold(other.name) === fold(one.name));
    if (same !== index) fail(["pair", index, "name"], `"${one.name}" is used twice; rename one`);
    if (pair.findIndex((other) => other.destination === one.destination) !== index) {
      fail(["pair", index, "destination"], "is another pair's already; give each one of its own");
    }
    for (const key of ["first", "hold"] as const) {
      const mistake = mistakeInPatterns(one[key], one.source);
      if (mistake) fail(["pair", index, key], mistake);
    }
    for (const end of ["source", "destination"] as const) {
      const overlap = overlapsDrive(one[end], driveRoot);
      if (overlap) {
        fail(["pair", index, end], `${overlap}; name a folder on the computer, off the drive`);
      }
    }
  }
  return {
    reserveBytes: reserve,
    dump,
    jobs,
    proof,
    pairs: pair.map((one) => ({
      name: one.name,
      source: one.source,
      destination: one.destination,
      exclude: one.exclude,
      first: one.first,
      hold: one.hold,
      minSizeBytes: one.min_size,
      symlinks: one.symlinks ?? symlinks,
      names: one.names ?? names,
    })),
  };
}

function isUnknownKey(issue: v.BaseIssue<unknown>): boolean {
  return issue.type === "strict_object" && issue.expected === "never";
}

function explain(issue: v.BaseIssue<unknown>): string {
  if (issue.type === "strict_object") {
    if (issue.expected === "never") {
      return "is not a key that Waterlock knows; remove or correct it";
    }
    return issue.path?.at(-1)?.key === "pair" ? NO_PAIR : "is missing; add it";
  }
  const value = issue.input && typeof issue.input === "string"
    ? ` (it is ${JSON.stringify(issue.input)})`
    : "";
  return issue.message + value;
}

function remedyForToml(line: string, reason: string): string {
  if (line.includes("\\")) return "Write Windows paths in single quotes: 'C:\\Users\\me'";
  if (reason.includes("control characters")) return "A closing quote is missing there; add it";
  return EDIT;
}

function parseToml(toml: string, shownPath: string): unknown {
  try {
    return parse(toml);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const reason = error.message.replace(/^Invalid TOML document: /, "").split("\n")[0];
    throw new WaterlockError(
      "config",
      `${shownPath}, line ${error.line}: this is not TOML: ${reason}`,
      remedyForToml(toml.split("\n")[error.line - 1] ?? "", reason ?? ""),
      { cause: error },
    );
  }
}
