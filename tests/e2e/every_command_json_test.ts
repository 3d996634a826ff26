import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { SUMMARIES } from "../../lib/cli/json/summary_schemas.ts";
import { hasOriginal, OriginalComputers } from "./original_waterlock.ts";
import { runProgram } from "./program.ts";

/** The commands that the schema has a summary of. */
const COMMANDS = SUMMARIES.map(({ entries }) => entries.command.literal as string)
  .filter((command) => command !== "");

Deno.test("the schema has a summary of every command that there is", async () => {
  const [, list] = (await runProgram(["--help"])).stdout.split("Commands:");
  const named = Array.from(list!.matchAll(/^ {2}([a-z-]+)/gm), ([, name]) => name!);
  const own = named.filter((name) => !["help", "waterlock"].includes(name));
  deepStrictEqual([...COMMANDS].sort(), own.sort());
});

// `runProgram` holds every object against the schema.
Deno.test({
  ...hasOriginal,
  name: "every command, run for real with --json, tells of itself in the words of the schema",
  async fn() {
    using computers = new OriginalComputers();
    const { drive } = computers;
    computers.write("a.mov", "film");
    computers.write("album/b.jpg", "photo");
    computers.loadByOriginal();
    const told = new Map<string, Set<string>>();
    const at = { source: computers.atSource, destination: computers.atDestination };
    const run = async (end: keyof typeof at, code: number, ...args: string[]) => {
      const result = await at[end].call(computers, args);
      strictEqual(result.code, code, `${args}: ${result.stdout}`);
      strictEqual(result.summary.event, "summary");
      strictEqual(result.summary.command, args[0]);
      strictEqual(result.summary.exitCode, code);
      const names = told.get(args[0]!) ?? new Set();
      for (const { event } of result.events) names.add(event);
      told.set(args[0]!, names);
    };
    const fresh = ["--pair", "a", "--source", "/a", "--destination", "/b"];
    const unused = join(computers.root, "fresh");
    Deno.mkdirSync(unused);
    await run("source", 0, "init", "--to", unused, ...fresh);
    await run("source", 0, "import-legacy", computers.database);
    computers.write("c.mov", "another film");
    await run("source", 0, "plan");
    await run("source", 0, "load");
    await run("source", 0, "verify", "drive", "--dry-run");
    await run("source", 0, "verify", "drive");
    await run("source", 2, "unload");
    await run("destination", 0, "unload", "--yes");
    Deno.writeTextFileSync(join(computers.destination, "theirs"), "somebody's");
    await run("destination", 0, "adopt", "--hash");
    await run("destination", 0, "manifest");
    await run("destination", 0, "find", "*.mov");
    await run("destination", 2, "find", "nothing like it");
    await run("destination", 0, "ls");
    await run("destination", 0, "history");
    await run("destination", 0, "dump", "--dry-run");
    await run("destination", 0, "dump", "--yes");
    Deno.removeSync(join(computers.source, "a.mov"));
    await run("source", 3, "run");
    await run("source", 0, "status");
    await run("source", 0, "report");
    await run("source", 0, "completions", "fish");
    deepStrictEqual([...told.keys()].sort(), [...COMMANDS].sort());
    const all = new Set([...told.values()].flatMap((names) => [...names]));
    for (
      const event of [
        "stage",
        "plan",
        "forecast",
        "carry",
        "file",
        "undecided",
        "stage-end",
        "verification",
        "turn",
        "verified",
        "verification-end",
        "trip",
        "found",
        "listed",
        "listed-folder",
        "manifest",
        "dump",
        "dumped",
        "completions",
      ]
    ) ok(all.has(event), event);
    const unheard = await runProgram(["--drive", drive, "lod", "--json"]);
    deepStrictEqual([unheard.code, unheard.summary.command], [2, ""]);
  },
});
