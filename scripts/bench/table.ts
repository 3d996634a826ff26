import type { Bound, JudgedPeer, JudgedResult, Result } from "./result.ts";

const HEADER = ["work", "Waterlock", "against", "takes", "ratio", "bound", "met"];
const MIB = 2 ** 20;

/** The results as a Markdown table, laid out as `deno fmt` does it: a line for each comparison. */
export function toMarkdown(results: readonly JudgedResult[]): string {
  const rows = [HEADER, ...results.flatMap(rowsOf)];
  const widths = HEADER.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const [header, ...rest] = rows.map((row) =>
    line(row.map((cell, column) => cell.padEnd(widths[column]!)))
  );
  return [header, line(widths.map((width) => "-".repeat(width))), ...rest, ""].join("\n");
}

function rowsOf(result: JudgedResult): string[][] {
  const { what, unit, median, bound, isMet, peers } = result;
  const rows = peers.map((peer) => cells(peer, unit));
  if (bound || peers.length === 0) {
    rows.unshift(["", "", "", bound ? showBound(bound, unit) : "", showVerdict(isMet)]);
  }
  return rows.map((
    row,
    index,
  ) => [...(index === 0 ? [what, show(median, unit)] : ["", ""]), ...row]);
}

function cells(peer: JudgedPeer, unit: Result["unit"]): string[] {
  const { name, median, ratio, bound, isMet } = peer;
  return [
    name,
    show(median, unit),
    ratio.toFixed(2),
    bound ? showBound(bound) : "",
    showVerdict(isMet),
  ];
}

function showVerdict(isMet: boolean | undefined): string {
  return isMet === undefined ? "" : isMet ? "yes" : "no";
}

function showBound({ limit, isStrict }: Bound, unit?: Result["unit"]): string {
  return `${isStrict ? "<" : "≤"} ${unit ? show(limit, unit) : limit.toFixed(2)}`;
}

/** A figure for a person: `83 ms`, `8.1 s`, `183 MiB`. */
export function show(value: number, unit: Result["unit"]): string {
  if (unit === "bytes") return `${Math.round(value / MIB)} MiB`;
  if (value < 1) return `${Math.round(value * 1000)} ms`;
  return `${value.toFixed(value < 100 ? 1 : 0)} s`;
}
