import type {
  EachDecided,
  Gone,
  GoneAnswer,
  GoneEntry,
  MissingDecision,
} from "../../operations/mod.ts";
import { answerOf } from "./answer.ts";
import { formatNumber, showPath } from "./format.ts";
import { folderLines, goneLine } from "./gone_words.ts";
import type { Choice, Prompts } from "./prompts.ts";

/** How a question about what is gone is worded; what `skip` and `remove` mean differs by the end. */
export interface GoneWords {
  readonly question: string;
  readonly skip: string;
  readonly remove: string;
}

/** How many folders are shown before somebody asks for all. */
const FIRST_FOLDERS = 10;
/** How many lines are put together for the screen. */
const LINES_AT_ONCE = 1000;

/** Shows what is gone, folder by folder, and asks one question about all of it. */
export async function askAboutGone(
  gone: Gone,
  prompts: Prompts,
  signal: AbortSignal,
  words: GoneWords,
): Promise<GoneAnswer> {
  const { log, select } = prompts;
  const count = gone.tally.files + gone.tally.folders;
  log.info(folderLines(gone.folders(FIRST_FOLDERS)).join("\n"));
  for (;;) {
    const answer = answerOf(
      await select<MissingDecision | "each" | "show">({
        message: `${showPath(gone.pair)}: ${words.question}`,
        initialValue: "leave",
        signal,
        options: [
          ...decisions(words),
          ...(count > 1 ? [{ value: "each" as const, label: "Decide one by one" }] : []),
          { value: "show", label: "Show all" },
        ],
      }),
    );
    if (answer === "show") showAll(gone, prompts);
    else if (answer === "each") {
      return await askAboutEach(gone.entries(), count, prompts, signal, words);
    } else return answer;
  }
}

/** Asks about one after the other, until all are decided or the rest gets one answer. */
async function askAboutEach(
  entries: Iterable<GoneEntry>,
  count: number,
  prompts: Prompts,
  signal: AbortSignal,
  words: GoneWords,
): Promise<EachDecided> {
  const each = new Map<GoneEntry["path"], MissingDecision>();
  for (const entry of entries) {
    const others = count - each.size - 1;
    const answer = answerOf(
      await prompts.select<MissingDecision | "rest">({
        message: `${formatNumber(each.size + 1)} of ${formatNumber(count)}: ${goneLine(entry)}`,
        initialValue: "leave",
        signal,
        options: [
          ...decisions(words),
          ...(others > 0 ? [{ value: "rest" as const, label: restLabel(others) }] : []),
        ],
      }),
    );
    if (answer === "rest") {
      return { each, rest: await askAboutRest(others + 1, prompts, signal, words) };
    }
    each.set(entry.path, answer);
  }
  return { each, rest: "leave" };
}

async function askAboutRest(
  count: number,
  { select }: Prompts,
  signal: AbortSignal,
  words: GoneWords,
): Promise<MissingDecision> {
  const message = `What becomes of all ${formatNumber(count)} that are not decided?`;
  return answerOf(
    await select<MissingDecision>({
      message,
      initialValue: "leave",
      signal,
      options: decisions(words),
    }),
  );
}

function restLabel(others: number): string {
  return `One answer for this and the ${
    others === 1 ? "other one" : `${formatNumber(others)} others`
  }`;
}

function decisions({ skip, remove }: GoneWords): Choice<MissingDecision>[] {
  return [
    { value: "leave", label: "Decide later" },
    { value: "skip", label: skip },
    { value: "remove", label: remove },
  ];
}

function showAll(gone: Gone, { log }: Prompts): void {
  let lines: string[] = [];
  for (const entry of gone.entries()) {
    lines.push(goneLine(entry));
    if (lines.length < LINES_AT_ONCE) continue;
    log.message(lines);
    lines = [];
  }
  if (lines.length > 0) log.message(lines);
}
