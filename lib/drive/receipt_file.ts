import { join } from "node:path";
import { readingFrom } from "../filesystem/attempt.ts";
import { readStatus } from "../filesystem/file_status.ts";
import { readFolder } from "../filesystem/read_folder.ts";
import { syncFolder } from "../filesystem/sync_files.ts";
import type { Receipt } from "../model/receipt.ts";
import { OWN_FOLDER } from "../model/relative_path.ts";
import { receiptsFolder } from "./destination_folder.ts";
import { parseReceiptLine, writeReceiptLine } from "./receipt_line.ts";
import { refuseTrap } from "./refuse_trap.ts";

const SUFFIX = ".jsonl";

/**
 * The receipts that one unload leaves in `.waterlock/receipts/`: a file of its own, to which it only
 * appends, so that no two drives ever write to the same one, be one the other's clone.
 */
export class ReceiptFile implements Disposable {
  /** Bytes that are durable. */
  bytes = 0;

  private constructor(readonly name: string, private readonly file: Deno.FsFile) {}

  /**
   * Makes a file that nobody has; its name is durable when this returns.
   *
   * @param startedAt when the unload began, in milliseconds since 1970: names sort by it
   */
  static create(destination: string, startedAt: number): ReceiptFile {
    const folder = receiptsFolder(destination);
    refuseTrap(folder);
    // Not what lies above it: an empty mount point is not made a destination.
    if (!readStatus(folder)) Deno.mkdirSync(folder);
    const time = new Date(startedAt).toISOString().replaceAll(/[-:.]/g, "");
    const name = `${time}-${crypto.randomUUID()}${SUFFIX}`;
    const file = Deno.openSync(join(folder, name), { write: true, createNew: true });
    syncFolder(folder);
    syncFolder(join(destination, OWN_FOLDER));
    return new ReceiptFile(name, file);
  }

  /** Writes receipts behind those before; durable when this returns. */
  append(receipts: readonly Receipt[]): void {
    const bytes = new TextEncoder().encode(receipts.map(writeReceiptLine).join(""));
    for (let done = 0; done < bytes.length;) done += this.file.writeSync(bytes.subarray(done));
    this.file.syncSync();
    this.bytes += bytes.length;
  }

  [Symbol.dispose](): void {
    this.file.close();
  }
}

/** The receipt files at a destination, oldest first as far as their names tell. */
export function receiptFiles(destination: string): { name: string; path: string; bytes: number }[] {
  const folder = receiptsFolder(destination);
  for (const path of [join(destination, OWN_FOLDER), folder]) refuseTrap(path);
  if (readStatus(folder)?.kind !== "folder") return [];
  const files = [];
  for (const { name, status } of readFolder(folder).entries) {
    if (status instanceof Error || status?.kind !== "file" || !name.endsWith(SUFFIX)) continue;
    files.push({ name, path: join(folder, name), bytes: status.size });
  }
  return files.sort((a, b) => a.name < b.name ? -1 : 1);
}

/** A line of a receipt file. */
export interface ReceiptLine {
  /** Undefined where the line is nothing that Waterlock writes. */
  readonly receipt: Receipt | undefined;
  /** The bytes of the file up to its end. */
  readonly end: number;
}

const CHUNK_BYTES = 256 * 1024;

/** The longest line there is: a path and a link's target of 4 KiB each, every byte of them escaped. */
const LONGEST_LINE_BYTES = 64 * 1024;

const NEWLINE = 0x0a;

/**
 * Reads the lines behind `from` bytes, a chunk at a time. A last line without an end is one that a kill
 * has cut off: it is left for when it is whole.
 *
 * @throws {FileProblem} `unreadable`
 */
export function* readReceiptFile(path: string, from: number): Generator<ReceiptLine> {
  using file = readingFrom(path, () => Deno.openSync(path));
  readingFrom(path, () => file.seekSync(from, Deno.SeekMode.Start));
  const chunk = new Uint8Array(CHUNK_BYTES);
  let rest = new Uint8Array(), end = from, isTooLong = false;
  for (;;) {
    const length = readingFrom(path, () => file.readSync(chunk));
    if (length === null) return;
    let at = 0;
    for (let stop; (stop = chunk.subarray(0, length).indexOf(NEWLINE, at)) >= 0; at = stop + 1) {
      const line = joinBytes(rest, chunk.subarray(at, stop));
      end += line.length + 1;
      yield { receipt: isTooLong ? undefined : receiptOf(line), end };
      [rest, isTooLong] = [new Uint8Array(), false];
    }
    rest = joinBytes(rest, chunk.subarray(at, length));
    if (rest.length > LONGEST_LINE_BYTES) {
      end += rest.length;
      [rest, isTooLong] = [new Uint8Array(), true];
    }
  }
}

function joinBytes(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

function receiptOf(line: Uint8Array): Receipt | undefined {
  try {
    return parseReceiptLine(new TextDecoder("utf-8", { fatal: true }).decode(line));
  } catch {
    return undefined;
  }
}
