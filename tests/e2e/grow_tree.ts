import { join } from "node:path";
import { setTimes } from "./trees.ts";
import { isOnWindows } from "./where_it_exists.ts";

const MIB = 1024 * 1024;
const SECOND = 1_000_000_000n;

/** Names that have broken programs before. */
const AWKWARD_NAMES = [
  "two words",
  " a space before and behind ",
  `it's "quoted"`,
  "two\nlines",
  "tab\tstop",
  "\u{1f980}\u{1f1e9}\u{1f1ea} emoji",
  "u\u0308ber decomposed",
  "\u00fcber composed",
  "100 %",
  "%2e%2e",
  "-rf",
  "--help",
  "~",
  "$HOME",
  "back\\slash",
  "semi;colon&amp",
  "NUL",
  "trailing dot.",
  "...",
  "\u202eright to left",
];
/** Names that Windows takes for something else, or not at all. */
// deno-lint-ignore no-control-regex
const NO_NAME_ON_WINDOWS = /[\x00-\x1f"*:<>?|\\]|[ .]$|^NUL$/;

const MODES = [0o644, 0o600, 0o755, 0o444, 0o640, 0o700];

/**
 * Fills a folder with about 150 MiB: 14 files of 10 MiB, 400 small ones between them in time, awkward
 * names, an empty file, links, empty folders, every date its own to the nanosecond.
 *
 * @returns the paths of the 14 large files, oldest first
 */
export async function growTree(root: string): Promise<string[]> {
  const noise = crypto.getRandomValues(new Uint8Array(64 * 1024));
  const times: Record<string, bigint> = {};
  let count = 0;
  const write = (path: string, size: number) => {
    const native = join(root, path);
    Deno.mkdirSync(join(native, ".."), { recursive: true });
    using file = Deno.openSync(native, { write: true, createNew: true });
    const bytes = new Uint8Array(size);
    for (let at = 0; at < size; at += noise.length) {
      bytes.set(noise.subarray(0, Math.min(noise.length, size - at)), at);
      new DataView(bytes.buffer).setUint32(at, count, true);
    }
    file.writeSync(bytes);
    Deno.chmodSync(native, MODES[count % MODES.length]!);
    // From before 1970 until now, each an odd number of nanoseconds.
    times[path] = -40_000n * 86_400n * SECOND / 10n + BigInt(count) * 3_600_123_456_789n;
    count += 1;
  };
  const large: string[] = [];
  for (let film = 0; film < 14; film++) {
    for (let still = 0; still < 28; still++) {
      write(`stills ${film % 3}/${film}/still ${still}.jpg`, 26_000 + 13 * still);
    }
    large.push(`films/film ${film}.mov`);
    write(large.at(-1)!, 10 * MIB);
  }
  for (const name of AWKWARD_NAMES) {
    if (!isOnWindows || !NO_NAME_ON_WINDOWS.test(name)) write(`awkward/${name}`, 100);
  }
  write("empty", 0);
  const links = { first: "films/film 0.mov", "awkward/dangling": "/nowhere/at all" };
  if (!isOnWindows) {
    for (const [path, target] of Object.entries(links)) Deno.symlinkSync(target, join(root, path));
  }
  Deno.mkdirSync(join(root, "nothing/at all/here"), { recursive: true });
  Deno.chmodSync(join(root, "nothing"), 0o750);
  const rest = ["nothing/at all/here", "nothing/at all", "nothing"];
  for (const path of [...isOnWindows ? [] : Object.keys(links), ...rest, "films", "awkward"]) {
    times[path] = BigInt(count++) * 86_400n * SECOND + 1n;
  }
  await setTimes(root, times);
  return large;
}
