import { join } from "node:path";
import { askCommand } from "./child.ts";
import { makeDisk } from "./disks.ts";
import { makeTree } from "./trees.ts";
import { Drive } from "./waterlock.ts";
import { type Ground, refuseWithoutRoom } from "./workload.ts";

const FILES_IN_FOLDER = 1000, BYTES_EACH = 8;
/** What a small file takes on a disk, with its inode and its share of a folder. */
const BYTES_OF_FILE = 6 * 1024;
/** Measured: about 1 KiB of catalogue and snapshot for a file. */
const BYTES_OF_ROW = 4 * 1024;
/** One inode for so many bytes is what `mkfs.ext4` gives. */
const BYTES_OF_INODE = 16 * 1024;
const GIB = 2 ** 30;

/** How the destination came to have what the source has. */
export type Delivery = "carried" | "adopted";

/** A source of small files, all of which the catalogue knows to be delivered. */
export interface DeliveredTree {
  readonly files: number;
  readonly source: string;
  readonly drive: Drive;
  /** The most bytes in memory of each command on the way here, where it was adopted. */
  readonly peaks: ReadonlyMap<string, number>;
}

/** Those that were made: some workloads measure the same tree, and a large one takes long to make. */
export class DeliveredTrees implements AsyncDisposable {
  readonly #made = new Map<string, DeliveredTree>();
  readonly #disks = new AsyncDisposableStack();

  /** @param folder absolute path of a folder on the machine's own disk */
  constructor(private readonly folder: string) {}

  /**
   * Makes a source and brings the catalogue to where all of it is delivered: `carried`, by a load and
   * an unload; `adopted`, which is quicker, by hard links as the destination's files, `adopt --hash`,
   * and a load that settles them.
   */
  async take(ground: Ground, files: number, by: Delivery): Promise<DeliveredTree> {
    const key = `${files}-${by}`;
    const tree = this.#made.get(key) ?? await this.#make(ground, files, by, join(this.folder, key));
    this.#made.set(key, tree);
    return tree;
  }

  async #make(
    ground: Ground,
    files: number,
    by: Delivery,
    root: string,
  ): Promise<DeliveredTree> {
    const what = showCount(files), isCarried = by === "carried";
    const perFile = (isCarried ? 3 : 1) * BYTES_OF_FILE + BYTES_OF_ROW;
    refuseWithoutRoom(this.folder, files * perFile + GIB);
    const source = join(root, "source"), destination = join(root, "destination");
    ground.say(`${what}: making the source`);
    const shape = { files, bytesEach: BYTES_EACH, filesInFolder: FILES_IN_FOLDER };
    await makeTree(source, shape, ground.signal);
    const diskBytes = 2 * files * (BYTES_OF_ROW + (isCarried ? BYTES_OF_INODE : 0)) + 2 * GIB;
    const disk = this.#disks.use(makeDisk("ext4", diskBytes, join(root, "disk")));
    const folder = join(disk.path, "drive");
    const drive = await Drive.setUp(ground, { folder, source, destination });
    const tree = { files, source, destination, drive, peaks: new Map<string, number>() };
    const how = isCarried ? await carry(tree, ground) : await bringAndAdopt(tree, ground);
    ground.note(`${what}: ${how}; drive: ${disk.description}`);
    return tree;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#disks.disposeAsync();
  }
}

type Tree = DeliveredTree & { readonly destination: string; readonly peaks: Map<string, number> };

async function carry({ files, drive }: Tree, { say }: Ground): Promise<string> {
  say(`${showCount(files)}: a load and an unload carry them`);
  await drive.time(drive.load);
  await drive.time(drive.unload);
  return "delivered by a load and an unload";
}

async function bringAndAdopt(tree: Tree, { say, signal }: Ground): Promise<string> {
  const { files, source, destination, drive, peaks } = tree;
  say(`${showCount(files)}: hard links bring them to the destination, which is adopted`);
  await askCommand(["cp", "-al", `${source}/.`, destination], signal);
  peaks.set("adopt --hash", await drive.watch(drive.adopt));
  say(`${showCount(files)}: a load settles what was adopted`);
  peaks.set("the load that settles what was adopted", await drive.watch(drive.load));
  return "brought to the destination as hard links, adopted with --hash, settled by a load";
}

/** `1,000,000 files`. */
export function showCount(files: number): string {
  return `${files.toLocaleString("en")} files`;
}
