import { parse, TomlError } from "smol-toml";
import * as v from "valibot";
import type { LinkPolicy } from "../filesystem/scan_tree.ts";
import type { ProofGrade } from "../model/entry.ts";
import { WaterlockError } from "../model/errors.ts";
import { fold } from "../model/fold.ts";
import { isJobs, MOST_JOBS } from "../model/jobs.ts";
import { DEVICE } from "../model/portable_name.ts";
import { parseSize } from "../model/size.ts";
import { CONFIG, CONFIG_MISTAKES, type Said, TOML_REMEDIES } from "../vocabulary.ts";
import { findKeyLine } from "./config_lines.ts";
import { patterns, patternWithSource } from "./config_patterns.ts";
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

const NOT_SIZE = CONFIG_MISTAKES.notSize;
const NOT_JOBS = CONFIG_MISTAKES.notJobs(MOST_JOBS);

const text = v.string(CONFIG_MISTAKES.notText);
const size = v.pipe(
  v.union([
    v.string(),
    v.pipe(v.number(), v.integer(NOT_SIZE), v.minValue(0, NOT_SIZE)),
  ], NOT_SIZE),
  v.transform((value) => typeof value === "number" ? value : parseSize(value)),
  v.number(NOT_SIZE),
);
const oneOf = <const T extends readonly string[]>(words: T) =>
  v.picklist(words, CONFIG_MISTAKES.notOneOf(words));
const path = v.pipe(
  text,
  v.nonEmpty(CONFIG_MISTAKES.emptyPath),
  v.check((value) => !value.includes("\0"), CONFIG_MISTAKES.pathWithNul),
  v.check((value) => !isPlaceholder(value), CONFIG_MISTAKES.placeholder),
  v.check(isAbsoluteAnywhere, CONFIG_MISTAKES.notAbsolute),
  v.transform(withoutTrailingSlash),
);
const LONGEST_NAME_BYTES = 200;

/** A name that every system takes as a folder's: it becomes one under cargo/. */
const name = v.pipe(
  text,
  v.check(
    (value) => whyNoFolderName(value) === undefined,
    ({ input }) => CONFIG_MISTAKES.notFolderName(whyNoFolderName(input)!),
  ),
);

function whyNoFolderName(value: string): string | undefined {
  const { empty, letter, edges, device, tooLong } = CONFIG_MISTAKES.ofFolderName;
  if (value === "") return empty;
  // deno-lint-ignore no-control-regex
  const refused = /[<>:"|?*\\/\u0000-\u001f\u007f-\u009f]/.exec(value);
  if (refused) return letter(refused[0]);
  if (/^[. ]|[. ]$/.test(value)) return edges;
  if (DEVICE.test(value)) return device;
  const bytes = new TextEncoder().encode(value).length;
  return bytes > LONGEST_NAME_BYTES ? tooLong(LONGEST_NAME_BYTES) : undefined;
}

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
        exclude: v.optional(patterns, []),
        first: v.optional(patterns, []),
        hold: v.optional(patterns, []),
        min_size: v.optional(size, 0),
        symlinks: v.optional(oneOf(LINK_POLICIES)),
        names: v.optional(oneOf(NAME_POLICIES)),
      }),
      CONFIG_MISTAKES.pairsNotTables,
    ),
    v.minLength(1, CONFIG_MISTAKES.noPair),
  ),
});

/** What is wrong with a key of a config. */
export class WrongKey extends WaterlockError {
  /**
   * @param key as a person would name it: `pair.source`
   * @param fault what is wrong with it, to be said behind whatever it is called
   */
  constructor(readonly key: string, readonly fault: string, said: Said) {
    super("config", ...said);
  }
}

/**
 * Reads and checks a config.
 *
 * @param toml the file's text
 * @param shownPath how messages name the file
 * @param driveRoot absolute path; no pair may lie on the drive itself
 * @throws {WrongKey} one sentence with key, line and remedy
 * @throws {WaterlockError} `config` when it is no TOML
 */
export function parseConfig(toml: string, shownPath: string, driveRoot: string): Config {
  const fail = (keys: readonly (string | number)[], mistake: string, value?: string): never => {
    const line = findKeyLine(toml, keys);
    const path = keys.filter((part) => typeof part === "string").join(".");
    const key = /^[\w.-]+$/.test(path) ? path : JSON.stringify(path);
    const fault = CONFIG.fault(mistake, value);
    throw new WrongKey(key, fault, CONFIG.wrongKey(shownPath, line, key, fault));
  };
  const result = v.safeParse(ConfigSchema, parseToml(toml, shownPath), { abortPipeEarly: true });
  if (!result.success) {
    // A misspelt key makes another one missing; the misspelling is what to correct.
    const issue = result.issues.find(isUnknownKey) ?? result.issues[0];
    const keys = (issue.path ?? []).map((item) => item.key as string | number);
    return fail(keys, ...explain(issue));
  }
  const { reserve, dump, jobs, proof, symlinks, names, pair } = result.output;
  for (const [index, one] of pair.entries()) {
    const same = pair.findIndex((other) => fold(other.name) === fold(one.name));
    if (same !== index) fail(["pair", index, "name"], CONFIG_MISTAKES.nameTwice(one.name));
    if (pair.findIndex((other) => other.destination === one.destination) !== index) {
      fail(["pair", index, "destination"], CONFIG_MISTAKES.destinationTwice);
    }
    for (const key of ["exclude", "first", "hold"] as const) {
      const wrong = patternWithSource(one[key], one.source);
      if (wrong !== undefined) fail(["pair", index, key], CONFIG_MISTAKES.sourcePattern, wrong);
    }
    for (const end of ["source", "destination"] as const) {
      const overlap = overlapsDrive(one[end], driveRoot);
      if (!overlap) continue;
      const { aroundDrive, onDrive } = CONFIG_MISTAKES;
      fail(["pair", index, end], overlap === "around" ? aroundDrive : onDrive);
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

/** What is wrong, and the text that it is wrong with, where there is one. */
function explain(issue: v.BaseIssue<unknown>): [mistake: string, value?: string] {
  if (issue.type === "strict_object") {
    if (issue.expected === "never") return [CONFIG_MISTAKES.unknown];
    const { noPair, missing } = CONFIG_MISTAKES;
    return [issue.path?.at(-1)?.key === "pair" ? noPair : missing];
  }
  return typeof issue.input === "string" ? [issue.message, issue.input] : [issue.message];
}

function parseToml(toml: string, shownPath: string): unknown {
  try {
    return parse(toml);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const reason = error.message.replace(/^Invalid TOML document: /, "").split("\n")[0] ?? "";
    const remedy = remedyForToml(toml.split("\n")[error.line - 1] ?? "", reason);
    const said = CONFIG.notToml(shownPath, error.line, reason, remedy);
    throw new WaterlockError("config", ...said, { cause: error });
  }
}

function remedyForToml(line: string, reason: string): string {
  if (line.includes("\\")) return TOML_REMEDIES.quotePaths;
  if (/control characters/.test(reason)) return TOML_REMEDIES.closeQuote;
  return TOML_REMEDIES.correct;
}
