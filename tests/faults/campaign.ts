/** What was tried, and what went wrong of it. */
export interface Count {
  readonly what: string;
  /** How many there are of it; undefined where there is no end to them. */
  readonly of: number | undefined;
  tried: number;
  milliseconds: number;
  readonly failures: string[];
}

const TELL_EVERY_MS = 60_000;

/** Tries what may fail, one after the other, and keeps count for a report. */
export class Campaign {
  readonly #counts: Count[] = [];
  #tellAt = Date.now() + TELL_EVERY_MS;

  constructor(private readonly print: (line: string) => void) {}

  get hasFailures(): boolean {
    return this.#counts.some(({ failures }) => failures.length > 0);
  }

  /** A new kind of what is tried. @param of how many there are of it, where they can be told */
  count(what: string, of?: number): Count {
    this.print(`${what} …`);
    const count = { what, of, tried: 0, milliseconds: 0, failures: [] };
    this.#counts.push(count);
    return count;
  }

  /**
   * Tries one thing, and prints its failure.
   *
   * @param work says whether it was tried at all
   */
  async try(count: Count, what: string, work: () => Promise<boolean | void>): Promise<void> {
    const begun = Date.now();
    try {
      if (await work() === false) return;
    } catch (error) {
      const failure = `${what}: ${error instanceof Error ? error.message : error}`;
      count.failures.push(failure);
      this.print(`FAILED ${failure}\n`);
    } finally {
      count.milliseconds += Date.now() - begun;
    }
    count.tried += 1;
    // A long run is not mute, and one that is broken off has told how far it came.
    if (Date.now() < this.#tellAt) return;
    this.#tellAt = Date.now() + TELL_EVERY_MS;
    this.print(rowOf(count));
  }

  /** The report, as a table of Markdown. */
  report(): string {
    const head = ["| what | of | tried | failed | minutes |", "| --- | --- | --- | --- | --- |"];
    return [...head, ...this.#counts.map(rowOf)].join("\n");
  }
}

function rowOf({ what, of, tried, failures, milliseconds }: Count): string {
  const minutes = (milliseconds / 60_000).toFixed(1);
  return `| ${what} | ${of ?? ""} | ${tried} | ${failures.length} | ${minutes} |`;
}
