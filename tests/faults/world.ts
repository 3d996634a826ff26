import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type TestConfig, TwoComputers } from "../e2e/two_computers.ts";
import { runCommand } from "../fixtures/run_command.ts";
import { flipFile, isMountPoint, yankedPath } from "./faults.ts";
import type { Ends } from "./places.ts";
import { bytesOf, type Node, readNode, readTree } from "./tree.ts";

/** Times begin here, in seconds since 1970. */
const EPOCH = 1_500_000_000;

/**
 * Two computers and a drive, the people who work at both ends, and what befalls their disks: it knows
 * the truth that the program's claims are held against.
 */
export class World implements Disposable {
  readonly computers: TwoComputers;
  readonly ends: Ends;
  /** Every version that the source ever had under a path when the program was run. */
  readonly versions = new Map<string, Node[]>();
  /** What people wrote at the destination and nobody but them may lose: contents. */
  readonly precious = new Set<string>();
  /** How people or rot last left a file at the drive or the destination, by its absolute path. */
  readonly meddled = new Map<string, Node | undefined>();
  /** Paths that the person at the source has said to remove. */
  readonly toRemove = new Set<string>();
  /** Paths that are kept at the destination though the source has nothing there. */
  readonly kept = new Set<string>();
  /** Folders of the destination whose times are of people's making. */
  readonly disturbed = new Set<string>();
  /** Whether a catalogue was lost, and with it what was to be removed. */
  hasForgotten = false;
  /** What mounts an end again that was mounted, by its path. */
  readonly #mounts = new Map<string, () => void>();

  /**
   * @param place a folder to make everything in, such as a disk in memory
   * @param isMounted whether each end is a mount point, so that it can be unmounted under the program
   */
  constructor(private readonly config: TestConfig = {}, place?: string, isMounted = false) {
    this.computers = new TwoComputers(config, undefined, place);
    const { root, source, drive, destination } = this.computers;
    this.ends = { source, drive, destination };
    if (!isMounted) return;
    for (const end of [source, drive, destination]) {
      const disk = join(root, "disks", basename(end));
      Deno.mkdirSync(dirname(disk), { recursive: true });
      Deno.renameSync(end, disk);
      Deno.mkdirSync(end);
      this.#mounts.set(end, () => runCommand("mount", "--bind", disk, end));
      this.#mounts.get(end)!();
    }
  }

  /** Remembers how everything is; what it returns brings that back. Not where an end is mounted. */
  save(): () => void {
    const { root } = this.computers, saved = `${root}.saved`;
    runCommand("cp", "-a", root, saved);
    const known = structuredClone(this.#known());
    return () => {
      Deno.removeSync(root, { recursive: true });
      runCommand("cp", "-a", saved, root);
      for (const [index, part] of this.#known().entries()) {
        part.clear();
        const before = structuredClone(known[index]!);
        if (part instanceof Set) { for (const one of before.keys()) part.add(one); }
        else for (const [key, value] of before.entries()) part.set(key, value);
      }
    };
  }

  #known(): (Map<string, unknown> | Set<string>)[] {
    const { versions, precious, meddled, toRemove, kept, disturbed } = this;
    return [versions, precious, meddled, toRemove, kept, disturbed];
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
    const native = join(this.ends.destination, path), content = `somebody's ${number}`;
    Deno.mkdirSync(dirname(native), { recursive: true });
    if (readNode(native)?.kind === "folder") return;
    this.#overwritten(native);
    this.disturbed.add(dirname(path));
    Deno.writeFileSync(native, bytesOf(content));
    this.precious.add(content);
    this.meddled.set(native, readNode(native));
  }

  /** Somebody deletes a file at the destination. */
  drop(path: string): void {
    const native = join(this.ends.destination, path);
    if (readNode(native)?.kind !== "file") return;
    this.#overwritten(native);
    this.disturbed.add(dirname(path));
    Deno.removeSync(native);
    this.meddled.set(native, undefined);
  }

  /** Somebody takes a file of the source to the destination by hand, its date with it. */
  bring(path: string): void {
    const node = readNode(join(this.ends.source, path));
    const native = join(this.ends.destination, path);
    if (node?.kind !== "file" || readNode(native)?.kind === "folder") return;
    Deno.mkdirSync(dirname(native), { recursive: true });
    this.#overwritten(native);
    this.disturbed.add(dirname(path));
    writeNode(native, node);
    this.meddled.set(native, readNode(native));
  }

  /** Somebody moves away what is in the way at the destination, as he is told to. */
  moveAway(path: string): void {
    const { destination } = this.ends, parts = path.split("/");
    const above = parts.map((_, depth) => parts.slice(0, depth + 1).join("/"));
    const inTheWay = above.find((one) => readNode(join(destination, one))?.kind !== "folder") ??
      path;
    const native = join(destination, inTheWay);
    for (const { content } of readTree(native).values()) this.precious.delete(content);
    this.#overwritten(native);
    this.disturbed.add(dirname(inTheWay));
    Deno.removeSync(native, { recursive: true });
  }

  /** A bit of a file in cargo or at the destination flips. */
  rot(end: "cargo" | "destination", path: string): void {
    const native = this.#native(end, path);
    if (readNode(native)?.kind !== "file") return;
    this.#overwritten(native);
    flipFile(native);
    this.meddled.set(native, readNode(native));
  }

  /** A file in cargo is gone. */
  lose(path: string): void {
    const native = this.#native("cargo", path);
    if (readNode(native)?.kind !== "file") return;
    Deno.removeSync(native);
    this.meddled.set(native, undefined);
  }

  /** The drive is lost, and another one set up in its place. */
  loseDrive(): void {
    for (const name of ["config", "cargo"]) {
      const folder = join(this.ends.drive, name);
      if (existsSync(folder)) Deno.removeSync(folder, { recursive: true });
    }
    Deno.mkdirSync(join(this.ends.drive, "config"));
    this.computers.configure(this.config);
    for (const path of this.meddled.keys()) {
      if (path.startsWith(`${this.ends.drive}/`)) this.meddled.delete(path);
    }
    this.toRemove.clear();
    this.hasForgotten = true;
  }

  /** Notes what the source has, and what the person decides, before the program is run. */
  observe(args: readonly string[]): void {
    const tree = readTree(this.ends.source);
    for (const [path, node] of tree) {
      const known = this.versions.get(path) ?? [];
      if (!known.some((one) => one.content === node.content && one.modified === node.modified)) {
        known.push(node);
      }
      this.versions.set(path, known);
      if (!args.includes("load")) continue;
      this.toRemove.delete(path);
      this.kept.delete(path);
    }
    const said = (flag: string, decision: string) => args.includes(`--${flag}=${decision}`);
    if (said("on-missing", "remove")) {
      for (const path of this.versions.keys()) if (!tree.has(path)) this.toRemove.add(path);
    }
    if (said("on-missing", "skip")) {
      for (const path of this.versions.keys()) if (!tree.has(path)) this.kept.add(path);
    }
    if (said("on-removal", "skip")) { for (const path of this.toRemove) this.kept.add(path); }
    for (const [path, left] of this.meddled) {
      if (!isSame(readNode(path), left)) this.meddled.delete(path);
    }
  }

  /** Whether a file is as people or rot have left it, so that no claim about it can hold. */
  isMeddledWith(native: string): boolean {
    return this.meddled.has(native) && isSame(readNode(native), this.meddled.get(native));
  }

  /** Whether the source ever had some content under a path. */
  hasHad(path: string, { kind, content }: Node): boolean {
    return (this.versions.get(path) ?? []).some((one) =>
      one.kind === kind && one.content === content
    );
  }

  #native(end: "cargo" | "destination", path: string): string {
    return end === "cargo" ? this.computers.cargo(path) : join(this.ends.destination, path);
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
  }
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
