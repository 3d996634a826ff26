import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { pathAtDestination } from "../../lib/model/portable_path.ts";
import type { RelativePath } from "../../lib/model/relative_path.ts";
import { type TestConfig, TwoComputers } from "../e2e/two_computers.ts";
import { findPartials } from "../e2e/trees.ts";
import { runCommand } from "../fixtures/run_command.ts";
import { SmallDisk } from "../fixtures/small_disk.ts";
import { cargoFilesOf } from "./claims.ts";
import { DriveTruth } from "./drive_truth.ts";
import { flipFile, isMountPoint, yankedPath } from "./faults.ts";
import { canMount } from "./place.ts";
import type { Ends } from "./places.ts";
import { bytesOf, type Node, readNode, readTree, type Tree } from "./tree.ts";

/** Times begin here, in seconds since 1970. */
const EPOCH = 1_500_000_000;

const MIB = 1024 * 1024;
/** A drive that holds less than one large file beside its catalogue. */
const SMALL_DRIVE_BYTES = 2.5 * MIB;
/** Numbers of large files begin here, so that no date goes with two contents. */
const LARGE = 100, LARGE_BYTES = 1.5 * MIB;

/** How a world is made. */
export interface WorldOptions {
  /** A folder to make everything in, such as a disk in memory. */
  readonly place?: string | undefined;
  /** Whether each end is a mount point, so that it can be unmounted under the program. */
  readonly isMounted?: boolean;
  /** Whether the drives are smaller than a large file, where they can be mounted. */
  readonly isSmall?: boolean | undefined;
  /** How many bytes of a file an interruption may undo, where that is less than usual. */
  readonly undoneBytes?: number | undefined;
}

/**
 * Two computers and the drives between them, the people who work at both ends, and what befalls their
 * disks: it knows the truth that the program's claims are held against.
 */
export class World implements Disposable {
  readonly computers: TwoComputers;
  /** Every version that the source ever had under a path when the program was run. */
  readonly versions = new Map<string, Node[]>();
  /** What people wrote at the destination and nobody but them may lose: contents. */
  readonly precious = new Set<string>();
  /** How people or rot last left a file at the drive or the destination, by its absolute path. */
  readonly meddled = new Map<string, Node | undefined>();
  /** All that was ever told to be removed, as `DriveTruth.toRemove` has it. */
  readonly everToRemove = new Map<string, number>();
  /** Folders of the destination whose times are of people's making, and files whose modes are. */
  readonly disturbed = new Set<string>();
  /** Whether a catalogue was lost, and with it what was to be removed. */
  hasForgotten = false;
  /** Whether the destination gives portable names to what is brought there. */
  hasPortableNames = false;
  /** What the config of each drive says. */
  readonly #config: string;
  /** What mounts an end again that was mounted, by its path. */
  readonly #mounts = new Map<string, () => void>();
  readonly #drives: DriveTruth[];
  #pluggedIn = 0;

  constructor(config: TestConfig = {}, readonly options: WorldOptions = {}) {
    const disk = this.#smallDisk();
    this.computers = new TwoComputers(config, disk && join(disk.path, "drive"), options.place);
    const { root, source, drive, destination } = this.computers;
    this.#drives = [new DriveTruth(drive, disk)];
    this.#config = Deno.readTextFileSync(join(drive, CONFIG));
    if (!options.isMounted) return;
    for (const end of [source, drive, destination]) {
      const disk = join(root, "disks", basename(end));
      Deno.mkdirSync(dirname(disk), { recursive: true });
      Deno.renameSync(end, disk);
      Deno.mkdirSync(end);
      this.#mounts.set(end, () => runCommand("mount", "--bind", disk, end));
      this.#mounts.get(end)!();
    }
  }

  #smallDisk(): SmallDisk | undefined {
    return this.options.isSmall && canMount() ? new SmallDisk(SMALL_DRIVE_BYTES) : undefined;
  }

  /** The two ends, and the drive that is plugged in. */
  get ends(): Ends {
    const { source, destination } = this.computers;
    return { source, drive: this.drive.root, destination };
  }

  /** The drive that is plugged in. */
  get drive(): DriveTruth {
    return this.#drives[this.#pluggedIn]!;
  }

  /** All drives that take turns. */
  get drives(): readonly DriveTruth[] {
    return this.#drives;
  }

  /** The next of the drives takes its turn; a second one is bought when there is none. */
  swap(): void {
    if (this.#drives.length === 1) {
      const disk = this.#smallDisk();
      this.#drives.push(
        new DriveTruth(join(disk?.path ?? this.computers.root, "second drive"), disk),
      );
      this.#configure(this.#drives[1]!.root);
    }
    this.#pluggedIn = 1 - this.#pluggedIn;
  }

  #configure(drive: string): void {
    Deno.mkdirSync(join(drive, "config"), { recursive: true });
    Deno.writeTextFileSync(join(drive, CONFIG), this.#config);
  }

  /** Remembers how everything is; what it returns brings that back. Not where an end is mounted. */
  save(): () => void {
    const folders = () => [
      this.computers.root,
      ...this.#drives.filter(({ isElsewhere }) => isElsewhere).map(({ root }) => root),
    ];
    const saved = (index: number) => join(`${this.computers.root}.saved`, String(index));
    Deno.mkdirSync(`${this.computers.root}.saved`);
    for (const [index, folder] of folders().entries()) {
      runCommand("cp", "-a", folder, saved(index));
    }
    const known = structuredClone(this.#known());
    const { hasForgotten } = this, pluggedIn = this.#pluggedIn, count = this.#drives.length;
    const takenBack = this.#drives.map((one) => [one.isTakenBack, one.hasBeenTakenBack] as const);
    return () => {
      for (const drive of this.#drives.splice(count)) drive[Symbol.dispose]();
      [this.hasForgotten, this.#pluggedIn] = [hasForgotten, pluggedIn];
      for (const [index, [now, ever]] of takenBack.entries()) {
        Object.assign(this.#drives[index]!, { isTakenBack: now, hasBeenTakenBack: ever });
      }
      for (const [index, folder] of folders().entries()) {
        Deno.removeSync(folder, { recursive: true });
        runCommand("cp", "-a", saved(index), folder);
      }
      for (const [index, part] of this.#known().entries()) {
        part.clear();
        const before = structuredClone(known[index]!);
        if (part instanceof Set) { for (const one of before.keys()) part.add(one); }
        else for (const [key, value] of before.entries()) part.set(key, value);
      }
    };
  }

  #known(): (Map<string, unknown> | Set<string>)[] {
    const { versions, precious, meddled, everToRemove, disturbed } = this;
    const drives = this.#drives.flatMap(({ known }) => known);
    return [versions, precious, meddled, everToRemove, disturbed, ...drives];
  }

  /** Where a path lies at the destination. */
  arrived(path: string): string {
    return join(this.computers.destination, this.#placeOf(path));
  }

  #placeOf(path: string): string {
    return pathAtDestination(path as RelativePath, this.hasPortableNames ? "portable" : "true");
  }

  /** Whether a drive has been at the destination. */
  get isMarked(): boolean {
    return existsSync(join(this.computers.destination, ".waterlock/pair.json"));
  }

  /** What lies at the destination, by the paths that it has at the source. */
  readDestination(): Tree {
    const tree = readTree(this.computers.destination);
    if (!this.hasPortableNames) return tree;
    const paths = new Map([...this.versions.keys()].map((path) => [this.#placeOf(path), path]));
    return new Map([...tree].map(([place, node]) => [paths.get(place) ?? place, node]));
  }

  /** Where something lies in the cargo of the drive that is plugged in. */
  cargo(name: string): string {
    return join(this.drive.root, "cargo", "media", name);
  }

  /**
   * Plugs in again what a fault has taken away.
   *
   * @returns the files that lay in the mount points meanwhile
   */
  plugIn(): string[] {
    return (Object.values(this.ends) as string[]).flatMap((end) => {
      const mount = this.#mounts.get(end), yanked = yankedPath(end);
      if (mount ? isMountPoint(end) : !readNode(yanked)) return [];
      const left = filesBelow(end);
      for (const { name } of [...Deno.readDirSync(end)]) {
        Deno.removeSync(join(end, name), { recursive: true });
      }
      if (mount) {
        mount();
      } else {
        Deno.removeSync(end);
        Deno.renameSync(yanked, end);
      }
      return left;
    });
  }

  /** Somebody writes a file of the source, whatever lay there; its date goes with its content. */
  write(path: string, number: number, bytes = `content ${number}`): void {
    this.#clear(path);
    this.computers.write(path, bytesOf(bytes), dateOf(number));
  }

  /** Somebody writes a file that a small drive cannot hold. */
  writeLarge(path: string, number: number, bytes = LARGE_BYTES): void {
    const line = `line of ${number}\n`, last = `content ${LARGE + number}`;
    const lines = Array.from(
      { length: Math.ceil(bytes / (line.length + 7)) },
      (_, index) => String(index).padStart(7) + line,
    );
    this.write(path, LARGE + number, lines.join("") + last);
  }

  link(path: string, target: string): void {
    this.#clear(path);
    Deno.symlinkSync(target, join(this.ends.source, path));
  }

  folder(path: string): void {
    this.#clear(path);
    Deno.mkdirSync(join(this.ends.source, path));
  }

  delete(path: string): void {
    Deno.removeSync(join(this.ends.source, path), { recursive: true });
  }

  rename(from: string, to: string): void {
    if (`${to}/`.startsWith(`${from}/`) || `${from}/`.startsWith(`${to}/`)) return;
    Deno.lstatSync(join(this.ends.source, from));
    this.#clear(to);
    Deno.renameSync(join(this.ends.source, from), join(this.ends.source, to));
  }

  /** Somebody copies a file, its date with it. */
  copy(from: string, to: string): void {
    const node = readNode(join(this.ends.source, from));
    if (node?.kind === "file" && from !== to) this.#put(to, node);
  }

  /** Somebody gives a file another date. No date ever goes with two contents. */
  touch(path: string, number: number): void {
    const native = join(this.ends.source, path);
    const { content, kind } = readNode(native)!;
    if (kind !== "file") return;
    const seconds = 1_000_000_000 + 1000 * number + Number(/\d*$/.exec(content)![0]);
    Deno.utimeSync(native, seconds, seconds);
  }

  /** Somebody brings an older version of a file back, its date with it. */
  revert(path: string, number: number): void {
    const files = (this.versions.get(path) ?? []).filter(({ kind }) => kind === "file");
    const node = files[number % files.length];
    if (node) this.#put(path, node);
  }

  chmod(path: string, mode: number): void {
    Deno.chmodSync(join(this.ends.source, path), mode);
  }

  /** Somebody writes a file at the destination. */
  edit(path: string, number: number): void {
    const native = this.arrived(path), content = `somebody's ${number}`;
    this.#makeFoldersAbove(path);
    if (readNode(native)?.kind === "folder") return;
    this.#overwritten(native);
    this.disturbed.add(dirname(path));
    Deno.writeFileSync(native, bytesOf(content));
    this.precious.add(content);
    this.meddled.set(native, readNode(native));
  }

  /** Somebody makes the folders of the destination that a path needs, which disturbs those they are in. */
  #makeFoldersAbove(path: string): void {
    const folder = dirname(path);
    if (folder === "." || readNode(this.arrived(folder))) return;
    this.#makeFoldersAbove(folder);
    Deno.mkdirSync(this.arrived(folder));
    this.disturbed.add(dirname(folder));
  }

  /** Somebody deletes a file at the destination. */
  drop(path: string): void {
    const native = this.arrived(path);
    if (readNode(native)?.kind !== "file") return;
    this.#overwritten(native);
    this.disturbed.add(dirname(path));
    Deno.removeSync(native);
    this.meddled.set(native, undefined);
  }

  /** Somebody takes a file of the source to the destination by hand, its date with it. */
  bring(path: string): void {
    const node = readNode(join(this.ends.source, path));
    const native = this.arrived(path);
    if (node?.kind !== "file" || readNode(native)?.kind === "folder") return;
    this.#makeFoldersAbove(path);
    this.#overwritten(native);
    this.disturbed.add(dirname(path));
    this.disturbed.add(path);
    writeNode(native, node);
    this.meddled.set(native, readNode(native));
  }

  /** Somebody moves away what is in the way at the destination, as he is told to. */
  moveAway(path: string): void {
    const parts = path.split("/");
    const above = parts.map((_, depth) => parts.slice(0, depth + 1).join("/"));
    const inTheWay = above.find((one) => readNode(this.arrived(one))?.kind !== "folder") ?? path;
    const native = this.arrived(inTheWay);
    // Several paths may have named it.
    const node = readNode(native);
    if (!node) return;
    for (const [below, { content }] of node.kind === "folder" ? readTree(native) : []) {
      this.precious.delete(content);
      this.meddled.set(join(native, below), undefined);
    }
    this.#overwritten(native);
    this.disturbed.add(dirname(inTheWay));
    Deno.removeSync(native, { recursive: true });
    this.meddled.set(native, undefined);
  }

  /** A bit of a file in cargo or at the destination flips. */
  rot(end: "cargo" | "destination", path: string): void {
    const native = end === "cargo" ? cargoFilesOf(this, path)[0] : this.arrived(path);
    if (native === undefined || readNode(native)?.kind !== "file") return;
    this.#overwritten(native);
    flipFile(native);
    this.meddled.set(native, readNode(native));
  }

  /** A file in cargo is gone. */
  lose(path: string): void {
    const native = cargoFilesOf(this, path).at(-1);
    if (native === undefined || readNode(native)?.kind !== "file") return;
    Deno.removeSync(native);
    this.meddled.set(native, undefined);
  }

  /** The drive is lost, and an empty one is in its place. */
  loseDrive(): void {
    const { drive } = this;
    for (const name of ["config", "cargo"]) {
      const folder = join(drive.root, name);
      if (existsSync(folder)) Deno.removeSync(folder, { recursive: true });
    }
    for (const path of this.meddled.keys()) {
      if (path.startsWith(`${drive.root}/`)) this.meddled.delete(path);
    }
    for (const part of drive.known) part.clear();
    this.#forget();
  }

  /** The drive that is plugged in is set up by hand. */
  setUp(): void {
    this.#configure(this.drive.root);
  }

  /** Whether the drive that is plugged in is set up. */
  get isSetUp(): boolean {
    return existsSync(join(this.drive.root, CONFIG));
  }

  /** The drive's catalogue is cut short or gone, with its snapshot perhaps. */
  spoilCatalogue(how: "cut" | "lose" | "lose both"): void {
    const config = join(this.drive.root, "config"), catalogue = join(this.drive.root, CATALOGUE);
    if (!existsSync(catalogue)) return;
    if (how === "cut") {
      // The log that a kill leaves holds more than the file.
      if (existsSync(`${catalogue}-wal`)) return;
      Deno.truncateSync(catalogue, Deno.statSync(catalogue).size / 2);
    }
    const names = Array.from(Deno.readDirSync(config), ({ name }) => name);
    const isGone = (name: string) =>
      /\.damaged-/.test(name) || how !== "cut" && /^waterlock\.db(-\w+)?$/.test(name) ||
      how === "lose both" && name.endsWith(".bak");
    for (const name of names.filter(isGone)) Deno.removeSync(join(config, name));
    const hasSnapshot = existsSync(`${catalogue}.bak`) || this.#isSnapshotLeft();
    // As the remedy says: a new one is begun.
    if (!hasSnapshot) {
      for (const { name } of [...Deno.readDirSync(config)]) {
        if (name !== "waterlock.toml") Deno.removeSync(join(config, name), { recursive: true });
      }
    }
    const cargo = this.cargo("");
    for (const path of readTree(cargo).keys()) this.drive.orphaned.add(join(cargo, path));
    this.#forget();
  }

  /** Whether a drive has left a snapshot at the destination. */
  #isSnapshotLeft(): boolean {
    const drives = join(this.computers.destination, ".waterlock/drives");
    return existsSync(drives) && Array.from(Deno.readDirSync(drives))
      .some(({ name }) => existsSync(join(drives, name, "waterlock.db")));
  }

  #forget(): void {
    const partials = [this.ends.drive, this.ends.destination].flatMap(findPartials);
    for (const path of partials) this.drive.orphaned.add(path);
    this.hasForgotten = this.drive.isTakenBack = this.drive.hasBeenTakenBack = true;
  }

  /** Notes what the source has, and what the person decides, before the program is run. */
  observe(args: readonly string[]): void {
    const { toRemove, kept } = this.drive;
    const tree = readTree(this.ends.source);
    for (const [path, node] of tree) {
      const known = this.versions.get(path) ?? [];
      if (!known.some((one) => one.content === node.content && one.modified === node.modified)) {
        known.push(node);
      }
      this.versions.set(path, known);
      if (!args.includes("load")) continue;
      toRemove.delete(path);
      kept.delete(path);
    }
    const said = (flag: string, decision: string) => args.includes(`--${flag}=${decision}`);
    const missing = [...this.versions.keys()].filter((path) => !tree.has(path));
    if (said("on-missing", "remove")) {
      for (const path of missing) {
        const versions = this.versions.get(path)!.length;
        for (const map of [toRemove, this.everToRemove]) map.set(path, versions);
      }
    }
    if (said("on-missing", "skip")) { for (const path of missing) kept.add(path); }
    if (said("on-removal", "skip")) { for (const path of toRemove.keys()) kept.add(path); }
    for (const [path, left] of this.meddled) {
      if (!isSame(readNode(path), left)) this.meddled.delete(path);
    }
  }

  /** Whether somebody has told the drive that is plugged in, or one before it, to remove what lies under a path. */
  isToRemove(path: string, node: Node): boolean {
    const { toRemove, hasBeenTakenBack } = this.drive;
    const told = (hasBeenTakenBack ? this.everToRemove : toRemove).get(path);
    return told !== undefined && isAmong(this.versions.get(path)!.slice(0, told), node);
  }

  /** Whether somebody has told any drive to remove what a path was at the source. */
  isToRemoveByAny(path: string): boolean {
    return this.#drives.some((drive) => drive.toRemove.has(path)) ||
      this.hasForgotten && this.everToRemove.has(path);
  }

  /** Whether a path is kept at the destination though the source has nothing there. */
  isKept(path: string): boolean {
    return this.#drives.some(({ kept }) => kept.has(path));
  }

  /** Whether a file is as people or rot have left it, so that no claim about it can hold. */
  isMeddledWith(native: string): boolean {
    return this.meddled.has(native) && isSame(readNode(native), this.meddled.get(native));
  }

  /** Whether the source ever had some content under a path. */
  hasHad(path: string, node: Pick<Node, "kind" | "content">): boolean {
    return isAmong(this.versions.get(path) ?? [], node);
  }

  /** What people destroy themselves is nobody's to keep. */
  #overwritten(native: string): void {
    const node = readNode(native);
    if (node) this.precious.delete(node.content);
  }

  #put(path: string, node: Node): void {
    this.#clear(path);
    writeNode(join(this.ends.source, path), node);
  }

  /** Makes room for a path of the source: nothing lies there, and only folders above it. */
  #clear(path: string): void {
    const { source } = this.ends;
    const parts = path.split("/");
    for (let depth = 1; depth < parts.length; depth++) {
      const above = join(source, ...parts.slice(0, depth));
      const node = readNode(above);
      if (node && node.kind !== "folder") Deno.removeSync(above);
      if (node?.kind !== "folder") Deno.mkdirSync(above);
    }
    const native = join(source, path);
    if (readNode(native)) Deno.removeSync(native, { recursive: true });
  }

  [Symbol.dispose](): void {
    for (const end of this.#mounts.keys()) runCommand("umount", "-l", end);
    this.computers[Symbol.dispose]();
    const saved = `${this.computers.root}.saved`;
    if (existsSync(saved)) Deno.removeSync(saved, { recursive: true });
    for (const drive of this.#drives) drive[Symbol.dispose]();
  }
}

const CONFIG = "config/waterlock.toml", CATALOGUE = "config/waterlock.db";

function isAmong(versions: readonly Node[], { kind, content }: Pick<Node, "kind" | "content">) {
  return versions.some((one) => one.kind === kind && one.content === content);
}

function filesBelow(folder: string): string[] {
  return Array.from(Deno.readDirSync(folder)).flatMap(({ name, isDirectory }) =>
    isDirectory ? filesBelow(join(folder, name)) : [join(folder, name)]
  );
}

function dateOf(number: number): string {
  return new Date(1000 * (EPOCH + 1000 * number)).toISOString();
}

function writeNode(native: string, { content, modified }: Node): void {
  Deno.writeFileSync(native, bytesOf(content));
  Deno.utimeSync(native, modified / 1000, modified / 1000);
}

function isSame(a: Node | undefined, b: Node | undefined): boolean {
  return a?.kind === b?.kind && a?.content === b?.content && a?.modified === b?.modified;
}
