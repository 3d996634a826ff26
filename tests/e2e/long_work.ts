import { isMountingPermitted, SmallDisk } from "../fixtures/small_disk.ts";
import { TwoComputers } from "./two_computers.ts";

/**
 * Two computers with small files, `small/0` and so on, and one large file behind them in time,
 * `large`: work that takes long enough to be broken off. It lies in memory where that can be had.
 */
export class LongWork extends TwoComputers {
  readonly #memory: SmallDisk | undefined;

  constructor(largeBytes: number, smallFiles = 12) {
    const memory = isMountingPermitted() ? new SmallDisk(4 * largeBytes) : undefined;
    super({}, undefined, memory?.path);
    this.#memory = memory;
    for (let number = 0; number < smallFiles; number++) {
      this.write(`small/${number}`, `small ${number}`, `2020-01-01T00:00:${10 + number % 50}Z`);
    }
    const large = this.write("large", "begin", "2021-01-01T00:00:00Z");
    Deno.truncateSync(large, largeBytes);
    Deno.utimeSync(large, new Date(0), new Date("2021-01-01T00:00:00Z"));
  }

  override [Symbol.dispose](): void {
    super[Symbol.dispose]();
    this.#memory?.[Symbol.dispose]();
  }
}
