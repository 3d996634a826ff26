import { type Machine, showMachine } from "./machine.ts";
import { countBounds, type JudgedResult } from "./result.ts";
import { toMarkdown } from "./table.ts";

/** A whole run, as `bench.json` holds it. */
export interface Report {
  /** `2026-03-01`. */
  readonly date: string;
  readonly machine: Machine;
  /** What Waterlock's `--version` says. */
  readonly program: string;
  /** Whether less was measured than a table for others needs. */
  readonly isTrial: boolean;
  readonly rounds: number;
  readonly size: number;
  readonly jobs: number | null;
  /** How it was measured, and what was not. */
  readonly notes: readonly string[];
  /** Workloads that broke off, each with its reason. */
  readonly failures: readonly string[];
  readonly results: readonly JudgedResult[];
}

/** The report as Markdown: the table, and beneath it what it was measured on. */
export function showReport(report: Report): string {
  const { results, rounds, size, jobs, date, program, machine, notes, failures } = report;
  const { bounds, met } = countBounds(results);
  const often = `${rounds} ${rounds === 1 ? "round" : "rounds"}`;
  const trial = `**A trial** (${
    size === 1 ? "" : `data × ${size}, `
  }${often}): these are no real results.`;
  const jobsNote = jobs === null ? "" : `, --jobs ${jobs}`;
  const paragraphs = [
    report.isTrial ? trial : "",
    results.length > 0 ? toMarkdown(results).trimEnd() : "",
    `${met} of ${bounds} bounds are met. Medians of ${often}; a ratio is Waterlock's figure ` +
    "as a multiple of the other's, taken within each round.",
    `Measured on ${date}: Waterlock ${program}${jobsNote}, on ${showMachine(machine)}`,
    [...failures, ...notes].map((line) => `- ${line}`).join("\n"),
  ];
  return paragraphs.filter((paragraph) => paragraph !== "").join("\n\n") + "\n";
}
