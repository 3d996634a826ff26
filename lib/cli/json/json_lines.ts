import type { Output } from "../terminal/output.ts";
import { VERSION } from "../version.ts";
import type { JsonEvent } from "./events.ts";
import { SCHEMA_VERSION } from "./schema_version.ts";
import type { CommandName } from "./summary_schemas.ts";

/** Writes an object for a script, on a line of its own. */
export type WriteJson = (event: JsonEvent) => void;

/** Begins what `--json` writes: with an object that tells what is run, and in which words it tells it. */
export function startJson(out: Output, command: CommandName): WriteJson {
  const write: WriteJson = (event) => out.write(JSON.stringify(event) + "\n");
  write({ event: "start", command, schema: SCHEMA_VERSION, version: VERSION });
  return write;
}
