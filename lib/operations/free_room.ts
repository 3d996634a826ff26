import { readSpace } from "../filesystem/free_space.ts";
import type { Convoy } from "./convoy.ts";
import { freeDeliveredCargo } from "./free_cargo.ts";
import type { LoadConsignment, LoadContext } from "./load_file.ts";
import type { StageOptions } from "./stage.ts";

/** What was seen so many milliseconds ago is still so, but for what the load itself has under way. */
const FRESH_MS = 5;

/** The room that is free on the drive while it is loaded. */
export class FreeRoom {
  #freeBytes = 0;
  #seenAt = -Infinity;

  constructor(
    private readonly context: LoadContext,
    private readonly convoy: Convoy<LoadConsignment>,
    private readonly options: StageOptions,
  ) {}

  /**
   * Whether so many bytes fit beside the reserve and what is under way, after freeing delivered cargo
   * where that is allowed.
   */
  async makeRoom(bytes: number): Promise<boolean> {
    if (performance.now() - this.#seenAt >= FRESH_MS) this.#look();
    if (this.#has(bytes)) return true;
    // What is under way counts twice, until it has been written.
    await this.convoy.settle();
    const hasRoom = () => {
      this.#look();
      return this.#has(bytes);
    };
    if (hasRoom()) return true;
    const { drive, cargo, record } = this.context;
    const isAllowed = drive.config.dump === "when-needed" && !this.options.failedBefore &&
      !record.hasFailures;
    if (!isAllowed) return false;
    try {
      return freeDeliveredCargo(drive, hasRoom);
    } finally {
      cargo.folders.forget();
    }
  }

  /** How many of so many bytes fit, after the same. */
  async makeMostRoom(bytes: number): Promise<number> {
    if (await this.makeRoom(bytes)) return bytes;
    const { reserveBytes } = this.context.drive.config;
    return Math.max(0, this.#freeBytes - reserveBytes - this.convoy.bytesAhead);
  }

  #has(bytes: number): boolean {
    const { reserveBytes } = this.context.drive.config;
    return this.#freeBytes - reserveBytes >= bytes + this.convoy.bytesAhead;
  }

  #look(): void {
    this.#freeBytes = readSpace(this.context.drive.layout.root).freeBytes;
    this.#seenAt = performance.now();
  }
}
