import { parseSize } from "./size.ts";

/** How much a visit may take: so long, or so many bytes. */
export interface Budget {
  readonly unit: "milliseconds" | "bytes";
  /** More than 0. */
  readonly amount: number;
}

const MILLISECONDS: Record<string, number> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/**
 * Reads a budget: a time such as `90s`, `30m`, `2h` or `1d`, or a size as `parseSize` reads it. `30m`
 * is half an hour; 30 mebibytes are `30M` or `30 MiB`. A number alone could be either, and is none.
 *
 * @returns undefined when the text is neither, or nothing
 */
export function parseBudget(text: string): Budget | undefined {
  const time = /^\s*(\d+(?:\.\d+)?)\s*([smhd])\s*$/.exec(text);
  if (/^\s*[\d.]+\s*$/.test(text)) return undefined;
  const amount = time ? Math.round(Number(time[1]) * MILLISECONDS[time[2]!]!) : parseSize(text);
  if (amount === undefined || amount === 0 || !Number.isSafeInteger(amount)) return undefined;
  return { unit: time ? "milliseconds" : "bytes", amount };
}

/** What of a budget has been used. */
export interface Spent {
  /** Files that were read to their end. */
  readonly files: number;
  readonly bytes: number;
  readonly milliseconds: number;
}

/**
 * Whether a file may still be read. The first always may, so that every visit gets further; a size is
 * not gone beyond for any other, a time by the one file that is under way when it is over.
 *
 * @param budget undefined for all there is
 */
export function fitsBudget(budget: Budget | undefined, spent: Spent, nextBytes: number): boolean {
  if (budget === undefined || spent.files === 0) return true;
  return budget.unit === "bytes"
    ? spent.bytes + nextBytes <= budget.amount
    : spent.milliseconds < budget.amount;
}
