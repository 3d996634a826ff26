/**
 * Writes the JSON Schema of what `--json` writes, from `lib/cli/json/`.
 *
 *     deno task schema
 */
import { toJsonSchema, toJsonSchemaDefs } from "@valibot/to-json-schema";
import * as v from "valibot";
import { EVENTS } from "../lib/cli/json/events.ts";
import { SCHEMA_VERSION } from "../lib/cli/json/schema_version.ts";
import { SUMMARIES } from "../lib/cli/json/summary_schemas.ts";
import { VALUES } from "../lib/cli/json/values.ts";

/** Where the schema lies, below the checkout. */
export const SCHEMA_FILE = "lib/cli/json/waterlock.schema.json";

type Schema = ReturnType<typeof toJsonSchema>;

const refTo = (name: string): Schema => ({ $ref: `#/$defs/${name}` });

/** A value that was given a description of its own is referred to as well, not written out again. */
function overrideSchema({ valibotSchema: schema }: { valibotSchema: v.GenericSchema }) {
  const base = "pipe" in schema ? (schema.pipe as unknown[])[0] : undefined;
  const name = Object.entries(VALUES).find(([, value]) => value === base)?.[0];
  const description = v.getDescription(schema);
  return name === undefined
    ? undefined
    : { ...refTo(name), ...(description !== undefined && { description }) };
}

/** The JSON Schema of one line of what `--json` writes, as a file's text. */
export function jsonSchemaText(): string {
  const target = "draft-2020-12";
  const named = {
    ...Object.fromEntries(EVENTS.map((schema) => [schema.entries.event.literal, schema])),
    ...Object.fromEntries(
      SUMMARIES.map((schema) => [`summary-of-${schema.entries.command.literal || "none"}`, schema]),
    ),
  };
  const options = { target, overrideSchema, definitions: VALUES } as const;
  const definitions = Object.entries(named).map(([name, schema]) => {
    const { $schema: _, $defs: __, ...definition } = toJsonSchema(schema, options);
    return [name, definition] as const;
  });
  const schema = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: `A line of waterlock --json, schema ${SCHEMA_VERSION}`,
    description: "One object a line: the first has the event start, the last one summary.",
    oneOf: Object.keys(named).map(refTo),
    $defs: { ...toJsonSchemaDefs(VALUES, { target }), ...Object.fromEntries(definitions) },
  };
  return JSON.stringify(schema, null, 2) + "\n";
}

if (import.meta.main) Deno.writeTextFileSync(SCHEMA_FILE, jsonSchemaText());
