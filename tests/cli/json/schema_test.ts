import { Ajv2020 } from "ajv/dist/2020.js";
import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { type EventOf, EVENTS, type JsonEvent } from "../../../lib/cli/json/events.ts";
import { SUMMARIES } from "../../../lib/cli/json/summary_schemas.ts";
import type { ERROR_CODES, PROBLEM_CODES } from "../../../lib/cli/json/values.ts";
import type { Problem, ProgressEvent, WaterlockError } from "../../../lib/operations/mod.ts";
import { jsonSchemaText, SCHEMA_FILE } from "../../../scripts/json_schema.ts";
import { stageEndOf } from "../terminal/events.ts";
import { assertEvent, readSchema } from "./json_schema.ts";

/** Compiles only where each of two types may stand for the other. */
type Same<A, B> = [A] extends [B] ? [B] extends [A] ? true : never : never;

/** What an operation reports. */
type Reported = EventOf<ProgressEvent["event"]>;

// `deno check` fails here when an event, a key or a code is in the one and not in the other.
const _events: Same<Reported, ProgressEvent> = true;
const _problems: Same<typeof PROBLEM_CODES[number], Problem["code"]> = true;
const _errors: Same<typeof ERROR_CODES[number], WaterlockError["code"]> = true;

const SCAN = { event: "scan", pair: "films", files: 7 };

Deno.test("the schema that lies in the checkout is the one that is made of the types", () => {
  strictEqual(
    Deno.readTextFileSync(new URL(`../../../${SCHEMA_FILE}`, import.meta.url)),
    jsonSchemaText(),
    "run deno task schema",
  );
});

Deno.test("the schema is a valid one of its draft, and refers to nothing that is not there", () => {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
  ok(ajv.validateSchema(readSchema()), ajv.errorsText());
  const validate = ajv.compile(readSchema());
  ok(validate(SCAN), ajv.errorsText(validate.errors));
  ok(validate(stageEndOf()), ajv.errorsText(validate.errors));
});

Deno.test("every event and every command's summary is in the schema under its name, once", () => {
  const names = [
    ...EVENTS.map(({ entries }) => entries.event.literal),
    ...SUMMARIES.map(({ entries }) => `summary-of-${entries.command.literal || "none"}`),
  ];
  deepStrictEqual(new Set(names).size, names.length);
  const { oneOf } = readSchema() as { oneOf: { $ref: string }[] };
  deepStrictEqual(oneOf.map(({ $ref }) => $ref), names.map((name) => `#/$defs/${name}`));
});

Deno.test("who reads by the schema is not stopped by a key that a newer program adds", () => {
  const validate = new Ajv2020().compile(readSchema());
  ok(validate({ ...SCAN, folders: 3 }));
});

Deno.test("the tests' look at an event finds a key too many, one too few, and one of another kind", () => {
  const end = stageEndOf();
  const { seconds: _, ...without } = end;
  const summary = { event: "summary", command: "dump", exitCode: 0, pairs: [], errors: [] };
  for (const good of [SCAN, end, summary]) assertEvent(good);
  for (
    const bad of [
      { ...end, more: 1 },
      without,
      { ...end, seconds: "1" },
      { ...end, result: "well" },
      { ...end, proofs: { ...end.proofs, warm: 1 } },
      { event: "unheard-of" },
      { ...summary, exitCode: 5 },
      { ...summary, command: "dmup" },
      { ...summary, pairs: [{ pair: "films" }] },
    ]
  ) throws(() => assertEvent(bad as unknown as JsonEvent), Error, JSON.stringify(bad));
});
