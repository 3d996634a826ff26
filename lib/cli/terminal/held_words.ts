import type { Tally } from "../../operations/mod.ts";
import { formatTally } from "./format.ts";

/** Why a file waits that could go. */
export const HELD = "held at the source, as the config says (hold)";

/** What is held, behind the rest of a sentence; nothing where nothing is. */
export function heldClause(held: Tally): string {
  return held.files > 0 ? `; ${formatTally(held)} ${HELD}` : "";
}
