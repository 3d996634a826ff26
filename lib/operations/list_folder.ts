import type { ListingRow } from "../catalogue/listing.ts";
import type { PairConfig } from "../drive/config.ts";
import { addTo, emptyTally, type Tally } from "../model/entry.ts";
import { WaterlockError } from "../model/errors.ts";
import { comparePaths, parseRelativePath, type RelativePath } from "../model/relative_path.ts";
import { rankPaths } from "../planning/precedence.ts";
import { UNLISTED } from "../vocabulary.ts";
import type { OpenDrive } from "./open_drive.ts";
import { Pacer } from "./pacer.ts";
import { selectPairs, tellOfUnknownPairs } from "./select_pairs.ts";
import type { Services } from "./services.ts";

/**
 * Where a file's latest version is, each file in one of them: at the source only, `changed` where an
 * older version has travelled, `held` where the config has it stay; aboard; delivered; gone from the source
 * and `skipped`, or marked for `removal`; damaged; `adopted`: brought by others and never seen at the source.
 */
export const LISTED_STATES = [
  "pending",
  "changed",
  "held",
  "aboard",
  "delivered",
  "skipped",
  "removal",
  "damaged",
  "adopted",
] as const;
export type ListedState = typeof LISTED_STATES[number];

/** A folder, or all of a pair where its path is empty, with what lies in it, however deep. */
export interface ListedFolder {
  readonly pair: string;
  readonly path: RelativePath | "";
  /** Files and links. */
  readonly sum: Tally;
  /** The sum by where its files are. */
  readonly states: Readonly<Record<ListedState, Tally>>;
  /** What of it is under way in parts. */
  readonly inParts: Tally;
  /** What of it the last load found gone from the source, and nobody has decided about. */
  readonly undecided: Tally;
}

/** A file or link. */
export interface ListedFile {
  readonly pair: string;
  readonly path: RelativePath;
  readonly kind: "file" | "link";
  /** Bytes; null where nobody knows. */
  readonly size: number | null;
  readonly state: ListedState;
  /** Whether parts of it are aboard or at the destination, and the rest is at the source. */
  readonly isInParts: boolean;
  /** Whether the last load found it gone from the source, and nobody has decided about it. */
  readonly isUndecided: boolean;
}

/** What lies in one folder, folders first, each in the order of their paths. */
export interface FolderListing {
  /** The folder itself; undefined for the pairs side by side. */
  readonly folder: ListedFolder | undefined;
  readonly folders: readonly ListedFolder[];
  readonly files: readonly ListedFile[];
}

/**
 * Lists a folder in each pair that has it; looks at neither end, only into the catalogue. Without a folder
 * the pairs are the top, or what lies in the only one.
 *
 * @param folder a path below the source, or the name of a pair and a path in it; undefined for the top
 * @throws {WaterlockError} `usage` when nothing is known of the folder, `interrupted`
 */
export async function listFolder(
  drive: OpenDrive,
  folder: string | undefined,
  names: readonly string[],
  services: Services,
): Promise<readonly FolderListing[]> {
  tellOfUnknownPairs(drive, services);
  const pairs = selectPairs(drive.config, names);
  const pacer = new Pacer(services);
  if (folder !== undefined) {
    const found = findFolder(drive, pairs, folder);
    return await Array.fromAsync(found, ({ pair, path }) => list(drive, pair, path, pacer));
  }
  const tops = await Array.fromAsync(pairs, (pair) => list(drive, pair, "", pacer));
  if (tops.length === 1) return tops;
  return [{ folder: undefined, folders: tops.map(({ folder }) => folder!), files: [] }];
}

async function list(
  { catalogue }: OpenDrive,
  pair: PairConfig,
  path: RelativePath | "",
  pacer: Pacer,
): Promise<FolderListing> {
  const row = catalogue.pairs.find(pair.name), rankOf = rankPaths(pair);
  const folder = emptyFolder(pair.name, path);
  const folders = new Map<RelativePath, ListedFolder>();
  const files: ListedFile[] = [];
  for (const one of row ? catalogue.listing.below(row.id, path) : []) {
    if (pacer.isDue) await pacer.pause();
    const end = one.path.indexOf("/", path.length) + 1;
    let inside: ListedFolder | undefined;
    if (end > 0) {
      const name = one.path.slice(0, end) as RelativePath;
      inside = folders.get(name);
      if (!inside) folders.set(name, inside = emptyFolder(pair.name, name));
    }
    if (one.kind === "folder") continue;
    const state = stateOf(one, () => rankOf?.(one.path) === "held");
    const { kind, size, isInParts, isUndecided } = one;
    for (const each of inside ? [folder, inside] : [folder]) {
      addTo(each.sum, size ?? 0);
      addTo(each.states[state], size ?? 0);
      if (isInParts) addTo(each.inParts, size ?? 0);
      if (isUndecided) addTo(each.undecided, size ?? 0);
    }
    if (!inside) {
      files.push({ pair: pair.name, path: one.path, kind, size, state, isInParts, isUndecided });
    }
  }
  const inOrder = (a: { path: string }, b: { path: string }) => comparePaths(a.path, b.path);
  return { folder, folders: [...folders.values()].sort(inOrder), files: files.sort(inOrder) };
}

function emptyFolder(pair: string, path: RelativePath | ""): ListedFolder {
  const states = Object.fromEntries(LISTED_STATES.map((state) => [state, emptyTally()]));
  return {
    pair,
    path,
    sum: emptyTally(),
    states: states as Record<ListedState, Tally>,
    inParts: emptyTally(),
    undecided: emptyTally(),
  };
}

function stateOf({ state, isNewer }: ListingRow, isToHold: () => boolean): ListedState {
  if (state === "pending") return isToHold() ? "held" : isNewer ? "changed" : "pending";
  return state as ListedState;
}

/** A folder of a pair that something is known of. */
interface KnownFolder {
  readonly pair: PairConfig;
  readonly path: RelativePath | "";
}

/** The pairs in which a folder is known, by its path, else by the name of a pair before it. */
function findFolder(
  drive: OpenDrive,
  pairs: readonly PairConfig[],
  text: string,
): readonly KnownFolder[] {
  const { catalogue } = drive;
  const wanted = text.replace(/^(?:\.?\/+)+|\/+$/g, "").replace(/^\.$/, "");
  const knownIn = (pair: PairConfig, path: string): KnownFolder[] => {
    const row = catalogue.pairs.find(pair.name);
    const known = spellingsOf(path).find((one) => row && catalogue.listing.isFolder(row.id, one));
    return known === undefined ? [] : [{ pair, path: known }];
  };
  const found = pairs.flatMap((pair) => knownIn(pair, wanted));
  if (found.length > 0) return found;
  const inPair = pairs.filter(({ name }) => wanted === name || wanted.startsWith(`${name}/`))
    .flatMap((pair) => knownIn(pair, wanted.slice(pair.name.length + 1)));
  if (inPair.length > 0) return inPair;
  throw notFound(drive, pairs, text, wanted);
}

/** A folder as it may be spelt: accents composed or not, as systems differ, `\` between folders. */
function spellingsOf(path: string): (RelativePath | "")[] {
  if (path === "") return [""];
  const slashed = path.replaceAll("\\", "/");
  const texts = [path, path.normalize("NFC"), path.normalize("NFD"), slashed];
  return texts.flatMap((text) => {
    try {
      return [parseRelativePath(`${text}/`)];
    } catch (error) {
      if (error instanceof TypeError) return [];
      throw error;
    }
  });
}

function notFound(
  { catalogue }: OpenDrive,
  pairs: readonly PairConfig[],
  text: string,
  wanted: string,
): WaterlockError {
  const names = pairs.map(({ name }) => name);
  const rows = names.flatMap((name) => catalogue.pairs.find(name) ?? []);
  if (!rows.some(({ id }) => catalogue.listing.isFolder(id, ""))) {
    return new WaterlockError("usage", ...UNLISTED.nothingLoaded(text, names));
  }
  if (rows.some(({ id }) => catalogue.entries.at(id, wanted as RelativePath))) {
    return new WaterlockError("usage", ...UNLISTED.isFile(text, wanted));
  }
  return new WaterlockError("usage", ...UNLISTED.unknown(text, names));
}
