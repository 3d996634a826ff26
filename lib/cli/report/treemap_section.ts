// @ts-types="@types/d3-hierarchy"
import { hierarchy, treemap, treemapSquarify } from "d3-hierarchy";
import {
  type PairReport,
  type ReportFacts,
  SAFETIES,
  type SafetyTallies,
  totalOf,
} from "../../operations/mod.ts";
import { REPORT_FOLDERS } from "../../vocabulary.ts";
import { type Markup, markup } from "./markup.ts";
import { formatShare, shareOf, shorten } from "./words.ts";
import { percent } from "./safety_bar.ts";

/** A picture with the rules that put its tiles where they are. */
export interface Treemap {
  readonly picture: Markup;
  readonly styles: string;
}

/** Something with an area: a pair, or a folder of one. */
interface Tile {
  readonly name: string;
  readonly safety: SafetyTallies;
}

/** A pair, and what it has in it. */
interface Group {
  readonly tile: Tile;
  readonly tiles: readonly Tile[];
}

/** The most characters of a name that a field has. */
const TILE_NAME_LENGTH = 32;

/** The most pairs that have an area of their own; the rest share one. */
const MOST_GROUPS = 12;

/** What is smaller than this share of its pair is put together with the others that are. */
const LEAST_SHARE = 0.002;

/** Two shapes of the same picture, in pixels as they are most often shown: for a desk, for a hand. */
const SHAPES = [
  { media: "", width: 1040, height: 560 },
  { media: "@media (max-width: 719px)", width: 343, height: 760 },
] as const;

/** A pair's border and its title's line, in pixels, as `tile_styles.ts` has them. */
const BORDER = 2, TITLE = 30;

/** The share of all that each pair has beyond its due, and all pairs together: else the small are unseen. */
const HEAD_START = 0.06, HEAD_STARTS = 0.5;

/** All sources by folder: the area is what lies there, the water what of it is safe. */
export function treemapSection({ pairs, safety }: ReportFacts): Treemap {
  const groups = groupsOf(pairs);
  if (totalOf(safety).bytes === 0) return { picture: markup``, styles: "" };
  const headStart = Math.min(HEAD_START, HEAD_STARTS / groups.length) * totalOf(safety).bytes;
  const areas = groups.map(({ tile }) => bytesOf(tile) + headStart);
  const rules = SHAPES.map(({ media, width, height }) => {
    const all = layOut(areas, width, height).flatMap((place, at) => [
      ruleOf(`g${at}`, place, { width, height }),
      ...tileRules(groups[at]!.tiles, at, {
        width: Math.max(1, place.width - 2 * BORDER),
        height: Math.max(1, place.height - BORDER - TITLE),
      }),
    ]).join("\n");
    return media ? `${media} {\n${all}\n}` : all;
  });
  const legend = [
    REPORT_FOLDERS.howToRead,
    ...(groups.length > 1 ? [REPORT_FOLDERS.headStart] : []),
    ...(safety.damaged.files > 0 ? [REPORT_FOLDERS.redDot] : []),
  ];
  const picture = markup`<section aria-labelledby="folders">
<h2 id="folders">${REPORT_FOLDERS.title}</h2>
<p>${legend.join(" ")}</p>
<ul class="map">${groups.map(groupMarkup)}</ul>
</section>`;
  return { picture, styles: rules.join("\n") };
}

function groupMarkup({ tile, tiles }: Group, at: number): Markup {
  return markup`<li class="group g${at}">
<h3><bdi>${tile.name}</bdi> <span>${shareWords(tile)}</span></h3>
<ul>${tiles.map((one, place) => tileMarkup(one, `g${at}t${place}`))}</ul>
</li>`;
}

function tileMarkup(tile: Tile, place: string): Markup {
  const { name, safety: { damaged } } = tile;
  const share = shareWords(tile), bytes = bytesOf(tile);
  const title = REPORT_FOLDERS.field(name, share, bytes, damaged.files);
  return markup`<li class="tile ${place}${damaged.files > 0 && " harmed"}" title="${title}">
<span class="water"></span><b><bdi>${name}</bdi></b><span class="said">${
    REPORT_FOLDERS.share(share, bytes)
  }</span></li>`;
}

function bytesOf({ safety }: Tile): number {
  return totalOf(safety).bytes;
}

function shareWords({ safety }: Tile): string {
  return formatShare(safety.safe, totalOf(safety));
}

/** The largest pairs, each with its tiles, and one for all others. */
function groupsOf(pairs: readonly PairReport[]): Group[] {
  const withBytes = pairs.filter((pair) => totalOf(pair.safety).bytes > 0)
    .toSorted((a, b) => totalOf(b.safety).bytes - totalOf(a.safety).bytes);
  const groups = withBytes.slice(0, MOST_GROUPS).map((pair) => ({
    tile: { name: shorten(pair.pair, TILE_NAME_LENGTH), safety: pair.safety },
    tiles: tilesOf(pair),
  }));
  const rest = withBytes.slice(MOST_GROUPS);
  if (rest.length === 0) return groups;
  const tile = { name: REPORT_FOLDERS.morePairs(rest.length), safety: sum(rest) };
  return [...groups, { tile, tiles: [tile] }];
}

function tilesOf({ safety, folders }: PairReport): Tile[] {
  const least = totalOf(safety).bytes * LEAST_SHARE;
  const shown = folders.filter((one) => totalOf(one.tallies).bytes > least);
  const tiles = shown.map(({ folder, tallies }) => ({
    name: folder === "" ? REPORT_FOLDERS.noFolder : shorten(folder.slice(0, -1), TILE_NAME_LENGTH),
    safety: tallies,
  }));
  const rest = minus(safety, shown.map(({ tallies }) => tallies));
  if (totalOf(rest).bytes > 0) tiles.push({ name: REPORT_FOLDERS.rest, safety: rest });
  return tiles.sort((a, b) => bytesOf(b) - bytesOf(a));
}

/** Where a tile lies in its frame, in the frame's pixels. */
interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Squarish areas in proportion (Bruls, Huizing, van Wijk: Squarified Treemaps), in order. */
function layOut(areas: readonly number[], width: number, height: number): Place[] {
  type Datum = { readonly area: number; readonly children?: readonly Datum[] };
  const root = hierarchy<Datum>({ area: 0, children: areas.map((area) => ({ area })) })
    .sum(({ area }) => area);
  treemap<Datum>().size([width, height]).tile(treemapSquarify.ratio(1))(root);
  return (root.children ?? []).map((node) => {
    const { x0, y0, x1, y1 } = node as typeof node & Record<"x0" | "y0" | "x1" | "y1", number>;
    return { x: x0, y: y0, width: x1 - x0, height: y1 - y0 };
  });
}

function tileRules(
  tiles: readonly Tile[],
  group: number,
  frame: Pick<Place, "width" | "height">,
): string[] {
  return layOut(tiles.map(bytesOf), frame.width, frame.height).map((place, at) => {
    const { safety } = tiles[at]!;
    const water = percent(shareOf(safety.safe, totalOf(safety)) * 100);
    return ruleOf(`g${group}t${at}`, place, frame, `;--water-level:${water}`);
  });
}

function ruleOf(
  name: string,
  { x, y, width, height }: Place,
  frame: Pick<Place, "width" | "height">,
  more = "",
): string {
  const across = (value: number) => percent(value / frame.width * 100);
  const down = (value: number) => percent(value / frame.height * 100);
  return `.${name}{left:${across(x)};top:${down(y)};width:${across(width)};height:${
    down(height)
  }${more}}`;
}

function sum(pairs: readonly PairReport[]): SafetyTallies {
  return combine((safety, key) => pairs.reduce((all, pair) => all + pair.safety[safety][key], 0));
}

function minus(all: SafetyTallies, some: readonly SafetyTallies[]): SafetyTallies {
  return combine((safety, key) =>
    some.reduce((left, one) => left - one[safety][key], all[safety][key])
  );
}

function combine(
  value: (safety: keyof SafetyTallies, key: "files" | "bytes") => number,
): SafetyTallies {
  return Object.fromEntries(
    SAFETIES.map((safety) => [safety, {
      files: value(safety, "files"),
      bytes: value(safety, "bytes"),
    }]),
  ) as SafetyTallies;
}
