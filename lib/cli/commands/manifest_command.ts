import { manifestLine, selectOnePair } from "../../operations/mod.ts";
import { describeCommand } from "../describe_command.ts";
import { EXIT } from "../exit_codes.ts";
import { collect } from "../flags.ts";
import { invoke } from "../invoke.ts";
import type { RegisterCommand } from "../register_command.ts";
import type { SummaryError } from "../summary.ts";
import { COMMANDS, MANIFEST, showPath } from "../../vocabulary.ts";

/** `waterlock manifest`: what is at the destination, as `b2sum` writes it. */
export const registerManifest: RegisterCommand = (program, surroundings, end) => {
  const command = describeCommand(program.command("manifest"), COMMANDS.manifest)
    .option("--pair <name>", COMMANDS.manifest.pair, collect)
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
                errors.push({ pair: name, path, code: "no-digest", message: MANIFEST.noDigest });
                if (!json) {
                  err.write(`${showPath(name)}: ${showPath(path)}: ${MANIFEST.noDigest}\n`);
                }
                continue;
              }
              listed += 1;
              emit({ event: "manifest", pair: name, path, digest });
              if (!json) out.write(manifestLine(digest, path) + "\n");
            }
            if (listed + errors.length === 0 && !json) {
              err.write(MANIFEST.nothingArrived(name) + "\n");
            }
            const exitCode = errors.length > 0 ? EXIT.partial : EXIT.done;
            return { exitCode, pairs: [{ pair: name, files: listed }], errors };
          },
        ),
      );
    });
};
