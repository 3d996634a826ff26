import { join } from "node:path";
import { deepStrictEqual } from "node:assert/strict";

/** A tree as an independent program sees it: a line for each entry, in byte order. */
export async function describeTree(root: string): Promise<string[]> {
  const script = `
import hashlib, os, stat, sys
root = os.fsencode(sys.argv[1])
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
`;
  const { code, stdout, stderr } = await new Deno.Command("python3", {
    args: ["-c", script, root],
  }).output();
  const decoder = new TextDecoder();
  if (code !== 0) throw new Error(decoder.decode(stderr));
  return decoder.decode(stdout).split("\n").filter((line) => line !== "").sort();
}

/** Fails unless two trees have the same names, bytes, links, times to the nanosecond and modes. */
export async function assertSameTrees(left: string, right: string): Promise<void> {
  deepStrictEqual(await describeTree(right), await describeTree(left));
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
