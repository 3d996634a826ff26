import type { Config, PairConfig } from "../drive/config.ts";
import { WaterlockError } from "../model/errors.ts";
import { PAIR_CHOICE } from "../vocabulary.ts";
import type { OpenDrive } from "./open_drive.ts";
import type { Services } from "./services.ts";

/**
 * The pairs of these names, in the config's order; all when no name is given.
 *
 * @throws {WaterlockError} `usage` when a name is not in the config
 */
export function selectPairs(config: Config, names: readonly string[]): readonly PairConfig[] {
  if (names.length === 0) return config.pairs;
  const known = config.pairs.map((pair) => pair.name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new WaterlockError("usage", ...PAIR_CHOICE.unknown(unknown, known));
  }
  return config.pairs.filter((pair) => names.includes(pair.name));
}

/**
 * The one pair that a command is about, which need not be named where there is only one.
 *
 * @throws {WaterlockError} `usage` when it is not clear which, or when it is not in the config
 */
export function selectOnePair(config: Config, names: readonly string[]): PairConfig {
  const pairs = selectPairs(config, names);
  if (pairs.length === 1) return pairs[0]!;
  const say = names.length > 0 ? PAIR_CHOICE.tooMany : PAIR_CHOICE.none;
  throw new WaterlockError("usage", ...say(config.pairs.map((pair) => pair.name)));
}

/** Tells of cargo of pairs that the config does not name any more: nothing else would. */
export function tellOfUnknownPairs({ catalogue, config }: OpenDrive, { reporter }: Services): void {
  const names = config.pairs.map((pair) => pair.name);
  for (const { name, files } of catalogue.pairs.withCargoBeside(names)) {
    reporter.report({ event: "unknown-pair", pair: name, files });
  }
}
