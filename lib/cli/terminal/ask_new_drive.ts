import { confirm, intro, outro, text } from "@clack/prompts";
import {
  explainInvalidPair,
  explainInvalidReserve,
  type NewPair,
} from "../../operations/initialise_drive.ts";
import { answerOf } from "./answer.ts";
import { showPath } from "./format.ts";

/** Asks for what a new drive needs to know and no flag has said. */
export async function askNewDrive(
  root: string,
  knownReserve: string | undefined,
  signal: AbortSignal,
): Promise<{ pairs: readonly NewPair[]; reserve: string }> {
  intro(`Setting up the drive at ${showPath(root)}`);
  const pairs: NewPair[] = [];
  do {
    pairs.push(await askPair(root, pairs, signal));
  } while (answerOf(await confirm({ message: "Another source?", initialValue: false, signal })));
  const reserve = knownReserve ?? answerOf(
    await text({
      signal,
      message: "How much room to leave free on the drive?",
      initialValue: "1 GiB",
      validate: (value) => explainInvalidReserve(value ?? "", root),
    }),
  );
  outro("That is all it needs to know.");
  return { pairs, reserve };
}

async function askPair(
  root: string,
  others: readonly NewPair[],
  signal: AbortSignal,
): Promise<NewPair> {
  const known: NewPair = { name: "name", source: "/source", destination: "/destination" };
  const check = (key: keyof NewPair) => (value: string | undefined) =>
    explainInvalidPair({ ...known, [key]: value ?? "" }, root);
  const source = answerOf(
    await text({
      signal,
      message: "Which folder is to be moved? (its full path on the computer it is on)",
      placeholder: "/srv/media",
      validate: check("source"),
    }),
  );
  const destination = answerOf(
    await text({
      signal,
      message: "Where is it to arrive? (the folder's full path on the other computer)",
      placeholder: "/backup/media",
      validate: check("destination"),
    }),
  );
  const suggestion = source.split(/[\\/]/).findLast((part) => part !== "") ?? "media";
  const name = answerOf(
    await text({
      signal,
      message: "A name for it (it becomes a folder on the drive)",
      initialValue: suggestion,
      validate: (value) =>
        others.some((other) => other.name.toLowerCase() === value?.toLowerCase())
          ? "That name is taken"
          : check("name")(value),
    }),
  );
  return { name, source, destination };
}
