import type { Questions } from "../../operations/mod.ts";
import { answerOf } from "./answer.ts";
import { DUMP_QUESTION, FIRST_UNLOAD, SNAPSHOT_QUESTION } from "../../vocabulary.ts";
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
  const ready = async () => {
    const loaded = await prompts();
    live.makeWayForQuestion();
    return loaded;
  };
  return {
    async acceptDestination(facts) {
      if (await unattended.acceptDestination(facts) === "accepted") return "accepted";
      const { pair, destination, isEmpty, purpose, toUnload } = facts;
      const { confirm, log } = await ready();
      log.warn(FIRST_UNLOAD.warning(pair, destination, isEmpty));
      const message = purpose === "adopt" ? FIRST_UNLOAD.adopt : FIRST_UNLOAD.unload(toUnload);
      return answerOf(await confirm({ message, initialValue: false, signal }))
        ? "accepted"
        : "declined";
    },
    async confirmDump(facts) {
      if (await unattended.confirmDump(facts)) return true;
      const { delivered, undelivered } = facts;
      const { log, text } = await ready();
      if (undelivered.files > 0) log.warn(DUMP_QUESTION.warning(undelivered));
      const message = DUMP_QUESTION.question({
        files: delivered.files + undelivered.files,
        bytes: delivered.bytes + undelivered.bytes,
      });
      const answer = answerOf(await text({ message, signal })).trim();
      const { word } = DUMP_QUESTION, isMeant = answer === word;
      const isNearly = answer !== "" && word.toLowerCase().startsWith(answer.toLowerCase());
      if (isNearly && !isMeant) log.warn(DUMP_QUESTION.takesWord);
      return isMeant;
    },
    async restoreSnapshot(facts) {
      if (await unattended.restoreSnapshot(facts)) return true;
      const { catalogue, isMissing, snapshot, takenAt, isAtDestination } = facts;
      const { confirm, log } = await ready();
      const say = isMissing ? SNAPSHOT_QUESTION.isMissing : SNAPSHOT_QUESTION.isDamaged;
      log.error(say(catalogue));
      if (isAtDestination) log.info(SNAPSHOT_QUESTION.wasLeft(snapshot));
      const message = SNAPSHOT_QUESTION.question(takenAt.getTime(), isMissing);
      return answerOf(await confirm({ message, signal }));
    },
    async decideMissing(gone) {
      const flagged = await unattended.decideMissing(gone);
      if (flagged !== "leave") return flagged;
      const { askAboutGone } = await import("./ask_about_gone.ts");
      return await askAboutGone(gone, "missing", await ready(), signal);
    },
    async decideRemoval(gone) {
      const flagged = await unattended.decideRemoval(gone);
      if (flagged !== "leave") return flagged;
      const { askAboutGone } = await import("./ask_about_gone.ts");
      return await askAboutGone(gone, "removal", await ready(), signal);
    },
  };
}
