import { foldersAbove } from "../model/relative_path.ts";
import { decisionOn, type GoneAnswer, type GoneEntry } from "../model/stage.ts";

/**
 * Leaves undecided every folder that is to be removed while something in it is left: a folder that is
 * not empty stays for good when it is tried to be removed.
 *
 * @param entries all that was asked about
 */
export function leaveFoldersOfUndecided(
  answer: GoneAnswer,
  entries: Iterable<GoneEntry>,
): GoneAnswer {
  if (typeof answer === "string") return answer;
  const each = new Map(answer.each);
  for (const { path } of entries) {
    if (decisionOn(answer, path) !== "leave") continue;
    for (const folder of foldersAbove(path)) {
      if (decisionOn(answer, folder) === "remove") each.set(folder, "leave");
    }
  }
  return { each, rest: answer.rest };
}
