import { parseConfig } from "../drive/config.ts";
import { layoutDrive } from "../drive/drive_layout.ts";
import { refuseTrap } from "../drive/refuse_trap.ts";
import { type NewPair, writeConfig } from "../drive/write_config.ts";
import { describeFailure } from "../filesystem/describe_failure.ts";
import { readStatus } from "../filesystem/file_status.ts";
import { writeWholeFile } from "../filesystem/write_whole_file.ts";
import { WaterlockError } from "../model/errors.ts";
import { parseSize } from "../model/size.ts";
import { installPrograms, type Programs } from "./install_programs.ts";
import type { Services } from "./services.ts";
import { Witness } from "./witness.ts";

export type { NewPair };

/** What a drive is set up with. */
export interface NewDrive {
  /** Absolute path of the drive's root; made when it is missing. */
  readonly root: string;
  readonly pairs: readonly NewPair[];
  /** A size in words, such as `1 GiB`. */
  readonly reserve: string;
  /** What is to lie on the drive beside them, or undefined for the config alone. */
  readonly programs: Programs | undefined;
}

/** What was put onto a drive, as absolute paths. */
export interface InitialisedDrive {
  readonly config: string;
  readonly programs: readonly string[];
}

/** Whether a drive has a config already. */
export function isInitialised(root: string): boolean {
  return readStatus(layoutDrive(root).config) !== undefined;
}

/**
 * Refuses a drive that has a config already, or a trap where something of Waterlock's is to lie: to be
 * called before anybody is asked anything.
 *
 * @throws {WaterlockError} `config`, `refused`
 */
export function refuseInitialised(root: string): void {
  const { configFolder, config, catalogue, cargo } = layoutDrive(root);
  for (const path of [configFolder, config, catalogue, cargo]) refuseTrap(path);
  if (isInitialised(root)) {
    throw new WaterlockError(
      "config",
      `There is a config already: ${config}`,
      "Edit that file to add or change a pair; init never overwrites one",
    );
  }
}

/**
 * What is wrong with a reserve, or undefined when nothing is.
 *
 * @param freeBytes what is free on the drive, where that is known
 */
export function explainInvalidReserve(
  reserve: string,
  root: string,
  freeBytes = Infinity,
): string | undefined {
  const pair = { name: "a", source: "/a", destination: "/b" };
  const invalid = explainInvalid([pair], reserve, root)?.replace(/^\S+ /, "It ");
  if (invalid || freeBytes === 0 || parseSize(reserve)! < freeBytes) return invalid;
  return "That is all that is free now: nothing could travel";
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
 * Sets a drive up: config and cargo folder, and the programs when they are given.
 *
 * @throws {WaterlockError} `config` when what was asked for is no valid config or one is there
 *   already, `failed` when the drive cannot be written to, `interrupted`
 */
export async function initialiseDrive(
  { root, pairs, reserve, programs }: NewDrive,
  services: Services,
): Promise<InitialisedDrive> {
  refuseInitialised(root);
  const layout = layoutDrive(root);
  const mistake = explainInvalid(pairs, reserve, root);
  if (mistake) {
    throw new WaterlockError("config", mistake, "Correct it and run waterlock init again");
  }
  return await settingUp(root, async (witness) => {
    Deno.mkdirSync(layout.configFolder, { recursive: true });
    Deno.mkdirSync(layout.cargo, { recursive: true });
    witness.check();
    // First, so that calling it again finishes what was broken off behind it.
    writeWholeFile(layout.config, writeConfig(pairs, reserve));
    const installed = programs ? await installPrograms(programs, root, witness, services) : [];
    return { config: layout.config, programs: installed };
  });
}

/**
 * Puts the programs onto a drive that has a config, which stays as it is.
 *
 * @throws {WaterlockError} `failed` when the drive cannot be written to, `interrupted`
 */
export async function renewPrograms(
  root: string,
  programs: Programs,
  services: Services,
): Promise<InitialisedDrive> {
  return await settingUp(root, async (witness) => ({
    config: layoutDrive(root).config,
    programs: await installPrograms(programs, root, witness, services),
  }));
}

/**
 * Runs what writes to a drive that is being set up, whose root is made when it is missing.
 *
 * @param write told of a witness of the root: what is written to the empty mount point of a drive that was
 *   unmounted sets nothing up
 * @throws {WaterlockError} `failed`
 */
export async function settingUp<T>(
  root: string,
  write: (witness: Witness) => Promise<T>,
): Promise<T> {
  try {
    if (!readStatus(root, { follow: true })) Deno.mkdirSync(root, { recursive: true });
    const witness = new Witness("drive", root);
    const result = await write(witness);
    witness.check();
    return result;
  } catch (cause) {
    if (cause instanceof WaterlockError) throw cause;
    throw new WaterlockError(
      "failed",
      `Cannot set up the drive at ${root}: ${describeFailure(cause)}`,
      "Look whether the drive is mounted, may be written to and has room",
      { cause },
    );
  }
}
