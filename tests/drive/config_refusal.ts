import { type Config, parseConfig } from "../../lib/drive/config.ts";
import { WaterlockError } from "../../lib/model/errors.ts";

/** A config that is as short as can be. */
export const PAIR = `[[pair]]
name = "gopro"
source = "/srv/media/gopro"
destination = "/backup/gopro"
`;

/** Reads a config as it would lie on a drive that has nothing to do with its pairs. */
export function parse(toml: string, driveRoot = "/mnt/no drive"): Config {
  return parseConfig(toml, "config/waterlock.toml", driveRoot);
}

/** What a config is refused with. */
export function refusalOf(toml: string, driveRoot?: string): WaterlockError {
  try {
    parse(toml, driveRoot);
  } catch (error) {
    if (error instanceof WaterlockError) return error;
    throw error;
  }
  throw new Error(`It was taken:\n${toml}`);
}
