import { resolve } from "node:path";
import { EXIT } from "../exit_codes.ts";
import { addPairFlag, nonEmpty } from "../flags.ts";
import { invoke } from "../invoke.ts";
import type { RegisterCommand } from "../register_command.ts";
import { summariseReport } from "../summary.ts";

const HELP = `
The page is one file that fetches nothing: open it in any browser, print it, or take it with you.

Example:
  waterlock report --output ~/waterlock.html`;

/** `waterlock report`: a page to look at, of how safe everything is. */
export const registerReport: RegisterCommand = (program, surroundings, end) => {
  const command = addPairFlag(program.command("report"))
    .description("a page for the browser: what is safe, what is at risk, and every trip")
    .option(
      "--output <file>",
      "where to write it (default: config/report.html on the drive)",
      nonEmpty,
    )
    .addHelpText("after", HELP)
    .action(async ({ pair = [], output }: { pair?: readonly string[]; output?: string }) => {
      end(
        await invoke(command, surroundings, async ({ openDrive, services, say }) => {
          const { gatherReport } = await import("../../operations/report_facts.ts");
          const { writeReport } = await import("../../operations/write_report.ts");
          const { renderReport } = await import("../report/page.ts");
          const { reportLines } = await import("../terminal/report_words.ts");
          using drive = await openDrive();
          const facts = gatherReport(drive, pair, services);
          const path = output === undefined
            ? drive.layout.report
            : resolve(surroundings.currentFolder, output);
          writeReport(path, renderReport(facts));
          say(...reportLines(facts, path));
          return { exitCode: EXIT.done, ...summariseReport(facts, path), errors: [] };
        }),
      );
    });
};
