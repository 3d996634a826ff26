import * as v from "valibot";
import { EXIT } from "../exit_codes.ts";

/** Describes a key for who reads the JSON Schema. */
export function told<S extends v.GenericSchema>(schema: S, description: string) {
  return v.pipe(schema, v.description(description));
}

/** An event: its name, what it tells of, and its other keys. */
export function event<const N extends string, E extends v.ObjectEntries>(
  name: N,
  description: string,
  keys: E,
) {
  return v.pipe(v.object({ event: v.literal(name), ...keys }), v.description(description));
}

export const WHOLE = v.pipe(v.number(), v.integer(), v.minValue(0));
export const BYTES = told(WHOLE, "Bytes.");
export const SECONDS = told(v.number(), "Seconds, by the clock of this computer.");
export const PAIR = told(v.string(), "The pair's name.");
export const PATH = told(v.string(), "Below the pair's folder, / between its parts.");
export const TIME = told(v.string(), "ISO 8601, in UTC.");
export const DIGEST = told(v.string(), "BLAKE2b, 512 bits, as 128 hexadecimal digits.");

export const TALLY = v.pipe(
  v.object({ files: WHOLE, bytes: WHOLE }),
  v.description("How many files, links among them, and how many bytes."),
);

export const STAGE_NAME = v.picklist(["load", "unload"]);
export const END_NAME = v.picklist(["source", "drive", "destination"]);
export const RESULT = v.picklist(["done", "partial", "damaged", "failed", "interrupted"]);

export const PROOF = v.picklist(["cold", "reread"]);
export const PROOFS = v.pipe(
  v.object({ cold: WHOLE, reread: WHOLE }),
  v.description("How many files were read from the medium, and how many perhaps from memory."),
);

/** Why one file could not be settled. */
export const PROBLEM_CODES = [
  "unreadable",
  "changing",
  "special-file",
  "name-not-utf8",
  "name-not-possible",
  "name-reserved",
  "link-not-possible",
  "name-collision",
  "in-the-way",
  "link-loop",
  "dangling-link",
  "write-failed",
  "source-corrupt",
  "mismatch",
  "damaged",
  "bytes-gone",
  "order-unknown",
  "missing",
  "edited",
  "declined",
  "not-a-path",
  "bad-row",
  "failed",
] as const;

/** Why a command, or a pair's part of it, could not be done. */
export const ERROR_CODES = [
  "usage",
  "config",
  "refused",
  "failed",
  "no-space",
  "interrupted",
] as const;

export const SUMMARY_ERROR = v.object({
  pair: told(v.string(), "Empty where it is about no pair."),
  path: told(v.string(), "Empty where it is about no file."),
  code: v.picklist([...new Set([...ERROR_CODES, ...PROBLEM_CODES, "no-digest"] as const)]),
  message: told(v.string(), "What happened, to what, and what to do."),
});

export const EXIT_CODE = v.pipe(
  v.picklist(Object.values(EXIT)),
  v.description(
    "0 all done, 1 failed, 2 usage or config, 3 done in part, 4 damage found, 130 interrupted.",
  ),
);

/** What several events hold, by the name that the JSON Schema refers to it by. */
export const VALUES = {
  Tally: TALLY,
  Proofs: PROOFS,
  Error: SUMMARY_ERROR,
  ExitCode: EXIT_CODE,
} as const;
