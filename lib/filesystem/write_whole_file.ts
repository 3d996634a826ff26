import { partialPath } from "./partial_name.ts";
import { publishFile } from "./publish_file.ts";
import { removeIfPresent } from "./remove_file.ts";

/**
 * Writes a small file of Waterlock's own: all of it or nothing, durable when this returns, and never
 * through a link that somebody left under its name.
 */
export function writeWholeFile(path: string, text: string): void {
  const partial = partialPath(path);
  removeIfPresent(partial);
  {
    using file = Deno.openSync(partial, { write: true, createNew: true });
    const bytes = new TextEncoder().encode(text);
    for (let done = 0; done < bytes.length;) done += file.writeSync(bytes.subarray(done));
    file.syncSync();
  }
  publishFile(partial, path);
}
