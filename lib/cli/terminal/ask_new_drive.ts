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
import { countWhileWaiting } from "./count_while_waiting.ts";
import { NEW_DRIVE } from "../../vocabulary.ts";
import { countedWords, spaceWords, transferWords } from "./new_drive_words.ts";
import { keepsAnswer, leavingNothing, type Talk } from "./talk.ts";

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
    const { prompts, signal, isPlain } = talk;
    if (!isChosen) prompts.intro(NEW_DRIVE.settingUp(root));
    prompts.log.message([
      spaceWords(space),
      isPlain ? NEW_DRIVE.ctrlCLeaves : NEW_DRIVE.escapeLeaves,
    ]);
    const pairs: NewPair[] = [], counts: SourceCount[] = [];
    const another = () =>
      prompts.confirm({ signal, message: NEW_DRIVE.anotherSource, initialValue: false });
    do pairs.push(await askPair(root, pairs, counts, talk)); while (answerOf(await another()));
    const left = reserve ?? await askReserve(root, space.freeBytes, talk);
    const uncounted = pairs.length - counts.length;
    const forecast = forecastFirstTransfer(space, left, counts, uncounted);
    prompts.log.message([transferWords(forecast, left)]);
    prompts.outro(NEW_DRIVE.isAll);
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
    talk.prompts.log.message([countedWords(count)]);
    counts.push(count);
  }
  const destination = await askDestination(root, source, others, talk);
  const name = answerOf(
    await talk.prompts.text({
      signal: talk.signal,
      message: NEW_DRIVE.whichName,
      initialValue: suggestName(source, others, root),
      explain: (name) => refuseName(name, others, root),
    }),
  );
  return { name, source, destination };
}

async function askSource(root: string, others: readonly NewPair[], talk: Talk): Promise<string> {
  for (;;) {
    const source = answerOf(
      await talk.prompts.folder({
        message: NEW_DRIVE.whichSource,
        places: startingPlaces(talk.home).map((path) => ({ path })),
        explain: (path) => refuseSource(path, root),
        home: talk.home,
        signal: talk.signal,
      }),
    );
    if (await keepsAnswer(doubtSource(source, others), talk)) return source;
  }
}

async function askDestination(
  root: string,
  source: string,
  others: readonly NewPair[],
  talk: Talk,
): Promise<string> {
  const { prompts, home, signal, isPlain } = talk;
  prompts.log.message([
    isHere(source)
      ? NEW_DRIVE.elsewhere
      : isPlain
      ? NEW_DRIVE.asItIsThere
      : NEW_DRIVE.asItIsThereOrByTab,
  ]);
  const places = isHere(source) ? [] : startingPlaces(home);
  for (;;) {
    const destination = answerOf(
      await prompts.folder({
        message: NEW_DRIVE.whichDestination,
        places: places.map((path) => ({ path })),
        explain: (path) => refuseDestination(path, source, others, root),
        home,
        signal,
      }),
    );
    if (await keepsAnswer(doubtDestination(destination, source, others), talk)) return destination;
  }
}

async function askReserve(root: string, freeBytes: number, talk: Talk): Promise<string> {
  return answerOf(
    await talk.prompts.text({
      signal: talk.signal,
      message: NEW_DRIVE.howMuchReserve,
      initialValue: suggestReserve(freeBytes),
      explain: (reserve) => explainInvalidReserve(reserve, root, freeBytes),
    }),
  );
}
