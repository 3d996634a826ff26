import { basename, dirname, join } from "node:path";
import { parseConfig } from "../drive/config.ts";
import { layoutDrive } from "../drive/drive_layout.ts";
import { type NewPair, writeConfig } from "../drive/write_config.ts";
import { describeFailure } from "../filesystem/describe_failure.ts";
import { readStatus } from "../filesystem/file_status.ts";
import { partialPath } from "../filesystem/partial_name.ts";
import { publishFile, syncFile } from "../filesystem/publish_file.ts";
import { removeIfPresent } from "../filesystem/remove_file.ts";
import { writeWholeFile } from "../filesystem/write_whole_file.ts";
import { WaterlockError } from "../model/errors.ts";

export type { NewPair };

/** What a drive is set up with. */
export interface NewDrive {
  /** Absolute path of the drive's root; made when it is missing. */
  readonly root: string;
  readonly pairs: readonly NewPair[];
  /** A size in words, such as `1 GiB`. */
  readonly reserve: string;
  /** The running program when it is compiled: it and its siblings go onto the drive. */
  readonly executable: string | undefined;
}

/** What was put onto a drive, as absolute paths. */
export interface InitialisedDrive {
  readonly config: string;
  readonly cargo: string;
  readonly programs: readonly string[];
}

/**
 * Refuses a drive that has a config already: to be called before anybody is asked anything.
 *
 * @throws {WaterlockError} `config`
 */
export function refuseInitialised(root: string): void {
  const { config } = layoutDrive(root);
  if (readStatus(config)) {
    throw new WaterlockError(
      "config",
      `There is a config already: ${config}`,
      "Edit that file to add or change a pair; init never overwrites one",
    );
  }
}

/** What is wrong with a reserve, or undefined when nothing is. */
export function explainInvalidReserve(reserve: string, root: string): string | undefined {
  const pair = { name: "a", source: "/a", destination: "/b" };
  return explainInvalid([pair], reserve, root)?.replace(/^\S+ /, "It ");
}

/** What is wrong with a pair as it would stand in the config, or undefined when nothing is. */
export function explainInvalidPair(pair: NewPair, root: string): string | undefined {
  return explainInvalid([pair], "0", root)?.replace(/^\S+ /, "It ");
}

/** What is wrong with what was asked for, beginning with the flag that says it. */
function explainInvalid(
  pairs: readonly NewPair[],
  reserve: string,
  root: string,
): string | undefined {
  try {
    parseConfig(writeConfig(pairs, reserve), "config", root);
    return undefined;
  } catch (error) {
    if (!(error instanceof WaterlockError)) throw error;
    return error.message.replace(/^config, line \d+: (pair\.)?/, "--").replace(
      /^--name /,
      "--pair ",
    );
  }
}

/**
 * Sets a drive up: config, cargo folder, and the program when there is one to copy.
 *
 * @throws {WaterlockError} `config` when what was asked for is no valid config or one is there
 *   already, `failed` when the drive cannot be written to
 */
export function initialiseDrive({ root, pairs, reserve, executable }: NewDrive): InitialisedDrive {
  refuseInitialised(root);
  const layout = layoutDrive(root);
  const mistake = explainInvalid(pairs, reserve, root);
  if (mistake) {
    throw new WaterlockError("config", mistake, "Correct it and run waterlock init again");
  }
  try {
    Deno.mkdirSync(layout.configFolder, { recursive: true });
    Deno.mkdirSync(layout.cargo, { recursive: true });
    const programs = executable ? copyPrograms(executable, root) : [];
    writeWholeFile(layout.config, writeConfig(pairs, reserve));
    return { config: layout.config, cargo: layout.cargo, programs };
  } catch (cause) {
    throw new WaterlockError(
      "failed",
      `Cannot set up the drive at ${root}: ${describeFailure(cause)}`,
      "Look whether the drive is mounted, may be written to and has room",
      { cause },
    );
  }
}

/** Copies every waterlock binary that lies beside the running one, for each system its own. */
function copyPrograms(executable: string, root: string): string[] {
  const folder = dirname(executable);
  if (folder === root) return [];
  const names = Array.from(Deno.readDirSync(folder), ({ name }) => name)
    .filter((name) => name.startsWith("waterlock-") || name === basename(executable));
  return names.map((name) => {
    const target = join(root, name), partial = partialPath(target);
    removeIfPresent(partial);
    Deno.copyFileSync(join(folder, name), partial);
    syncFile(partial);
    publishFile(partial, target);
    return target;
  });
}
