import { confirm, intro, log, outro, S_BAR, select, text } from "@clack/prompts";
import { ASKING } from "../../vocabulary.ts";
import type { Prompts } from "./prompts.ts";
import { wrapWords } from "./wrap.ts";

/** What the guide at the left takes. */
const GUIDE_COLUMNS = 4, LEAST_COLUMNS = 16;

/** Questions on a screen that is drawn over, nothing of them broken within a word. */
export function screenPrompts(columns: () => number): Prompts {
  const room = () => Math.max(LEAST_COLUMNS, columns() - GUIDE_COLUMNS);
  const wrap = (words: string) => wrapWords(words, room());
  return {
    confirm: (question) => confirm({ active: ASKING.yes, inactive: ASKING.no, ...question }),
    async text({ explain, ...question }) {
      const validate = (value = "") => {
        const mistake = explain?.(value);
        return mistake && wrap(mistake).join("\n   ");
      };
      return await text({ defaultValue: "", validate, ...question });
    },
    select: (question) => select(question as Parameters<typeof select>[0]) as never,
    async folder(question) {
      const { askFolder } = await import("./ask_folder.ts");
      return await askFolder(question, wrap);
    },
    intro: (title) => intro(wrap(title).join(`\n${S_BAR}  `)),
    outro: (text) => outro(wrap(text).join("\n   ")),
    log: {
      info: (text) => log.info(wrap(text).join("\n")),
      warn: (text) => log.warn(wrap(text).join("\n")),
      error: (text) => log.error(wrap(text).join("\n")),
      message: (lines) => log.message(lines.flatMap(wrap)),
    },
  };
}
