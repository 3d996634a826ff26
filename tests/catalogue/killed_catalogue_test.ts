import { deepStrictEqual, ok } from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { Catalogue } from "../../lib/catalogue/catalogue.ts";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";

const child = fileURLToPath(new URL("../fixtures/commit_until_killed.ts", import.meta.url));

/** Runs the child until it has said `commits` lines, kills it, and gives the last whole line. */
async function commitAndKill(database: string, commits: number): Promise<number> {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--allow-all", child, database],
    stdout: "piped",
  });
  const process = command.spawn();
  let said = "", isKilled = false;
  for await (const text of process.stdout.pipeThrough(new TextDecoderStream())) {
    said += text;
    if (isKilled || said.split("\n").length <= commits) continue;
    process.kill("SIGKILL");
    isKilled = true;
  }
  await process.status;
  return Number(said.split("\n").at(-2));
}

Deno.test("a commit is still there after the program was killed, and no half of one is", async () => {
  using folder = new TemporaryFolder();
  const path = folder.at("waterlock.db");
  const last = await commitAndKill(path, 60);
  const catalogue = Catalogue.open(path);
  const { id } = catalogue.pairs.ensure("films");
  const paths = Array.from(catalogue.entries.inPathOrder(id), (entry) => entry.path as string);
  catalogue.close();
  const commits = paths.length / 2;
  ok(last >= 59 && commits > last, `${last} was said, ${commits} commits are there`);
  const whole = Array.from({ length: commits }, (_, n) => [`film ${n}`, `film ${n}.subtitles`]);
  deepStrictEqual(paths.sort(), whole.flat().sort());
  deepStrictEqual(folder.names(), ["waterlock.db"]);
});
