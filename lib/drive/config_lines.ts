/**
 * The line of a TOML text on which a key stands, counted from 1.
 *
 * @param keys the way to it, such as `["reserve"]` or `["pair", 1, "source"]`
 * @returns where the key's table begins when the key itself is not there, else 1
 */
export function findKeyLine(toml: string, keys: readonly (string | number)[]): number {
  const key = keys.findLast((part) => typeof part === "string");
  const wanted = keys.find((part) => typeof part === "number");
  let table = -1;
  let best = 1;
  for (const [index, line] of toml.split("\n").entries()) {
    if (/^\s*\[\[\s*pair\s*\]\]/.test(line)) {
      table += 1;
      if (table === wanted) best = index + 1;
    }
    const inPlace = wanted === undefined ? table === -1 : table === wanted;
    const header = /^\s*\[{1,2}\s*([^\]]+?)\s*\]/.exec(line)?.[1]?.split(".").at(-1);
    if (header === key && (inPlace || wanted === undefined)) return index + 1;
    const match = /^\s*(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*=/.exec(line);
    if (inPlace && match && (match[1] ?? match[2] ?? match[3]) === key) return index + 1;
  }
  return best;
}
