import type { Digest } from "../model/digest.ts";
import type { ProofGrade, Tally } from "../model/entry.ts";
import type { FileProblem } from "../model/errors.ts";
import type { RelativePath } from "../model/relative_path.ts";
import type { End, Verdict } from "../model/verification.ts";
import type { Witness } from "./witness.ts";

/** What looking at a file showed. Nothing has been recorded yet. */
export type Finding =
  | { readonly is: "verified"; readonly proof: ProofGrade | null; readonly digest?: Digest }
  /** At the source: differs, and nothing is wrong. */
  | { readonly is: "changed" | "missing" }
  | { readonly is: Exclude<Verdict, "verified" | "changed">; readonly problem: FileProblem };

/** One file whose turn it is. */
export interface Subject {
  readonly path: RelativePath;
  /** Bytes, as they were recorded. */
  readonly bytes: number;
  /**
   * Looks at it and reads it.
   *
   * @throws {FileProblem} when it cannot be read
   */
  readonly look: (onBytes: (bytes: number) => void) => Promise<Finding>;
  /**
   * Records a finding; to be called in a transaction of the catalogue.
   *
   * @param at milliseconds since 1970
   * @returns what becomes of the file, as the end of a sentence; empty when there is nothing to say
   */
  readonly record: (finding: Finding, at: number) => string;
}

/** One end of a pair, ready to be verified. */
export interface Inspection {
  readonly end: End;
  /** The end's folder. */
  readonly root: string;
  readonly total: Tally;
  /** The end as it was when this began. */
  readonly witness: Witness;
  /** What is to be verified, longest unverified first. */
  readonly subjects: () => Generator<Subject>;
}
