import { parseConfig, WrongKey } from "../drive/config.ts";
import { layoutDrive } from "../drive/drive_layout.ts";
import { refuseTrap } from "../drive/refuse_trap.ts";
import { type NewPair, writeConfig } from "../drive/write_config.ts";
import { describeFailure } from "../filesystem/describe_failure.ts";
import { readStatus } from "../filesystem/file_status.ts";
import { writeWholeFile } from "../filesystem/write_whole_file.ts";
import { WaterlockError } from "../model/errors.ts";
import { parseSize } from "../model/size.ts";
import { NEW_DRIVE, NO_NEW_DRIVE, REFUSED_ANSWER } from "../vocabulary.ts";
import { installPrograms, type Programs } from "./install_programs.ts";
import type { Services } from "./services.ts";
import { Witness } from "./witness.ts";

export type { NewPair };

/** What a drive is set up with. */
export interface NewDrive {
  /** Absolute path of the drive's root. */
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
 * Refuses a folder that is not there, most likely because its drive is not mounted; a drive that has a
 * config already; and a trap where something of Waterlock's is to lie. To be called before anybody is asked
 * anything.
 *
 * @throws {WaterlockError} `config`, `refused`
 */
export function requireNewDrive(root: string): void {
  const kind = readStatus(root, { follow: true })?.kind;
  if (kind === undefined) throw new WaterlockError("config", ...NEW_DRIVE.notThere(root));
  if (kind !== "folder") throw new WaterlockError("config", ...NEW_DRIVE.noFolder(root));
  const { configFolder, config, catalogue, cargo } = layoutDrive(root);
  for (const path of [configFolder, config, catalogue, cargo]) refuseTrap(path);
  if (isInitialised(root)) {
    throw new WaterlockError("config", ...NO_NEW_DRIVE.hasConfig(config));
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
  const invalid = explainInvalidPair(pair, root, reserve);
  if (invalid || freeBytes === 0 || parseSize(reserve)! < freeBytes) return invalid;
  return REFUSED_ANSWER.reserveIsAll;
}

/** What is wrong with a pair as it would stand in the config, or undefined when nothing is. */
export function explainInvalidPair(
  pair: NewPair,
  root: string,
  reserve = "0",
): string | undefined {
  const wrong = findWrongKey([pair], reserve, root);
  return wrong && REFUSED_ANSWER.inConfig(wrong.fault);
}

/** What is wrong with the config that was asked for. */
function findWrongKey(
  pairs: readonly NewPair[],
  reserve: string,
  root: string,
): WrongKey | undefined {
  try {
    parseConfig(writeConfig(pairs, reserve), "config", root);
    return undefined;
  } catch (error) {
    if (error instanceof WrongKey) return error;
    throw error;
  }
}

/** The flag whose value becomes a key of the config. */
function flagOf(key: string): string {
  return key === "pair.name" ? "--pair" : `--${key.replace(/^pair\./, "")}`;
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
  requireNewDrive(root);
  const layout = layoutDrive(root);
  const wrong = findWrongKey(pairs, reserve, root);
  if (wrong) {
    throw new WaterlockError("config", ...NO_NEW_DRIVE.wrongFlag(flagOf(wrong.key), wrong.fault));
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
 * Runs what writes to a drive that is being set up.
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
    const witness = new Witness("drive", root);
    const result = await write(witness);
    witness.check();
    return result;
  } catch (cause) {
    if (cause instanceof WaterlockError) throw cause;
    const said = NO_NEW_DRIVE.refused(root, describeFailure(cause));
    throw new WaterlockError("failed", ...said, { cause });
  }
}
