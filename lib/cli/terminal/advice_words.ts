import type { Problem, Stage } from "../../operations/mod.ts";
import { formatCount } from "./format.ts";
import type { StageAccount } from "./stage_account.ts";

type Code = Problem["code"];

const AGAIN = "and run waterlock again";

/** What to do about problems of a kind, after the number of files: `3 files …`. */
const ADVICE: Partial<Record<Code, string>> = {
  "unreadable": `could not be read: allow it to this user, or look at the disk, ${AGAIN}`,
  "changing": "changed while being copied: run waterlock again when nothing writes there",
  "write-failed": `could not be written: look at the disk (full? read-only? failing?) ${AGAIN}`,
  "mismatch": "read back otherwise than written: that disk may be failing, do not rely on it",
  "source-corrupt":
    "changed at the source by themselves: restore from a backup, or touch what is to go as it is",
  "bytes-gone": "no longer where the bytes should be: to be carried again by the next load",
  "missing": "no longer where they should be: to be carried again by the next load",
  "edited": "edited at the destination: kept there as found",
  "in-the-way": `with something else in the way: move that away ${AGAIN}`,
  "name-not-utf8": "with a name that is no text: rename at the source",
  "name-not-possible": "with a name that cannot be had there: rename at the source",
  "name-reserved": "with a name that Waterlock needs for itself: rename at the source",
  "name-collision": "with a name that is taken there for another one: rename at the source",
  "link-loop": 'linked in a circle: correct the link, or set symlinks = "keep" in the config',
  "dangling-link": 'linked to nothing: correct the link, or set symlinks = "keep" in the config',
};

const DAMAGED: Record<Stage, string> = {
  load: "damaged: look at the disk, and restore from a backup",
  unload: "damaged in cargo: nothing is lost, to be carried again by the next load",
};

/** What to do about what went wrong, a line for each kind; nothing where the problem itself has said it. */
export function adviceLines(stage: Stage, { problems }: StageAccount): string[] {
  return [...problems].flatMap(([code, count]) => {
    const advice = code === "damaged" ? DAMAGED[stage] : ADVICE[code];
    return advice ? [`    ${formatCount(count, "file")} ${advice}`] : [];
  });
}
