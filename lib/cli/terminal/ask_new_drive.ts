import { confirm, intro, outro, text } from "@clack/prompts";
import type { SourceCount } from "../../operations/count_source.ts";
import {
  forecastFirstTransfer,
  lookAtNewDrive,
  suggestReserve,
} from "../../operations/first_transfer.ts";
import { explainInvalidReserve } from "../../operations/initialise_drive.ts";
import type { Programs } from "../../operations/install_programs.ts";
import {
  doubtDestination,
  doubtSource,
  isHere,
  refuseDestination,
  refuseName,
  refuseSource,
  suggestName,
} from "../../operations/judge_new_pair.ts";
import type { NewPair } from "../../operations/mod.ts";
import { startingPlaces } from "../../operations/pick_folder.ts";
import { answerOf } from "./answer.ts";
import { askFolder } from "./ask_folder.ts";
import { countWhileWaiting } from "./count_while_waiting.ts";
import { fitEnd } from "./fit.ts";
import { showPath } from "./format.ts";
import { countedWords, spaceWords, transferWords } from "./new_drive_words.ts";
import { explained, keepsAnswer, leavingNothing, say, type Talk, widthInside } from "./talk.ts";

/** A new drive as far as flags have told it. */
export interface Unfinished {
  /** Absolute path of the drive's root. */
  readonly root: string;
  /** Whether the person has just been asked for it. */
  readonly isChosen: boolean;
  readonly reserve: string | undefined;
  readonly programs: Programs | undefined;
}

/**
 * Asks for what a new drive needs to know and no flag has said.
 *
 * @throws {WaterlockError} `interrupted`; `failed` where no drive can be set up
 */
export async function askNewDrive(
  { root, isChosen, reserve, programs }: Unfinished,
  talk: Talk,
): Promise<{ pairs: readonly NewPair[]; reserve: string }> {
  const space = lookAtNewDrive(root, programs);
  return await leavingNothing(async () => {
    const words = "Setting up the drive ";
    if (!isChosen) intro(words + fitEnd(showPath(root), widthInside(talk) - words.length));
    say(`${spaceWords(space)}\nNothing is written before the last answer. Escape leaves.`, talk);
    const pairs: NewPair[] = [], counts: SourceCount[] = [];
    const another = () =>
      confirm({ signal: talk.signal, message: "Another source?", initialValue: false });
    do pairs.push(await askPair(root, pairs, counts, talk)); while (answerOf(await another()));
    const left = reserve ?? await askReserve(root, space.freeBytes, talk);
    const uncounted = pairs.length - counts.length;
    say(transferWords(forecastFirstTransfer(space, left, counts, uncounted), left), talk);
    outro("That is all it needs to know.");
    return { pairs, reserve: left };
  });
}

async function askPair(
  root: string,
  others: readonly NewPair[],
  counts: SourceCount[],
  talk: Talk,
): Promise<NewPair> {
  const source = await askSource(root, others, talk);
  if (isHere(source)) {
    const count = await countWhileWaiting(source, talk);
    say(countedWords(count), talk);
    counts.push(count);
  }
  const destination = await askDestination(root, source, others, talk);
  const name = answerOf(
    await text({
      signal: talk.signal,
      message: "What is it called on the drive?",
      initialValue: suggestName(source, others, root),
      validate: (value = "") => explained(refuseName(value, others, root), talk),
    }),
  );
  return { name, source, destination };
}

async function askSource(root: string, others: readonly NewPair[], talk: Talk): Promise<string> {
  for (;;) {
    const source = await askFolder({
      ...talk,
      message: "Which folder is to be moved?",
      places: startingPlaces(talk.home).map((path) => ({ path })),
      explain: (path) => refuseSource(path, root),
    });
    if (await keepsAnswer(doubtSource(source, others), talk)) return source;
  }
}

async function askDestination(
  root: string,
  source: string,
  others: readonly NewPair[],
  talk: Talk,
): Promise<string> {
  say(
    isHere(source)
      ? "It arrives on another computer. Type the folder's path as it is there, such as " +
        "/backup/films or D:\\films."
      : "Type the folder's path as it is on the destination's computer; where that is this one, Tab " +
        "completes it.",
    talk,
  );
  const places = isHere(source) ? [] : startingPlaces(talk.home);
  for (;;) {
    const destination = await askFolder({
      ...talk,
      message: "Where is it to arrive?",
      places: places.map((path) => ({ path })),
      explain: (path) => refuseDestination(path, source, others, root),
    });
    if (await keepsAnswer(doubtDestination(destination, source, others), talk)) return destination;
  }
}

async function askReserve(root: string, freeBytes: number, talk: Talk): Promise<string> {
  return answerOf(
    await text({
      signal: talk.signal,
      message: "How much room is to stay free?",
      initialValue: suggestReserve(freeBytes),
      validate: (value = "") => explained(explainInvalidReserve(value, root, freeBytes), talk),
    }),
  );
}
