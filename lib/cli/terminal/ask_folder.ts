import { autocomplete, type Option, S_BAR } from "@clack/prompts";
import { completeFolder, typedPath } from "../../operations/pick_folder.ts";
import { ASKING, showPath } from "../../vocabulary.ts";
import type { FolderQuestion } from "./prompts.ts";

/** A folder on the list: as a text it is what Tab makes of the line. */
class Choice {
  constructor(readonly path: string, readonly completed: string) {}

  toString(): string {
    return this.completed;
  }
}

/**
 * Asks for a folder. What was typed stands first on the list, so that Enter takes it as it is, whether
 * it is here or not; behind it the folders that it may become, by Tab or by the arrow keys.
 *
 * The prompt `path` of the same package takes what exists and nothing else, and of a path that is typed
 * in full whichever folder it finds first that begins like it.
 *
 * @param wrap sets words on lines beside the guide
 * @returns a symbol where the person did not want to answer
 */
export async function askFolder(
  { message, places, home, explain, signal }: FolderQuestion,
  wrap: (words: string) => string[],
): Promise<string | symbol> {
  let shownFor: string | undefined;
  let choices: Option<Choice>[] = [];
  const answer = await autocomplete<Choice>({
    message,
    signal,
    maxItems: 7,
    completeOnTab: true,
    filter: () => true,
    options() {
      // Asked for at every key and every drawing; and the prompt knows a choice by its identity.
      if (shownFor !== this.userInput) {
        shownFor = this.userInput;
        choices = shownFor.trim() === ""
          ? places.map(({ path, hint }) => asOption(path, path, hint))
          : choicesFor(typedPath(shownFor, home), shownFor);
      }
      return choices;
    },
    validate: (choice) => {
      const mistake = choice instanceof Choice ? explain(choice.path) : ASKING.typeFullPath;
      return mistake && wrap(mistake).join(`\n${S_BAR}  `);
    },
  });
  return typeof answer === "symbol" ? answer : answer.path;
}

function choicesFor(path: string, typed: string): Option<Choice>[] {
  // A slash behind a folder asks for what lies in it.
  const begun = /[\\/]$/.test(typed) && !/[\\/]$/.test(path) ? path + typed.at(-1) : path;
  const { folders, completed } = completeFolder(begun);
  return [
    asOption(path, completed),
    ...folders.filter((folder) => folder !== path).map((folder) => asOption(folder, folder)),
  ];
}

function asOption(path: string, completed: string, hint?: string): Option<Choice> {
  const option = { value: new Choice(path, completed), label: showPath(path) };
  return hint === undefined ? option : { ...option, hint };
}
