import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { askCommand } from "./child.ts";
import { type Disk, type DiskKind, makeDisk } from "./disks.ts";
import { copyByPeer, COPYING_PEERS, type CopyingPeer, missingPrograms } from "./peers.ts";
import type { Bound, Peer, Result } from "./result.ts";
import { type Contender, type Measurements, takeTurns } from "./rounds.ts";
import { clear, makeTree, refuseIncomplete, type Shape, warm } from "./trees.ts";
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
 * The source is on the machine's own disk; the drive and the destination are each a disk of their own,
 * so that a sync waits for nobody else's writing. All find what they copy in the page cache, which
 * helps whoever does the least beside reading. Peers copy between the very same disks in the same
 * direction, at unload out of the very cargo that Waterlock then unloads.
 */
export async function copyBothWays(crossing: Crossing, ground: Ground): Promise<Result[]> {
  const { shape } = crossing;
  const bytes = shape.files * (shape.bytesEach + BYTES_BESIDE_FILE);
  // At most two copies lie on a disk at a time, beside the reserve of 1 GiB that a drive keeps.
  const diskBytes = 3 * bytes + 2 * GIB;
  refuseWithoutRoom(ground.folder, 6 * bytes + GIB);
  const source = join(ground.folder, "source");
  ground.say(`Making ${crossing.what}`);
  await makeTree(source, shape, ground.signal);
  await using driveDisk = makeDisk(crossing.drive, diskBytes, join(ground.folder, "drive"));
  await using awayDisk = makeDisk(DESTINATION, diskBytes, join(ground.folder, "away"));
  ground.note(
    `${crossing.what} to ${driveDisk.name}: drive: ${driveDisk.description}; destination: ` +
      awayDisk.description,
  );
  const run = new Run(crossing, ground, { source, drive: driveDisk, away: awayDisk });
  for (let round = 0; round < ground.rounds; round++) await run.round(round);
  return HOPS.map((hop) => run.result(hop));
}

/** One run of a crossing, round by round. */
class Run {
  readonly #peers = COPYING_PEERS.filter((peer) => missingPrograms(peer).length === 0);
  readonly #measured: Record<Hop, Measurements> = { load: new Map(), unload: new Map() };

  constructor(
    private readonly crossing: Crossing,
    private readonly ground: Ground,
    private readonly places: { source: string; drive: Disk; away: Disk },
  ) {}

  async round(round: number): Promise<void> {
    const { places: { source, drive: driveDisk, away }, ground } = this;
    const folder = join(driveDisk.path, "drive"), destination = join(away.path, "destination");
    await clear([folder, destination], ground.signal);
    const drive = await Drive.setUp(ground, { folder, source, destination });
    const load = () => drive.time(drive.load), unload = () => drive.time(drive.unload);
    const hops = {
      load: { from: source, root: driveDisk.path, arrival: drive.cargo, carry: load },
      unload: { from: drive.cargo, root: away.path, arrival: destination, carry: unload },
    };
    for (const hop of HOPS) {
      const { from, root, arrival, carry } = hops[hop];
      const contenders = [
        this.#copying(hop, round, WATERLOCK, from, arrival, carry),
        ...this.#peersOf(hop).map((peer) => this.#peer(peer, hop, round, from, root)),
        ...this.#hashing(hop, round),
      ];
      await takeTurns(contenders, round, this.#measured[hop]);
    }
    await clear([folder, destination], ground.signal);
  }

  #peer(peer: CopyingPeer, hop: Hop, round: number, from: string, root: string): Contender {
    const { ground: { signal } } = this;
    const to = join(root, "peer");
    const contender = this.#copying(hop, round, peer.name, from, to, async () => {
      return await copyByPeer(peer, from, to, signal);
    });
    return {
      ...contender,
      measure: async () => {
        Deno.mkdirSync(to);
        const seconds = await contender.measure();
        await clear([to], signal);
        return seconds;
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
        await clear([], signal);
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
    const { crossing, ground: { signal }, places: { source } } = this;
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

  result(hop: Hop): Result {
    const { crossing: { workload, what, bounds, hashingBound }, places: { drive, away } } = this;
    const values = (name: string) => this.#measured[hop].get(name)!;
    const target = hop === "load" ? this.crossing.drive : DESTINATION;
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
      ? `load to ${drive.name}`
      : `unload from ${drive.name} to ${away.name}`;
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
    const { crossing: { what }, places: { drive }, ground } = this;
    ground.say(
      `${what}, ${drive.name}, ${hop}, round ${round + 1} of ${ground.rounds}: ` +
        `${name} ${seconds.toFixed(2)} s`,
    );
  }
}
