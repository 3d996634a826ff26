import { Ajv2020 } from "ajv/dist/2020.js";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const FILE = fileURLToPath(
  new URL("../../../lib/cli/json/waterlock.schema.json", import.meta.url),
);

/** The schema as it is published: a key that it does not name is no mistake, for it may be newer. */
export function readSchema(): Record<string, unknown> {
  return JSON.parse(readFileSync(FILE, "utf8"));
}

/** The same, in which every object has the keys that are named, and no others. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== "object" || schema === null) return schema;
  const parts = Object.entries(schema).map(([key, part]) => [key, closed(part)]);
  const isObject = "properties" in schema && "type" in schema && schema.type === "object";
  return { ...Object.fromEntries(parts), ...(isObject && { additionalProperties: false }) };
}

let ajv: Ajv2020 | undefined;

/**
 * Fails unless an object is, to the key, what the schema says of one of its name.
 *
 * @param event an object that `--json` wrote
 */
export function assertEvent(event: { readonly event: string; readonly command?: string }): void {
  ajv ??= new Ajv2020({ validateSchema: false })
    .addSchema(closed(readSchema()) as object, "waterlock");
  const name = event.event === "summary" ? `summary-of-${event.command || "none"}` : event.event;
  const validate = ajv.getSchema(`waterlock#/$defs/${name}`);
  if (!validate) throw new Error(`The schema knows of no "${name}": ${JSON.stringify(event)}`);
  if (!validate(event)) {
    throw new Error(`${ajv.errorsText(validate.errors)}: ${JSON.stringify(event)}`);
  }
}
