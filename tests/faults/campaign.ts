/** What was tried, and what went wrong of it. */
export interface Count {
  readonly what: string;
  tried: number;
  readonly failures: string[];
}

/** Tries what may fail, one after the other, and keeps count for a report. */
export class Campaign {
  readonly #counts: Count[] = [];

  constructor(private readonly print: (line: string) => void) {}

  get hasFailures(): boolean {
    return this.#counts.some(({ failures }) => failures.length > 0);
  }

  /** A new kind of what is tried. */
  count(what: string): Count {
    this.print(`${what} …`);
    const count = { what, tried: 0, failures: [] };
    this.#counts.push(count);
    return count;
  }

  /**
   * Tries one thing, and prints its failure.
   *
   * @param work says whether it was tried at all
   */
  async try(count: Count, what: string, work: () => Promise<boolean | void>): Promise<void> {
    try {
      if (await work() === false) return;
    } catch (error) {
      const failure = `${what}: ${error instanceof Error ? error.message : error}`;
      count.failures.push(failure);
      this.print(`FAILED ${failure}\n`);
    }
    count.tried += 1;
  }

  /** The report, as a table of Markdown. */
  report(): string {
    const rows = this.#counts.map(({ what, tried, failures }) =>
      `| ${what} | ${tried} | ${failures.length} |`
    );
    return ["| what | tried | failed |", "| --- | --- | --- |", ...rows].join("\n");
  }
}
