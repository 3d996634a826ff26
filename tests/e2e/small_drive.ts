import { statfsSync } from "node:fs";
import { isMountingPermitted, SmallDisk } from "../fixtures/small_disk.ts";

const MIB = 1024 * 1024;

/**
 * A drive of 64 MiB of which 4 MiB are reserved. Where nothing can be mounted, a reserve that leaves
 * as much of the disk's free room plays it.
 */
export class SmallDrive implements Disposable {
  /** The drive's root, or undefined where `TwoComputers` is to make a folder. */
  readonly path: string | undefined;
  readonly #disk: SmallDisk | undefined;

  constructor() {
    if (isMountingPermitted()) {
      this.#disk = new SmallDisk(64 * MIB);
      this.path = this.#disk.path;
    } else {
      console.log("The small drive is played by a reserve that leaves 60 MiB of this disk");
    }
  }

  /** What the config says, for a drive without cargo. */
  get reserve(): string {
    if (this.#disk) return "4 MiB";
    return String(freeBytes(Deno.env.get("TMPDIR") ?? "/tmp") - 60 * MIB);
  }

  /** Bytes free beyond the reserve. */
  spareBytes(): number {
    // Others write to a disk that is not the test's own, so nothing can be said about it.
    return this.path ? freeBytes(this.path) - 4 * MIB : 0;
  }

  /** Looks every 20 ms, as long as `work` goes on, how little there was beyond the reserve. */
  async leastSpareBytes<T>(work: () => Promise<T>): Promise<{ result: T; leastBytes: number }> {
    let leastBytes = this.spareBytes();
    const look = () => leastBytes = Math.min(leastBytes, this.spareBytes());
    const timer = setInterval(look, 20);
    try {
      const result = await work();
      look();
      return { result, leastBytes };
    } finally {
      clearInterval(timer);
    }
  }

  [Symbol.dispose](): void {
    this.#disk?.[Symbol.dispose]();
  }
}

function freeBytes(path: string): number {
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize;
}
