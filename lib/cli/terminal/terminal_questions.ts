import type { Gone, Questions } from "../../operations/mod.ts";
import { answerOf } from "./answer.ts";
import { formatTally, showPath } from "./format.ts";
import { describeGone } from "./words.ts";
import type { LiveArea } from "./live_area.ts";
import type { Prompts } from "./prompts.ts";

/**
 * Asks the person at the terminal. What a flag answers already is not asked, and the prompts are not
 * loaded before there is something to ask.
 */
export function terminalQuestions(
  unattended: Questions,
  live: LiveArea,
  signal: AbortSignal,
  prompts: () => Promise<Prompts>,
): Questions {
  return {
    async acceptDestination(facts) {
      if (await unattended.acceptDestination(facts) === "accepted") return "accepted";
      live.clear();
      const { confirm, log } = await prompts();
      log.warn(
        `${showPath(facts.pair)}: this drive has never unloaded into this destination:\n` +
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
      const { log, text } = await prompts();
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
    async restoreSnapshot(facts) {
      if (await unattended.restoreSnapshot(facts)) return true;
      const { catalogue, snapshot, takenAt, isAtDestination } = facts;
      live.clear();
      const { confirm, log } = await prompts();
      log.error(`The catalogue ${showPath(catalogue)} is damaged.`);
      if (isAtDestination) log.info(`One was left at the destination: ${showPath(snapshot)}`);
      const message = `Go on with its snapshot of ${takenAt.toLocaleString()}? ` +
        "The damaged file is kept beside it";
      return answerOf(await confirm({ message, signal }));
    },
    async decideMissing(gone) {
      const flagged = await unattended.decideMissing(gone);
      if (flagged !== "leave") return flagged;
      live.clear();
      const { askAboutGone } = await import("./ask_about_gone.ts");
      return await askAboutGone(gone, await prompts(), signal, {
        question: `${describeGone(gone.tally)} ${
          isOne(gone) ? "is" : "are"
        } gone from the source. What now?`,
        skip: "Keep at the destination, and stop asking",
        remove: "Remove at the destination, when confirmed there",
      });
    },
    async decideRemoval(gone) {
      const flagged = await unattended.decideRemoval(gone);
      if (flagged !== "leave") return flagged;
      live.clear();
      const { askAboutGone } = await import("./ask_about_gone.ts");
      return await askAboutGone(gone, await prompts(), signal, {
        question: `At the source it was decided to remove ${describeGone(gone.tally)} here. Do it?`,
        skip: "No, keep them, and stop asking",
        remove: "Yes, remove what Waterlock delivered and nobody edited",
      });
    },
  };
}

function isOne({ tally }: Gone): boolean {
  return tally.files + tally.folders === 1;
}
