import { confirm, isCancel, log, select, text } from "@clack/prompts";
import {
  type Gone,
  type MissingDecision,
  type Questions,
  WaterlockError,
} from "../../operations/mod.ts";
import { formatTally, showPath } from "./format.ts";
import { describeGone } from "./words.ts";
import type { LiveLine } from "./screen_reporter.ts";

/** How many paths are shown before somebody asks for all. */
const FIRST_PATHS = 10;

/** Asks the person at the terminal. What a flag answers already is not asked. */
export function terminalQuestions(
  unattended: Questions,
  live: LiveLine,
  signal: AbortSignal,
): Questions {
  return {
    async acceptDestination(facts) {
      if (await unattended.acceptDestination(facts) === "accepted") return "accepted";
      live.clear();
      log.warn(
        `${showPath(facts.pair)}: nothing was ever unloaded into this destination:\n` +
          `${showPath(facts.destination)}${facts.isEmpty ? " (empty)" : " (not empty)"}\n` +
          "What is there already stays; a file that a new version replaces moves to " +
          ".waterlock/replaced.",
      );
      const message = facts.purpose === "adopt"
        ? "Is it the right one? What is there is only looked at"
        : `Unload ${formatTally(facts.toUnload)} into it?`;
      return answerOf(await confirm({ message, initialValue: false, signal }))
        ? "accepted"
        : "declined";
    },
    async confirmDump(facts) {
      if (await unattended.confirmDump(facts)) return true;
      live.clear();
      if (facts.undelivered.files > 0) {
        log.warn(
          `${formatTally(facts.undelivered)} have NOT arrived at a destination yet; ` +
            "the next load would carry them again.",
        );
      }
      const { files, bytes } = facts.delivered;
      const sum = formatTally({
        files: files + facts.undelivered.files,
        bytes: bytes + facts.undelivered.bytes,
      });
      const message = `Delete cargo (${sum}) from the drive? Type Yes to do it`;
      return answerOf(await text({ message, defaultValue: "", signal })) === "Yes";
    },
    async restoreSnapshot({ catalogue, takenAt }) {
      live.clear();
      log.error(`The catalogue ${showPath(catalogue)} is damaged.`);
      const message = `Go on with its snapshot of ${takenAt.toLocaleString()}? ` +
        "The damaged file is kept beside it";
      return answerOf(await confirm({ message, signal }));
    },
    async decideMissing(gone) {
      const flagged = await unattended.decideMissing(gone);
      if (flagged !== "leave") return flagged;
      return await decide(gone, live, signal, {
        message: `${describeGone(gone.tally)} ${
          isOne(gone) ? "is" : "are"
        } gone from the source. What now?`,
        skip: "Keep at the destination, and stop asking",
        remove: "Remove at the destination, when confirmed there",
      });
    },
    async decideRemoval(gone) {
      const flagged = await unattended.decideRemoval(gone);
      if (flagged !== "leave") return flagged;
      return await decide(gone, live, signal, {
        message: `At the source it was decided to remove ${describeGone(gone.tally)} here. Do it?`,
        skip: "No, keep them, and stop asking",
        remove: "Yes, remove what Waterlock delivered and nobody edited",
      });
    },
  };
}

async function decide(
  gone: Gone,
  live: LiveLine,
  signal: AbortSignal,
  words: { readonly message: string; readonly skip: string; readonly remove: string },
): Promise<MissingDecision> {
  live.clear();
  showPaths(gone, FIRST_PATHS);
  for (;;) {
    const answer = answerOf(
      await select<MissingDecision | "show">({
        message: `${showPath(gone.pair)}: ${words.message}`,
        initialValue: "leave",
        signal,
        options: [
          { value: "leave", label: "Decide later" },
          { value: "skip", label: words.skip },
          { value: "remove", label: words.remove },
          { value: "show", label: "Show all" },
        ],
      }),
    );
    if (answer !== "show") return answer;
    showPaths(gone, Infinity);
  }
}

function showPaths(gone: Gone, most: number): void {
  const shown: string[] = [];
  const all = gone.tally.files + gone.tally.folders;
  for (const path of gone.paths()) {
    if (shown.length >= most) break;
    shown.push(showPath(path));
  }
  if (all > shown.length) shown.push(`… and ${all - shown.length} more`);
  log.info(shown.join("\n"));
}

function isOne({ tally }: Gone): boolean {
  return tally.files + tally.folders === 1;
}

/** The answer, unless the person pressed Ctrl-C or Escape. */
export function answerOf<T>(answer: T): Exclude<T, symbol> {
  if (isCancel(answer)) {
    throw new WaterlockError(
      "interrupted",
      "Interrupted at a question: nothing more was done",
      "Run it again when you are ready to answer",
    );
  }
  return answer as Exclude<T, symbol>;
}
