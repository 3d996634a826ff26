import {
  cutName,
  isTooLong,
  looksCut,
  nameHeldAs,
  type NameNeeds,
  portableName,
} from "./portable_name.ts";
import { isOwnFolder, LONGEST_NAME_BYTES, type RelativePath } from "./relative_path.ts";

/** Which names a destination gives to what it holds; decided once, and kept. */
export const NAME_RULES = [
  /** Those of the source, but for what has more bytes than Linux holds. */
  "true",
  /** Those that every system can hold. */
  "portable",
] as const;
export type NameRule = typeof NAME_RULES[number];

/**
 * Where a path lies at a destination.
 *
 * @param rule null where none was ever decided on, as by programs that knew only true names
 * @param lettersOf how many letters are encoded in the last part of a path, a folder's with its `/`
 */
export function pathAtDestination(
  path: RelativePath,
  rule: NameRule | null,
  lettersOf: (path: RelativePath) => number = () => 0,
): RelativePath {
  if (rule !== "portable") return pathOnLinux(path);
  let end = 0;
  return mapParts(path, (part, isFirst) => {
    end += part.length + 1;
    const letters = lettersOf(path.slice(0, end) as RelativePath);
    return portableName(part, { ...(isFirst ? OWN_AT_DESTINATION : NOTHING_OWN), letters });
  });
}

/**
 * Which name that stands for which is found in a folder of a destination.
 *
 * @returns null where the catalogue alone can tell; undefined where no path has its place there
 */
export function nameFoundAtDestination(
  found: string,
  isInRoot: boolean,
  rule: NameRule | null,
): string | null | undefined {
  if (rule !== "portable") return looksCut(found) ? null : found;
  return nameHeldAs(found, isInRoot ? OWN_AT_DESTINATION : NOTHING_OWN);
}

/**
 * The name of a path in cargo. Where something else has it, there are others for it: the same below a
 * numbered folder, `~1/a.txt`.
 *
 * The drive travels between systems, so that each of them must be able to hold it, whatever this one
 * can. A path whose own first part looks like a numbered folder gets a substitute for that.
 *
 * @param number 0 for the first choice
 */
export function cargoName(path: RelativePath, number: number): RelativePath {
  const name = mapParts(path, (part, isFirst) => {
    return portableName(part, isFirst ? FIRST_IN_CARGO : IN_CARGO);
  });
  return number === 0 ? name : `~${number}/${name}` as RelativePath;
}

/** What some system takes for it: another spelling, and the short name that FAT and NTFS give it. */
const OWN_AT_DESTINATION: NameNeeds = {
  isOwn: (name) => isOwnFolder(name) || /^waterl~[0-9]+$/i.test(name),
};
const NOTHING_OWN: NameNeeds = {};
const IN_CARGO: NameNeeds = { isForAnywhere: true };
const FIRST_IN_CARGO: NameNeeds = { ...IN_CARGO, isOwn: (name) => /^~[0-9]+$/.test(name) };

/** A path where a name may have 255 bytes; what may be a substitute for a longer one is told from it. */
function pathOnLinux(path: RelativePath): RelativePath {
  if (path.length <= LEAST_TOO_LONG) return path;
  return mapParts(path, (part) => isTooLong(part) || looksCut(part) ? cutName(part) : part);
}

/** A name of fewer units of UTF-16 has no more bytes than that, nor is it a substitute that was cut. */
const LEAST_TOO_LONG = LONGEST_NAME_BYTES / 3;

function mapParts(
  path: RelativePath,
  map: (part: string, isFirst: boolean) => string,
): RelativePath {
  const parts = path.split("/").map((part, index) => part === "" ? part : map(part, index === 0));
  return parts.join("/") as RelativePath;
}
