import type { EntryKind, ProofGrade, ProvenVersion } from "./entry.ts";
import type { RelativePath } from "./relative_path.ts";
import type { Sighting } from "./sighting.ts";

/** A version that was brought to the destination. */
export interface DeliveredVersion extends ProvenVersion {
  readonly kind: EntryKind;
  readonly proof: ProofGrade | null;
}

/** What an unload did to one path of the destination, for the drives that come after it. */
export interface Receipt {
  readonly path: RelativePath;
  /** Where it lies there, where letters of it are encoded to tell it from something else. */
  readonly place?: RelativePath | undefined;
  /** What was brought there, or undefined where it was removed. */
  readonly delivered: DeliveredVersion | undefined;
  /** When, in milliseconds since 1970. */
  readonly at: number;
  /** When the source was seen to be so; null where nobody can tell. */
  readonly seen: Sighting | null;
}
