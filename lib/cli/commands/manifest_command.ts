import { manifestLine, selectOnePair } from "../../operations/mod.ts";
import { EXIT } from "../exit_codes.ts";
import { collect } from "../flags.ts";
import { invoke } from "../invoke.ts";
import type { RegisterCommand } from "../register_command.ts";
import type { SummaryError } from "../summary.ts";
import { showPath } from "../terminal/format.ts";

const HELP = `
Check the destination without Waterlock, there:
  cd DESTINATION && b2sum --check --quiet MANIFEST

Example:
  waterlock manifest --pair gopro > gopro.b2`;

const NO_DIGEST = "Nobody knows its digest, so it is not in the manifest";

/** `waterlock manifest`: what is at the destination, as `b2sum` writes it. */
export const registerManifest: RegisterCommand = (program, surroundings, end) => {
  const command = program.command("manifest")
    .description("the destination's files as lines for b2sum --check, on standard output")
    .option("--pair <name>", "the pair; need not be named where there is only one", collect)
    .addHelpText("after", HELP)
    .action(async (flags: { pair?: readonly string[] }) => {
      end(
        await invoke(
          command,
          surroundings,
          async ({ openDrive, services, emit, flags: { json } }) => {
            const { listDestination } = await import("../../operations/manifest.ts");
            using drive = await openDrive();
            const { name } = selectOnePair(drive.config, flags.pair ?? []);
            const { out, err } = surroundings;
            const errors: SummaryError[] = [];
            let listed = 0;
            for await (const { path, digest } of listDestination(drive, name, services)) {
              if (digest === null) {
                errors.push({ pair: name, path, code: "no-digest", message: NO_DIGEST });
                if (!json) err.write(`${showPath(name)}: ${showPath(path)}: ${NO_DIGEST}\n`);
                continue;
              }
              listed += 1;
              emit({ event: "manifest", pair: name, path, digest });
              if (!json) out.write(manifestLine(digest, path) + "\n");
            }
            if (listed + errors.length === 0 && !json) {
              err.write(`${showPath(name)}: nothing has arrived at the destination yet\n`);
            }
            const exitCode = errors.length > 0 ? EXIT.partial : EXIT.done;
            return { exitCode, pairs: [{ pair: name, files: listed }], errors };
          },
        ),
      );
    });
};
