import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { askCommand } from "./child.ts";
import { type Disk, type DiskKind, makeDisk } from "./disks.ts";
import { copyByPeer, COPYING_PEERS, type CopyingPeer, missingPrograms } from "./peers.ts";
import type { Bound, Peer, Result } from "./result.ts";
import { type Contender, type Measurements, takeTurns } from "./rounds.ts";
import { makeTree, refuseIncomplete, type Shape, warm } from "./trees.ts";
import { Drive } from "./waterlock.ts";
import { type Ground, refuseWithoutRoom } from "./workload.ts";

/** A tree that is carried from a source to a drive and from there to a destination. */
export interface Crossing {
  readonly workload: string;
  /** The tree in words: `4 × 512 MiB`. */
  readonly what: string;
  readonly shape: Shape;
  readonly drive: DiskKind;
  /** By the file system that is written to, and the peer's name. */
  readonly bounds: Readonly<Partial<Record<DiskKind, Readonly<Record<string, Bound>>>>>;
  /** For Waterlock's time as a multiple of hashing alone, where that is measured. */
  readonly hashingBound?: Bound;
}

const HOPS = ["load", "unload"] as const;
type Hop = typeof HOPS[number];

const WATERLOCK = "Waterlock", HASHING = "two BLAKE2b passes";
const DESTINATION: DiskKind = "ext4";
const GIB = 2 ** 30;
/** What a file takes beside its bytes, with room for the file system's own tables. */
const BYTES_BESIDE_FILE = 16 * 1024;
const HASHING_SCRIPT = fileURLToPath(new URL("two_hash_passes.ts", import.meta.url));

/**
 * Measures both hops, Waterlock and every installed peer in turn in each round.
 *
 * The source is on the machine's own disk. Each of them writes to a file system that was made for it:
 * on one that others' files were just removed from, ext4 looks long for inodes nobody has used lately.
 * All find what they copy in the page cache, which helps whoever does the least beside reading. At
 * unload peers copy out of the very cargo that Waterlock unloads.
 */
export async function copyBothWays(crossing: Crossing, ground: Ground): Promise<Result[]> {
  const { shape } = crossing;
  const bytes = shape.files * (shape.bytesEach + BYTES_BESIDE_FILE);
  refuseWithoutRoom(ground.folder, 4 * bytes + GIB);
  const source = join(ground.folder, "source");
  ground.say(`Making ${crossing.what}`);
  await makeTree(source, shape, ground.signal);
  const run = new Run(crossing, ground, source);
  for (let round = 0; round < ground.rounds; round++) await run.round(round);
  run.describeDisks();
  return HOPS.map((hop) => run.result(hop));
}

/** One run of a crossing, round by round. */
class Run {
  readonly #peers = COPYING_PEERS.filter((peer) => missingPrograms(peer).length === 0);
  readonly #measured: Record<Hop, Measurements> = { load: new Map(), unload: new Map() };
  readonly #disks = new Map<Hop, Pick<Disk, "name" | "description">>();

  constructor(
    private readonly crossing: Crossing,
    private readonly ground: Ground,
    private readonly source: string,
  ) {}

  async round(round: number): Promise<void> {
    const { source, ground } = this;
    await using driveDisk = this.#newDisk("load", "drive");
    await using awayDisk = this.#newDisk("unload", "away");
    const folder = join(driveDisk.path, "drive"), destination = join(awayDisk.path, "destination");
    const drive = await Drive.setUp(ground, { folder, source, destination });
    const hops = {
      load: { from: source, arrival: drive.cargo, words: drive.load },
      unload: { from: drive.cargo, arrival: destination, words: drive.unload },
    };
    for (const hop of HOPS) {
      const { from, arrival, words } = hops[hop];
      const contenders = [
        this.#copying(hop, round, WATERLOCK, from, arrival, () => drive.time(words)),
        ...this.#peersOf(hop).map((peer) => this.#peer(peer, hop, round, from)),
        ...this.#hashing(hop, round),
      ];
      await takeTurns(contenders, round, this.#measured[hop]);
    }
  }

  /** A disk of the kind that is written to at a hop. */
  #newDisk(hop: Hop, name: string): Disk {
    const { crossing: { shape, drive }, ground } = this;
    const bytes = shape.files * (shape.bytesEach + BYTES_BESIDE_FILE);
    // Beside a copy a drive keeps a reserve of 1 GiB.
    const kind = hop === "load" ? drive : DESTINATION;
    const disk = makeDisk(kind, 2 * bytes + 2 * GIB, join(ground.folder, name));
    this.#disks.set(hop, disk);
    return disk;
  }

  #peer(peer: CopyingPeer, hop: Hop, round: number, from: string): Contender {
    const { name } = peer;
    return {
      name,
      measure: async () => {
        await using disk = this.#newDisk(hop, "peer");
        const to = join(disk.path, "peer"), { signal } = this.ground;
        Deno.mkdirSync(to);
        const copy = () => copyByPeer(peer, from, to, signal);
        return await this.#copying(hop, round, name, from, to, copy).measure();
      },
    };
  }

  /** Whoever it is finds the same: everything before it written, what it copies in the cache. */
  #copying(
    hop: Hop,
    round: number,
    name: string,
    from: string,
    to: string,
    carry: () => Promise<number>,
  ): Contender {
    const { crossing: { shape }, ground: { signal } } = this;
    return {
      name,
      measure: async () => {
        await askCommand(["sync"], signal);
        await warm(from, signal);
        const seconds = await carry();
        await refuseIncomplete(name, to, shape, signal);
        this.#say(hop, round, name, seconds);
        return seconds;
      },
    };
  }

  /** Hashing the same bytes out of memory, for crossings that have a bound on it. */
  #hashing(hop: Hop, round: number): Contender[] {
    const { crossing, ground: { signal }, source } = this;
    if (!crossing.hashingBound) return [];
    const words = ["run", "--quiet", "--no-config", "--allow-read", HASHING_SCRIPT, source];
    return [{
      name: HASHING,
      measure: async () => {
        const seconds = Number(await askCommand([Deno.execPath(), ...words], signal));
        this.#say(hop, round, HASHING, seconds);
        return seconds;
      },
    }];
  }

  #nameOf(hop: Hop): Disk["name"] {
    return this.#disks.get(hop)!.name;
  }

  describeDisks(): void {
    const { crossing: { what }, ground } = this;
    for (const [hop, { name, description }] of this.#disks) {
      ground.note(`${what}, ${hop} to ${name}: ${description}`);
    }
  }

  result(hop: Hop): Result {
    const { workload, what, drive, bounds, hashingBound } = this.crossing;
    const values = (name: string) => this.#measured[hop].get(name)!;
    const target = hop === "load" ? drive : DESTINATION;
    const peers: Peer[] = this.#peersOf(hop).map(({ name }) => {
      const bound = bounds[target]?.[name];
      return { name, values: values(name), ...(bound && { bound }) };
    });
    if (hashingBound) {
      const cores = this.#coresUsed();
      peers.push({
        name: `${HASHING} ÷ ${cores} cores`,
        values: values(HASHING),
        dividedBy: cores,
        bound: hashingBound,
      });
    }
    const way = hop === "load"
      ? `load to ${this.#nameOf("load")}`
      : `unload from ${this.#nameOf("load")} to ${this.#nameOf("unload")}`;
    return {
      workload,
      what: `${what}, ${way}`,
      unit: "seconds",
      waterlock: values(WATERLOCK),
      peers,
    };
  }

  /** Those that can share the hashing: a file is hashed by one. */
  #coresUsed(): number {
    const { crossing: { shape }, ground: { jobs = Infinity } } = this;
    return Math.min(availableParallelism(), shape.files, jobs);
  }

  #peersOf(hop: Hop): CopyingPeer[] {
    return this.#peers.filter(({ only }) => only === undefined || only === hop);
  }

  #say(hop: Hop, round: number, name: string, seconds: number): void {
    const { crossing: { what }, ground } = this;
    ground.say(
      `${what}, ${this.#nameOf("load")}, ${hop}, round ${round + 1} of ${ground.rounds}: ` +
        `${name} ${seconds.toFixed(2)} s`,
    );
  }
}
