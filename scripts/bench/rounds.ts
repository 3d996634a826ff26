/** One that takes its turn in every round. */
export interface Contender {
  readonly name: string;
  /** @returns what was measured: seconds, most often */
  readonly measure: () => Promise<number>;
}

/** What was measured of each contender, by round. */
export type Measurements = Map<string, number[]>;

/**
 * Lets each contender have its turn once, beginning with another one in every round, so that none
 * always has what comes first or last for itself.
 *
 * @param round from 0 on
 */
export async function takeTurns(
  contenders: readonly Contender[],
  round: number,
  into: Measurements,
): Promise<void> {
  for (const { name, measure } of rotate(contenders, round)) {
    const value = await measure();
    into.set(name, [...into.get(name) ?? [], value]);
  }
}

/** The same items, beginning with another one for each round. */
export function rotate<T>(items: readonly T[], round: number): T[] {
  const first = items.length === 0 ? 0 : round % items.length;
  return [...items.slice(first), ...items.slice(0, first)];
}

/** The value in the middle, or halfway between the two in the middle. @throws {RangeError} for none */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError("There is no median of nothing");
  const sorted = values.toSorted((a, b) => a - b), middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/**
 * The median of what one is of the other in each round. A machine's pace changes between rounds, and
 * less within one: the ratio of two medians may compare a fast round with a slow one.
 *
 * @throws {RangeError} where a round lacks one of them
 */
export function medianOfRatios(ours: readonly number[], theirs: readonly number[]): number {
  if (ours.length !== theirs.length) throw new RangeError("Each round needs both");
  return median(ours.map((value, round) => value / theirs[round]!));
}
