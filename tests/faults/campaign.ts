/** What was tried, and what went wrong of it. */
export interface Count {
  readonly what: string;
  /** How many there are of it; undefined where there is no end to them. */
  readonly of: number | undefined;
  tried: number;
  milliseconds: number;
  readonly failures: string[];
}

/** Tries what may fail, one after the other, and keeps count for a report. */
export class Campaign {
  readonly #counts: Count[] = [];

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
  }

  /** The report, as a table of Markdown. */
  report(): string {
    const rows = this.#counts.map(({ what, of, tried, failures, milliseconds }) =>
      `| ${what} | ${of ?? ""} | ${tried} | ${failures.length} | ${
        (milliseconds / 60_000).toFixed(1)
      } |`
    );
    const head = ["| what | of | tried | failed | minutes |", "| --- | --- | --- | --- | --- |"];
    return [...head, ...rows].join("\n");
  }
}
