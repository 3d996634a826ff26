import { Buffer } from "node:buffer";
import { join } from "node:path";

/** What lies under a path. */
export interface Node {
  readonly kind: "file" | "link" | "folder";
  /** A file's bytes, one a character; where a link leads; nothing of a folder. */
  readonly content: string;
  /** Milliseconds since 1970. */
  readonly modified: number;
  readonly mode: number;
}

/** A tree by paths below its root, Waterlock's own folder and partial files left out. */
export type Tree = Map<string, Node>;

/** Reads a tree; what is not there is empty. */
export function readTree(root: string, folder = "", tree: Tree = new Map()): Tree {
  let names;
  try {
    names = Array.from(Deno.readDirSync(join(root, folder)), ({ name }) => name).sort();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return tree;
    throw error;
  }
  for (const name of names) {
    const path = folder + name;
    if (path === ".waterlock" || name.endsWith(".waterlock-partial")) continue;
    const node = readNode(join(root, path))!;
    tree.set(path, node);
    if (node.kind === "folder") readTree(root, `${path}/`, tree);
  }
  return tree;
}

/** What lies under an absolute path, or undefined. */
export function readNode(path: string): Node | undefined {
  let status;
  try {
    status = Deno.lstatSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      return undefined;
    }
    throw error;
  }
  const { isDirectory, isSymlink, mtime, mode } = status;
  const kind = isSymlink ? "link" : isDirectory ? "folder" : "file";
  const content = isSymlink ? Deno.readLinkSync(path) : isDirectory ? "" : readContent(path);
  return { kind, content, modified: mtime!.getTime(), mode: mode! & 0o7777 };
}

/** A file's bytes, one a character. */
export function readContent(path: string): string {
  return Buffer.from(Deno.readFileSync(path)).toString("latin1");
}

/** The bytes that {@linkcode readContent} has made characters of. */
export function bytesOf(content: string): Uint8Array {
  return Buffer.from(content, "latin1");
}
