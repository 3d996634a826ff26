import { dirname, join } from "node:path";
import type { Call } from "./calls.ts";
import type { Ends } from "./places.ts";

/** A name that was given or taken away, and is not durable before its folder is synced. */
interface Naming {
  readonly folder: string;
  readonly undo: () => void;
}

/**
 * What a cut of the power would take back: bytes that were not synced since, and names in folders that
 * were not. A disk may lose any part of it; this one loses all.
 *
 * SQLite's own files are left to it: what it has committed it has synced.
 */
export class Unsynced {
  #namings: Naming[] = [];
  /** What files held when they were last synced, by their absolute path. */
  readonly #bytes = new Map<string, Uint8Array<ArrayBuffer>>();
  /** Where what was replaced or removed is kept meanwhile, beside each end: it may be a disk of its own. */
  readonly #attics: Map<string, string>;
  #kept = 0;

  constructor(private readonly ends: Ends) {
    this.#attics = new Map(
      (Object.values(ends) as string[]).map((end) => [end, `${end}.attic`]),
    );
    for (const attic of this.#attics.values()) Deno.mkdirSync(attic, { recursive: true });
  }

  /** Notes what a call will change. To be told before it is made. */
  note({ operation, path, from, isWhole }: Call): void {
    const folder = dirname(path);
    const keep = (undo: () => void) => void this.#namings.push({ folder, undo });
    switch (operation) {
      case "create":
      case "link":
      case "mkdir":
        if (exists(path)) return;
        if (operation === "create") this.#bytes.set(path, new Uint8Array());
        return keep(() => Deno.removeSync(path, { recursive: true }));
      case "write":
      case "truncate":
        if (!this.#bytes.has(path)) this.#bytes.set(path, Deno.readFileSync(path));
        return;
      case "rename": {
        if (!exists(from!)) return;
        const old = this.#hide(path);
        this.#move(from!, path);
        return keep(() => {
          Deno.renameSync(path, from!);
          if (old) Deno.renameSync(old, path);
        });
      }
      case "remove": {
        this.#bytes.delete(path);
        // What comes back on the drive takes up room, and nobody believes in it.
        if (path.startsWith(`${this.ends.drive}/`)) return;
        const isFolder = exists(path) && Deno.lstatSync(path).isDirectory;
        const old = this.#hide(path);
        if (!old && !isFolder) return;
        return keep(() => {
          Deno.mkdirSync(isFolder ? path : folder, { recursive: true });
          if (old) Deno.renameSync(old, path);
        });
      }
      case "sync":
        return isWhole ? this.#settleEnd(path) : this.#settle(path);
    }
  }

  /** Takes back all that is not durable. */
  lose(): void {
    for (const [path, bytes] of this.#bytes) if (exists(path)) Deno.writeFileSync(path, bytes);
    for (const { undo } of this.#namings.reverse()) {
      try {
        undo();
      } catch (error) {
        // A call that was noted and then refused has changed nothing.
        if (!(error instanceof Deno.errors.NotFound)) throw error;
      }
    }
  }

  [Symbol.dispose](): void {
    for (const attic of this.#attics.values()) Deno.removeSync(attic, { recursive: true });
  }

  #settle(path: string): void {
    this.#bytes.delete(path);
    this.#namings = this.#namings.filter(({ folder }) => folder !== path);
  }

  #settleEnd(path: string): void {
    const end = this.#endOf(path);
    if (end === undefined) return;
    for (const one of this.#bytes.keys()) if (one.startsWith(`${end}/`)) this.#bytes.delete(one);
    this.#namings = this.#namings.filter(({ folder }) => !`${folder}/`.startsWith(`${end}/`));
  }

  #endOf(path: string): string | undefined {
    return [...this.#attics.keys()].find((end) => `${path}/`.startsWith(`${end}/`));
  }

  #hide(path: string): string | undefined {
    if (!exists(path) || Deno.lstatSync(path).isDirectory) return undefined;
    const end = this.#endOf(path)!;
    const place = join(this.#attics.get(end)!, String(++this.#kept));
    Deno.linkSync(path, place);
    return place;
  }

  #move(from: string, to: string): void {
    const bytes = this.#bytes.get(from);
    this.#bytes.delete(from);
    this.#bytes.delete(to);
    if (bytes) this.#bytes.set(to, bytes);
  }
}

function exists(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch {
    return false;
  }
}
