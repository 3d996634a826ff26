import { lutimesSync } from "node:fs";
import { dirname, join } from "node:path";

/** Folders of photos, each with the time of its first one. */
const ALBUMS = [
  { folder: "2025/12 Christmas 🎄", photos: 50, begins: "2025-12-24T15:02:11.250Z" },
  { folder: "2026/05 Lisbon", photos: 100, begins: "2026-05-14T09:17:40.125Z" },
  { folder: "2026/07 Alps/Day 1, up to the hut", photos: 60, begins: "2026-07-18T06:30:05.500Z" },
  { folder: "2026/07 Alps/Day 2, the summit", photos: 60, begins: "2026-07-19T04:45:59.875Z" },
];

/** Videos, in the order in which they were cut, after the last journey. */
const VIDEOS = [
  { path: "2026/05 Lisbon/Tram 28, all the way up.mp4", mebibytes: 22 },
  { path: "2026/05 Lisbon/🌅 from the castle.mp4", mebibytes: 13 },
  { path: "2026/07 Alps/Day 1, up to the hut/Marmots!.mov", mebibytes: 10 },
  { path: "2026/07 Alps/Day 2, the summit/360° – panorama.mov", mebibytes: 24 },
  { path: "2025/12 Christmas 🎄/Grandma opens the big one.mov", mebibytes: 17 },
];

const LETTERS = 80;
const WORDS = "the boat rain kitchen letter we saw over hills café naïve Zürich again slowly".split(
  " ",
);
const HOUR_MS = 3_600_000;

/**
 * Makes a tree such as a person has: photos, videos, letters, an empty folder, an empty file, a link,
 * names with spaces and emoji, times in the past. Every call makes the same bytes.
 *
 * @param root an empty folder
 * @param signal stops between two files
 */
export async function makeSource(root: string, signal: AbortSignal): Promise<void> {
  const random = new SeededRandom(20260514);
  const write = async (path: string, content: Uint8Array, mode: number, modifiedMs: number) => {
    signal.throwIfAborted();
    const native = join(root, path);
    Deno.mkdirSync(dirname(native), { recursive: true });
    await Deno.writeFile(native, content);
    if (Deno.build.os !== "windows") Deno.chmodSync(native, mode);
    setModified(native, modifiedMs);
  };

  for (const { folder, photos, begins } of ALBUMS) {
    for (let number = 1; number <= photos; number++) {
      const path = `${folder}/IMG_${String(number).padStart(4, "0")}.jpg`;
      const isProtected = number % 25 === 0;
      const content = random.bytes(random.between(20 * 1024, 300 * 1024));
      await write(path, content, isProtected ? 0o444 : 0o644, Date.parse(begins) + number * 97_003);
    }
  }
  let cutMs = Date.parse("2026-08-02T19:20:30.625Z");
  for (const { path, mebibytes } of VIDEOS) {
    const content = random.bytes(mebibytes * 2 ** 20 + random.between(0, 5000));
    await write(path, content, 0o644, cutMs += 27 * HOUR_MS);
  }
  const firstLetter = Date.parse("2024-01-07T18:00:00.001Z");
  for (let number = 1; number <= LETTERS; number++) {
    const modifiedMs = firstLetter + number * 270 * HOUR_MS;
    const day = new Date(modifiedMs).toISOString().slice(0, 10);
    const content = new TextEncoder().encode(random.text(random.between(100, 1500)));
    await write(`Letters/${day} to Anna.txt`, content, 0o600, modifiedMs);
  }
  const script = new TextEncoder().encode("#!/bin/sh\nlp ./*.txt\n");
  await write("Letters/print all.sh", script, 0o755, firstLetter);
  await write("2026/.nomedia", new Uint8Array(), 0o644, firstLetter);

  Deno.mkdirSync(join(root, "2026/08 to be sorted"));
  makeLink("2026/07 Alps", join(root, "latest journey"), firstLetter);
  setFolderTimes(root, Date.parse("2026-08-01T12:00:00.750Z"));
}

function setModified(path: string, modifiedMs: number): void {
  const modified = new Date(modifiedMs);
  Deno.utimeSync(path, modified, modified);
}

/** Windows lets only some users make links; there the tree has none. */
function makeLink(target: string, path: string, modifiedMs: number): void {
  if (Deno.build.os === "windows") return;
  Deno.symlinkSync(target, path);
  lutimesSync(path, modifiedMs / 1000, modifiedMs / 1000);
}

function setFolderTimes(folder: string, modifiedMs: number): void {
  for (const { name, isDirectory } of Deno.readDirSync(folder)) {
    if (isDirectory) setFolderTimes(join(folder, name), modifiedMs + name.length * HOUR_MS);
  }
  setModified(folder, modifiedMs);
}

/** Numbers that look random and are the same every time (Marsaglia's xorshift32). */
class SeededRandom {
  constructor(private state: number) {}

  next(): number {
    let state = this.state;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return this.state = state >>> 0;
  }

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return least + this.next() % (most - least + 1);
  }

  bytes(count: number): Uint8Array<ArrayBuffer> {
    const words = new Uint32Array(Math.ceil(count / 4));
    for (let index = 0; index < words.length; index++) words[index] = this.next();
    return new Uint8Array(words.buffer, 0, count);
  }

  text(words: number): string {
    const picked = Array.from({ length: words }, () => WORDS[this.between(0, WORDS.length - 1)]);
    return picked.join(" ").replace(/(.{60,80}) /g, "$1\n") + "\n";
  }
}
