import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { BenchFailure } from "./bench_failure.ts";

const MIB = 2 ** 20;
const READ_BYTES = MIB;
/** How many files are made or read until an interruption is looked for. */
const FILES_AT_A_TIME = 500;

/** A tree of files of one size. */
export interface Shape {
  readonly files: number;
  readonly bytesEach: number;
  /** Files in a folder; undefined for all of them in the root. */
  readonly filesInFolder?: number;
}

/** Makes files, each of other bytes, none of which compress. */
export async function makeTree(root: string, shape: Shape, signal: AbortSignal): Promise<void> {
  const { files, bytesEach, filesInFolder } = shape;
  const block = randomBytes(Math.min(bytesEach, MIB));
  Deno.mkdirSync(root, { recursive: true });
  for (let number = 0; number < files; number++) {
    if (number % FILES_AT_A_TIME === 0 || bytesEach >= MIB) await breathe(signal);
    const folder = filesInFolder === undefined
      ? root
      : join(root, String(Math.floor(number / filesInFolder)).padStart(4, "0"));
    if (filesInFolder !== undefined && number % filesInFolder === 0) Deno.mkdirSync(folder);
    using file = Deno.openSync(join(folder, String(number).padStart(7, "0")), {
      write: true,
      createNew: true,
    });
    for (let written = 0; written < bytesEach; written += block.length) {
      mark(block, `${number}.${written / block.length}`);
      const part = block.subarray(0, bytesEach - written);
      for (let at = 0; at < part.length;) at += file.writeSync(part.subarray(at));
    }
  }
}

/** Makes a block differ from every other: in its first bytes, as many as it has. */
function mark(block: Uint8Array, text: string): void {
  new TextEncoder().encodeInto(text, block);
}

function randomBytes(length: number): Uint8Array {
  const bytes = new Uint8Array(length), most = 2 ** 16;
  for (let at = 0; at < length; at += most) crypto.getRandomValues(bytes.subarray(at, at + most));
  return bytes;
}

/** Reads every file once, so that whoever copies next finds all of them in the page cache. */
export async function warm(root: string, signal: AbortSignal): Promise<void> {
  const buffer = new Uint8Array(READ_BYTES);
  await eachFile(root, signal, (path) => {
    using file = Deno.openSync(path);
    while (file.readSync(buffer) !== null);
  });
}

/**
 * Looks whether a copy is as large as it should be, so that nobody is fast by doing less.
 *
 * @throws {BenchFailure} where files or bytes are missing
 */
export async function refuseIncomplete(
  name: string,
  root: string,
  { files, bytesEach }: Shape,
  signal: AbortSignal,
): Promise<void> {
  let seen = 0, bytes = 0;
  await eachFile(root, signal, (path) => {
    seen += 1;
    bytes += Deno.lstatSync(path).size;
  });
  if (seen === files && bytes === files * bytesEach) return;
  throw new BenchFailure(
    `${name} copied ${seen} files of ${bytes} bytes, where ${files} of ${
      files * bytesEach
    } are due`,
    "Look at what it did by hand",
  );
}

/** Every file below a folder, without Waterlock's own marker. */
async function eachFile(
  root: string,
  signal: AbortSignal,
  visit: (path: string) => void,
): Promise<void> {
  let seen = 0;
  for (const { name, isDirectory } of Deno.readDirSync(root)) {
    const path = join(root, name);
    if (isDirectory && name !== ".waterlock") await eachFile(path, signal, visit);
    else if (!isDirectory) visit(path);
    if (seen++ % FILES_AT_A_TIME === 0) await breathe(signal);
  }
}

async function breathe(signal: AbortSignal): Promise<void> {
  await turn();
  signal.throwIfAborted();
}
