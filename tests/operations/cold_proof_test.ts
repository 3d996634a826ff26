import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { Buffer } from "node:buffer";
import { randomFillSync } from "node:crypto";
import { join } from "node:path";
import { openDrive } from "../../lib/operations/open_drive.ts";
import { readDriveStatus } from "../../lib/operations/status.ts";
import { ATTEMPTS } from "../../lib/transfer/transfer.ts";
import { verify } from "../../lib/operations/verify.ts";
import { TwoComputers } from "../e2e/two_computers.ts";
import { isLoopPermitted, LoopDisk } from "../fixtures/loop_disk.ts";
import { codesOf, performStage, servicesWith } from "./perform_stage.ts";

const MEBIBYTE = 1024 * 1024;
const DISKS = { ext4: !isLoopPermitted("ext4"), exfat: !isLoopPermitted("exfat") };

/** A drive on a block device of its own, and a film that is random, so that it can be found on the medium. */
class FailingMedium implements Disposable {
  readonly #disk: LoopDisk;
  readonly computers: TwoComputers;
  readonly film = randomFillSync(Buffer.alloc(3 * MEBIBYTE));
  /** Whether a cached reading right after each flip gave the right bytes, as if nothing had happened. */
  readonly passedInCache: boolean[] = [];

  constructor(kind: keyof typeof DISKS) {
    this.#disk = new LoopDisk(kind, 32 * MEBIBYTE);
    this.computers = new TwoComputers({}, this.#disk.path);
    this.computers.write("film", this.film);
  }

  get drive(): string {
    return this.computers.drive;
  }

  /** Services under which the medium loses a bit of the film after the sync, so many times. */
  losing(times: number) {
    return servicesWith((step, path) => {
      if (step !== "synced" || this.passedInCache.length === times) return;
      // Under memory pressure the kernel may have dropped the pages meanwhile: they are to be there.
      const flip = this.prepareFlip();
      Deno.readFileSync(path);
      flip();
      this.passedInCache.push(this.film.equals(Deno.readFileSync(path)));
    });
  }

  /** Finds the film on the medium; what it gives flips a bit of it, below all the caches. */
  prepareFlip(): () => void {
    const middle = this.film.subarray(MEBIBYTE, MEBIBYTE + 64);
    const offset = Buffer.from(Deno.readFileSync(this.#disk.image)).indexOf(middle);
    return () => {
      using image = Deno.openSync(this.#disk.image, { write: true });
      image.seekSync(offset, Deno.SeekMode.Start);
      image.writeSync(Uint8Array.of(middle[0]! ^ 1));
    };
  }

  [Symbol.dispose](): void {
    this.computers[Symbol.dispose]();
    this.#disk[Symbol.dispose]();
  }
}

/** How the only file aboard was proven. */
async function proofsAboard(root: string) {
  using drive = await openDrive(root, "status", servicesWith());
  return readDriveStatus(drive, [], servicesWith()).pairs[0]!.proofs.aboard;
}

for (const [kind, ignore] of Object.entries(DISKS) as [keyof typeof DISKS, boolean][]) {
  Deno.test({
    ignore,
    name:
      `load() heals a bit that ${kind}'s medium lost after the sync, where a cached reading passes`,
    fn: async () => {
      using medium = new FailingMedium(kind);
      const healed = await performStage(medium.drive, "load", medium.losing(1));
      deepStrictEqual([healed.result, healed.tallies.carried.files], ["done", 1]);
      deepStrictEqual(medium.passedInCache, [true]);
      deepStrictEqual(await proofsAboard(medium.drive), { cold: 1, reread: 0 });
    },
  });

  Deno.test({
    ignore,
    name: `load() gives a file up of which ${kind}'s medium loses a bit every time`,
    fn: async () => {
      using medium = new FailingMedium(kind);
      const failed = await performStage(medium.drive, "load", medium.losing(ATTEMPTS));
      deepStrictEqual(codesOf(failed), [["film", "mismatch"]]);
      deepStrictEqual(medium.passedInCache, Array(ATTEMPTS).fill(true));
    },
  });

  Deno.test({
    ignore,
    name: `with proof = "reread" the lost bit passes on ${kind}, and a verification finds it`,
    fn: async () => {
      using medium = new FailingMedium(kind);
      const config = join(medium.drive, "config/waterlock.toml");
      Deno.writeTextFileSync(config, `proof = "reread"\n${Deno.readTextFileSync(config)}`);
      const passed = await performStage(medium.drive, "load", medium.losing(1));
      deepStrictEqual([passed.result, passed.tallies.carried.files], ["done", 1]);
      deepStrictEqual(await proofsAboard(medium.drive), { cold: 0, reread: 1 });
      using drive = await openDrive(medium.drive, "verify", servicesWith());
      const options = { end: "drive", pairs: [], budget: undefined, dryRun: false } as const;
      const { verifications } = await verify(drive, options, servicesWith());
      strictEqual(verifications[0]!.tallies.damaged.files, 1);
    },
  });
}
