import type { End, PairStatus, Tally } from "../../operations/mod.ts";
import type { Paint, Shade } from "./paint.ts";
import { fitEnd, fitStart, widthOf } from "./fit.ts";
import { formatBytes, formatCount, formatPercent, LOCK, showPath } from "../../vocabulary.ts";

/** One of the three basins of a lock. */
export interface Chamber {
  readonly end: End;
  /** What lies there, where. */
  readonly place: string;
  /** Undefined where nothing is known of it. */
  readonly tally: Tally | undefined;
}

/** The chambers of a pair: what waits at the source, is aboard, has been delivered. */
export function chambersOf(status: PairStatus): readonly [Chamber, Chamber, Chamber] {
  const { pair, source, destination, hasBeenLoaded, states } = status;
  const { pending, damaged } = states;
  const waiting = {
    files: pending.files + damaged.files,
    bytes: pending.bytes + damaged.bytes,
  };
  return [
    { end: "source", place: source, tally: hasBeenLoaded ? waiting : undefined },
    { end: "drive", place: `cargo/${pair}`, tally: states.aboard },
    { end: "destination", place: destination, tally: states.delivered },
  ];
}

/** Which part of all that is in the chambers is in each, from 0 to 1: of the bytes, where there are any. */
export function sharesOf(chambers: readonly Chamber[]): readonly number[] {
  const sum = (unit: keyof Tally) =>
    chambers.reduce((all, { tally }) => all + (tally?.[unit] ?? 0), 0);
  const unit = sum("bytes") > 0 ? "bytes" : "files", all = sum(unit), files = sum("files");
  return chambers.map(({ tally }) => {
    if (!tally || tally.files === 0) return 0;
    if (tally.files === files) return 1;
    // What is not all is never shown as all, and what is something never as nothing.
    return Math.min(0.9999, Math.max(0.0001, tally[unit] / all));
  });
}

/** A share as a percentage; `100%` is all and `0%` is nothing, to the last byte. */
export function formatShare(share: number): string {
  if (share > 0 && share < 0.01) return `<${formatPercent(1)}`;
  if (share > 0.99 && share < 1) return `>${formatPercent(99)}`;
  return formatPercent(Math.round(share * 100));
}

/** From so many columns on the numbers have room below the chambers. */
export const NARROWEST = 60;
/** Wider basins look empty. */
const WIDEST = 96;
const ROWS = 5;
const INDENT = "  ";
const BANK = 3;
const GATE = 2;
const SURFACES = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"] as const;

/** Yellow: there is no copy yet. Cyan: on its way. Green: safe at the other end. */
const COLOURS: Record<End, Shade> = { source: "yellow", drive: "cyan", destination: "green" };

/**
 * A lock in cross-section, the water in each chamber as high as its share of all there is; above it
 * what the chambers are, below it what is in them. No line is wider than the screen.
 *
 * @param columns of the screen, from {@linkcode NARROWEST} on
 */
export function drawLock(status: PairStatus, columns: number, paint: Paint): string[] {
  const chambers = chambersOf(status), shares = sharesOf(chambers);
  const room = Math.min(columns, WIDEST) - INDENT.length;
  const width = Math.floor((room - 2 * BANK - 2 * GATE) / chambers.length);
  const basin = (
    cells: readonly string[],
    [left, gate, right]: readonly [string, string, string],
  ) => `${INDENT}${left}${cells.join(gate)}${right}`.trimEnd();
  const air = chambers.map(() => " ".repeat(width));
  const floor = chambers.map(() => "─".repeat(width));
  const water = Array.from(
    { length: ROWS },
    (_, row) =>
      chambers.map(({ end }, at) =>
        paint(surfaceAt(ROWS - 1 - row, shares[at]!).repeat(width), COLOURS[end])
      ),
  );
  const { first, second } = LOCK.nothingKnownYet;
  const texts = (cellOf: (chamber: Chamber, share: number) => string) => {
    const cells = chambers.map((chamber, at) => {
      const cell = cellOf(chamber, shares[at]!);
      return cell + " ".repeat(Math.max(0, width - widthOf(cell)));
    });
    return (" ".repeat(INDENT.length + BANK) + cells.join(" ".repeat(GATE))).trimEnd();
  };
  return [
    texts(({ end }) => LOCK.ends[end]),
    texts(({ place }) => fitEnd(showPath(place), width)),
    basin(air, ["──┐", "╔╗", "┌──"]),
    ...water.map((cells) => basin(cells, ["  │", "║║", "│"])),
    basin(floor, ["  └", "╨╨", "┘"]),
    texts(({ end, tally }, share) =>
      tally ? LOCK.share(LOCK.holds[end], formatShare(share)) : first
    ),
    texts(({ tally }) => tally ? fitStart(formatCount(tally.files, "file"), width) : second),
    texts(({ tally }) => tally ? formatBytes(tally.bytes) : ""),
  ];
}

/** What is seen of the water in a row above the floor: nothing, its surface, or water. */
function surfaceAt(row: number, share: number): string {
  const eighths = ROWS * 8;
  const level = share === 0 || share === 1
    ? share * eighths
    : Math.min(eighths - 1, Math.max(1, Math.round(share * eighths)));
  return SURFACES[Math.min(8, Math.max(0, level - row * 8))]!;
}
