import { fold } from "./fold.ts";
import { nameHeldAs, type NameNeeds, portableName } from "./portable_name.ts";
import { OWN_FOLDER, type RelativePath } from "./relative_path.ts";

/** Which names a destination gives to what it holds; decided once, and kept. */
export const NAME_RULES = [
  /** Those of the source. */
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
  if (rule !== "portable") return path;
  let end = 0;
  return mapParts(path, (part, isFirst) => {
    end += part.length + 1;
    const letters = lettersOf(path.slice(0, end) as RelativePath);
    return portableName(part, { ...(isFirst ? OWN_AT_DESTINATION : ANYWHERE), letters });
  })!;
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
  return rule === "portable" ? nameHeldAs(found, isInRoot ? OWN_AT_DESTINATION : ANYWHERE) : found;
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
    return portableName(part, isFirst ? OWN_IN_CARGO : ANYWHERE);
  })!;
  return number === 0 ? name : `~${number}/${name}` as RelativePath;
}

/** The path of a name in cargo; undefined where the catalogue alone can tell. */
export function pathOfCargoName(name: RelativePath): RelativePath | undefined {
  return mapParts(name.replace(/^~[0-9]+\//, "") as RelativePath, (part, isFirst) => {
    return nameHeldAs(part, isFirst ? OWN_IN_CARGO : ANYWHERE) ?? undefined;
  });
}

const ANYWHERE: NameNeeds = {};
/** In whatever spelling: the file system may take it for `.waterlock`. */
const OWN_AT_DESTINATION: NameNeeds = { isOwn: (name) => fold(name) === OWN_FOLDER };
const OWN_IN_CARGO: NameNeeds = { isOwn: (name) => /^~[0-9]+$/.test(name) };

function mapParts(
  path: RelativePath,
  map: (part: string, isFirst: boolean) => string | undefined,
): RelativePath | undefined {
  const parts = path.split("/").map((part, index) => part === "" ? part : map(part, index === 0));
  return parts.includes(undefined) ? undefined : parts.join("/") as RelativePath;
}
