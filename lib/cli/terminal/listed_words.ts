import type { FolderListing, ListedFile, ListedFolder, ListedState } from "../../operations/mod.ts";
import { fitEnd, fitStart } from "./fit.ts";
import {
  formatBytes,
  formatCount,
  formatNumber,
  formatTally,
  LISTED,
  showPath,
} from "../../vocabulary.ts";
import { type Column, renderTable } from "./table.ts";

const STATES: Readonly<Record<ListedState, string>> = LISTED.states;

/** What a list tells of one thing, before it is fitted. */
interface ListedRow {
  readonly name: string;
  /** How many lie in it; undefined for a file. */
  readonly files?: number;
  readonly size: string;
  /** One or several places, what lies at each with its size. */
  readonly where: readonly string[];
}

const NAME = { title: LISTED.columns.name, align: "left" } as const;
const COLUMNS: readonly Column[] = [
  { title: LISTED.columns.files, align: "right" },
  { title: LISTED.columns.size, align: "right" },
  { title: LISTED.columns.where, align: "left" },
];

/** A name may be cut down to so many columns before the table gives way to a list. */
const LEAST_NAME = 12;

/**
 * What lies in each folder, its subfolders first; what is in several places has a line for each where
 * one is too narrow.
 *
 * @param width of the screen, or undefined where there is none: then each is one line
 */
export function listedLines(
  listings: readonly FolderListing[],
  width: number | undefined,
): string[] {
  return listings.flatMap((listing, index) => [
    ...(index > 0 ? [""] : []),
    ...linesOf(listing, width),
  ]);
}

function linesOf({ folder, folders, files }: FolderListing, width = Infinity): string[] {
  const rows = [
    ...folders.map((one) => rowOfFolder(one, folder)),
    ...files.map((file) => rowOfFile(file, folder)),
  ];
  const heading = folder ? headingOf(folder, width) : [];
  if (rows.length === 0) {
    return [...heading, `  ${folder?.path === "" ? LISTED.nothingKnown : LISTED.nothingInIt}`];
  }
  return [...heading, ...tableOf(rows, width)];
}

/** The folder's own path, below its pair's name as in cargo, and all that lies in it. */
function headingOf({ pair, path, sum }: ListedFolder, width: number): string[] {
  const tally = `: ${formatTally(sum)}`;
  return [fitEnd(`${showPath(pair)}/${showPath(path)}`, Math.max(1, width - tally.length)) + tally];
}

function tableOf(rows: readonly ListedRow[], width: number): string[] {
  const cells = (
    { name, files, size }: ListedRow,
    where: string,
  ) => [name, files === undefined ? "" : formatNumber(files), size, where];
  const joined = () => rows.map((row) => cells(row, row.where.join(", ")));
  const stacked = () =>
    rows.flatMap((row) => {
      const [first = "", ...others] = row.where;
      return [cells(row, first), ...others.map((where) => ["", "", "", where])];
    });
  return renderTable([NAME, ...COLUMNS], joined(), width) ??
    renderTable([{ ...NAME, least: LEAST_NAME }, ...COLUMNS], stacked(), width) ??
    rows.flatMap((row) => narrowLines(row, width));
}

function narrowLines({ name, files, size, where }: ListedRow, width: number): string[] {
  const sum = files === undefined ? size : `${formatCount(files, "file")}, ${size}`;
  return [fitEnd(name, width), ...[sum, ...where].map((line) => fitStart(`  ${line}`, width))];
}

/** @param inside the folder that is listed; undefined where the pairs are */
function rowOfFolder(
  { pair, path, sum, states, inParts, undecided }: ListedFolder,
  inside: ListedFolder | undefined,
): ListedRow {
  const places = Object.entries(states).filter(([, { files }]) => files > 0)
    .map(([state, tally]) => ({ words: STATES[state as ListedState], tally }));
  return {
    name: inside ? showPath(path.slice(inside.path.length)) : `${showPath(pair)}/`,
    files: sum.files,
    size: formatBytes(sum.bytes),
    where: [
      ...places.map(({ words, tally }) => places.length === 1 ? words : LISTED.part(tally, words)),
      ...inParts.files > 0 ? [LISTED.part(inParts, LISTED.ofItInParts)] : [],
      ...undecided.files > 0 ? [LISTED.partUndecided(undecided)] : [],
    ],
  };
}

function rowOfFile(
  file: ListedFile,
  inside: ListedFolder | undefined,
): ListedRow {
  const { path, kind, size } = file;
  return {
    name: showPath(path.slice(inside?.path.length ?? 0)),
    size: kind === "link" ? LISTED.link : size === null ? LISTED.sizeUnknown : formatBytes(size),
    where: wordsOf(file),
  };
}

function wordsOf({ state, isInParts, isUndecided }: ListedFile): string[] {
  const words = isInParts && state === "pending" ? LISTED.inParts : STATES[state];
  if (!isUndecided) return [words];
  // What has been lost since is at no source, whatever its state says.
  return [...state === "pending" ? [] : [words], LISTED.undecided];
}
