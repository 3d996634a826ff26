import { libc, withDescriptor } from "./libc.ts";

const MOST_AT_ONCE = 65_536;

/**
 * What a file of `/proc` or `/sys` says. Deno itself opens them only for a program that may do
 * everything, which ours may not.
 *
 * @returns undefined where there is no such file, or no Linux
 */
export function readKernelFile(path: string): string | undefined {
  const c = libc();
  if (!c) return undefined;
  const decoder = new TextDecoder();
  const chunk = new Uint8Array(MOST_AT_ONCE);
  const read = withDescriptor(c, path, (file) => {
    let text = "";
    for (;;) {
      const length = Number(c.read(file, chunk, BigInt(chunk.length)));
      if (length < 0) return undefined;
      if (length === 0) return text + decoder.decode();
      text += decoder.decode(chunk.subarray(0, length), { stream: true });
    }
  });
  return "value" in read ? read.value : undefined;
}
