import { join } from "node:path";
import { deepStrictEqual } from "node:assert/strict";
import { PROGRAM_OS } from "./program_os.ts";

const DESCRIBE = `
import hashlib, os, stat, sys
for root in map(os.fsencode, sys.argv[1:]):
    for folder, names, files in os.walk(root):
        if folder == root and b".waterlock" in names:
            names.remove(b".waterlock")
        for name in names + files:
            path = os.path.join(folder, name)
            s = os.lstat(path)
            if stat.S_ISLNK(s.st_mode):
                what = "link " + repr(os.readlink(path))
            elif stat.S_ISDIR(s.st_mode):
                what = "folder"
            elif stat.S_ISREG(s.st_mode):
                with open(path, "rb") as file:
                    what = "file " + hashlib.file_digest(file, "sha256").hexdigest()
            else:
                what = "special"
            mode = "" if stat.S_ISLNK(s.st_mode) else oct(stat.S_IMODE(s.st_mode))
            print(repr(os.path.relpath(path, root)), what, s.st_mtime_ns, mode)
    print()
`;

/** Trees as an independent program sees them: of each a line for every entry, in byte order. */
async function describeTrees(...roots: string[]): Promise<string[][]> {
  // Without what a site has installed, it starts in half the time.
  const { code, stdout, stderr } = await new Deno.Command("python3", {
    args: ["-I", "-S", "-c", DESCRIBE, ...roots],
  }).output();
  const decoder = new TextDecoder();
  if (code !== 0) throw new Error(decoder.decode(stderr));
  const trees: string[][] = [];
  let lines: string[] = [];
  for (const line of decoder.decode(stdout).split("\n")) {
    if (line !== "") {
      lines.push(line);
    } else {
      trees.push(lines.sort());
      lines = [];
    }
  }
  return trees;
}

/** A tree as an independent program sees it: a line for each entry, in byte order. */
export async function describeTree(root: string): Promise<string[]> {
  return (await describeTrees(root))[0]!;
}

/**
 * Fails unless what arrived has the names, bytes, links, times to the nanosecond and modes of its
 * source, or on Windows what of these is carried there.
 */
export async function assertSameTrees(source: string, arrived: string): Promise<void> {
  const [expected, actual] = await describeTrees(source, arrived);
  if (PROGRAM_OS === "windows") {
    deepStrictEqual(actual!.map(withoutMode), expected!.map(withoutMode).map(inMilliseconds));
  } else {
    deepStrictEqual(actual, expected);
  }
}

const withoutMode = (line: string) => line.replace(/ 0o\d+$/, "");

/** Windows has the time to 100 ns, of which Deno tells whole milliseconds, from 1970 either way. */
function inMilliseconds(line: string): string {
  const million = 1_000_000n;
  return line.replace(
    / (-?)(\d+)$/,
    (_, _sign, ns: string) => ` ${BigInt(ns) / million * million}`,
  );
}

/**
 * Sets modification times, of links themselves too, innermost last where a folder is among them.
 *
 * @param times nanoseconds since 1970 by path below `root`, in the order in which to set them
 */
export async function setTimes(root: string, times: Record<string, bigint>): Promise<void> {
  const script = `
import json, os, sys
for path, ns in json.load(open(sys.argv[2])):
    os.utime(os.path.join(sys.argv[1], path), ns=(int(ns), int(ns)), follow_symlinks=False)
`;
  const list = await Deno.makeTempFile({ prefix: "waterlock-test-" });
  try {
    const pairs = Object.entries(times).map(([path, ns]) => [path, String(ns)]);
    await Deno.writeTextFile(list, JSON.stringify(pairs));
    const python = new Deno.Command("python3", { args: ["-c", script, root, list] });
    const { success, stderr } = await python.output();
    if (!success) throw new Error(new TextDecoder().decode(stderr));
  } finally {
    await Deno.remove(list);
  }
}

/** Every partial file below a folder. */
export function findPartials(root: string): string[] {
  const found: string[] = [];
  for (const entry of Deno.readDirSync(root)) {
    const path = join(root, entry.name);
    if (entry.isDirectory) found.push(...findPartials(path));
    else if (entry.name.includes(".waterlock-partial")) found.push(path);
  }
  return found;
}
