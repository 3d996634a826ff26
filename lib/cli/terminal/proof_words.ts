import type { Proofs } from "../../operations/mod.ts";
import { formatNumber } from "./format.ts";

/** How many files were proven how, in words; undefined where none was. */
export function proofWords({ cold, reread }: Proofs): string | undefined {
  if (cold + reread === 0) return undefined;
  const parts = [];
  if (cold > 0) parts.push(`${formatNumber(cold)} proven from the medium`);
  if (reread > 0) {
    const proven = cold > 0 ? "" : "proven ";
    parts.push(`${formatNumber(reread)} ${proven}by a second reading, perhaps from the cache`);
  }
  return parts.join(", ");
}

/** The same in a word, where there is little room: `cold`, `reread`, or how many of each. */
export function proofWord({ cold, reread }: Proofs): string {
  if (reread === 0) return cold === 0 ? "" : "cold";
  return cold === 0 ? "reread" : `${formatNumber(cold)} cold, ${formatNumber(reread)} reread`;
}
