import { resolve } from "node:path";
import { describeCommand } from "../describe_command.ts";
import { EXIT } from "../exit_codes.ts";
import { addPairFlag, nonEmpty } from "../flags.ts";
import { invoke } from "../invoke.ts";
import type { RegisterCommand } from "../register_command.ts";
import { summariseReport } from "../summary.ts";
import { COMMANDS } from "../../vocabulary.ts";

/** `waterlock report`: a page to look at, of how safe everything is. */
export const registerReport: RegisterCommand = (program, surroundings, end) => {
  const command = describeCommand(addPairFlag(program.command("report")), COMMANDS.report)
    .option("--output <file>", COMMANDS.report.output, nonEmpty)
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
