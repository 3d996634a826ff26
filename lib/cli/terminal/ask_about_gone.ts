import type {
  EachDecided,
  Gone,
  GoneAnswer,
  GoneEntry,
  MissingDecision,
} from "../../operations/mod.ts";
import { answerOf } from "./answer.ts";
import { GONE } from "../../vocabulary.ts";
import { folderLines, goneLine } from "./gone_words.ts";
import type { Choice, Prompts } from "./prompts.ts";

/** Which question about what is gone; what `skip` and `remove` mean differs by it. */
export type GoneQuestion = "missing" | "removal";

/** How many folders are shown before somebody asks for all. */
const FIRST_FOLDERS = 10;
/** How many lines are put together for the screen. */
const LINES_AT_ONCE = 1000;

/** Shows what is gone, folder by folder, and asks one question about all of it. */
export async function askAboutGone(
  gone: Gone,
  question: GoneQuestion,
  prompts: Prompts,
  signal: AbortSignal,
): Promise<GoneAnswer> {
  const { log, select } = prompts;
  const count = gone.tally.files + gone.tally.folders;
  log.info(folderLines(gone.folders(FIRST_FOLDERS)).join("\n"));
  for (;;) {
    const answer = answerOf(
      await select<MissingDecision | "each" | "show">({
        message: GONE[question].question(gone.pair, gone.tally),
        initialValue: "leave",
        signal,
        options: [
          ...decisions(question),
          ...(count > 1 ? [{ value: "each" as const, label: GONE.oneByOne }] : []),
          { value: "show", label: GONE.showAll },
        ],
      }),
    );
    if (answer === "show") showAll(gone, prompts);
    else if (answer === "each") {
      return await askAboutEach(gone.entries(), count, question, prompts, signal);
    } else return answer;
  }
}

/** Asks about one after the other, until all are decided or the rest gets one answer. */
async function askAboutEach(
  entries: Iterable<GoneEntry>,
  count: number,
  question: GoneQuestion,
  prompts: Prompts,
  signal: AbortSignal,
): Promise<EachDecided> {
  const each = new Map<GoneEntry["path"], MissingDecision>();
  for (const entry of entries) {
    const others = count - each.size - 1;
    const answer = answerOf(
      await prompts.select<MissingDecision | "rest">({
        message: GONE.nth(each.size + 1, count, goneLine(entry)),
        initialValue: "leave",
        signal,
        options: [
          ...decisions(question),
          ...(others > 0 ? [{ value: "rest" as const, label: GONE.forThisAndOthers(others) }] : []),
        ],
      }),
    );
    if (answer === "rest") {
      return { each, rest: await askAboutRest(others + 1, question, prompts, signal) };
    }
    each.set(entry.path, answer);
  }
  return { each, rest: "leave" };
}

async function askAboutRest(
  count: number,
  question: GoneQuestion,
  { select }: Prompts,
  signal: AbortSignal,
): Promise<MissingDecision> {
  return answerOf(
    await select<MissingDecision>({
      message: GONE.theRest(count),
      initialValue: "leave",
      signal,
      options: decisions(question),
    }),
  );
}

function decisions(question: GoneQuestion): Choice<MissingDecision>[] {
  const { skip, remove } = GONE[question];
  return [
    { value: "leave", label: GONE.later },
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
