import * as v from "valibot";
import { CATALOGUE_EVENTS } from "./catalogue_schemas.ts";
import { SCHEMA_VERSION } from "./schema_version.ts";
import { STAGE_EVENTS } from "./stage_schemas.ts";
import { type CommandName, SUMMARIES } from "./summary_schemas.ts";
import { event, told } from "./values.ts";
import { VERIFICATION_EVENTS } from "./verification_schemas.ts";

const COMMANDS = SUMMARIES.map(({ entries }) => entries.command.literal);

/**
 * Every object that `--json` writes but the last one. The program itself has only their types; what
 * it writes is held against them by the tests, and `waterlock.schema.json` is made of them.
 */
export const EVENTS = [
  event("start", "The first object of every run.", {
    command: told(v.picklist(COMMANDS), "Empty where the command line names none."),
    schema: told(v.literal(SCHEMA_VERSION), "The version of this schema."),
    version: told(v.string(), "The program's version, as --version shows it."),
  }),
  event("completions", "A script by which a shell completes the command line.", {
    shell: v.picklist(["bash", "zsh", "fish", "powershell"]),
    script: v.string(),
  }),
  ...STAGE_EVENTS,
  ...VERIFICATION_EVENTS,
  ...CATALOGUE_EVENTS,
] as const;

type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T;

/** An object that `--json` writes, one a line. */
export type JsonEvent = Frozen<v.InferOutput<typeof EVENTS[number] | typeof SUMMARIES[number]>>;

/** The one of a name, `EventOf<"trip">`. */
export type EventOf<N extends JsonEvent["event"]> = Extract<JsonEvent, { event: N }>;

/** The last object of every run. */
export type Summary = EventOf<"summary">;

/** What a command's summary says of a pair, `PairOf<"status">`. */
export type PairOf<C extends CommandName> = Extract<Summary, { command: C }>["pairs"][number];
