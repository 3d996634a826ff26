import { writing } from "../filesystem/attempt.ts";
import { readStatus } from "../filesystem/file_status.ts";
import { toNativePath } from "../filesystem/native_path.ts";
import { partialOfParts, partialPath, type VersionInParts } from "../filesystem/partial_name.ts";
import { publishFile } from "../filesystem/publish_file.ts";
import { isTakenByAnotherName } from "../filesystem/taken_name.ts";
import { fold } from "../model/fold.ts";
import type { RelativePath } from "../model/relative_path.ts";

/** A partial that is to be gone on with. */
export interface KeptPartial {
  /** Of the file that it is to become. */
  readonly path: RelativePath;
  /** The version that it holds parts of; undefined for a large file that was broken off. */
  readonly version?: VersionInParts;
}

/**
 * The partials at a destination that are to be gone on with: those of large files that were broken off, and
 * those that hold parts until the last of them is there. Nothing else may be written to them, under whatever
 * spelling: they may hold what is nowhere else any more.
 */
export class KeptPartials {
  /** By their places as the most forgetful file system has them. */
  readonly #kept = new Map<string, KeptPartial>();

  /** @param placeOf where a path lies there */
  constructor(
    partials: Iterable<KeptPartial>,
    private readonly destination: string,
    private readonly placeOf: (path: RelativePath) => RelativePath,
  ) {
    for (const partial of partials) this.keep(partial);
  }

  /** Keeps a partial from now on. */
  keep(partial: KeptPartial): void {
    this.#kept.set(fold(this.placeOf(partial.path)), partial);
  }

  /** Where another path's partial that is kept would lie if it were called as `path`, which lies at `native`. */
  anothersAt(path: RelativePath, native: string): string | undefined {
    if (this.#kept.size === 0) return undefined;
    const kept = this.#kept.get(fold(this.placeOf(path)));
    return kept && kept.path !== path ? partialOf(kept, native) : undefined;
  }

  /**
   * Has a path's partial go along to another place; durable when this returns. Parts that another
   * drive has there may be nowhere else: they stay, and those of this one are brought again.
   *
   * @throws {FileProblem} `write-failed`
   */
  move(path: RelativePath, from: RelativePath, to: RelativePath): void {
    const kept = this.#kept.get(fold(from));
    if (kept?.path !== path) return;
    const [before, after] = [from, to].map((place) =>
      partialOf(kept, toNativePath(this.destination, place))
    ) as [string, string];
    writing(() => {
      const isThere = readStatus(before)?.kind === "file" && !isTakenByAnotherName(before);
      const isTaken = kept.version !== undefined && readStatus(after) !== undefined;
      if (isThere && !isTaken) publishFile(before, after);
    });
    this.#kept.delete(fold(from));
    this.#kept.set(fold(to), kept);
  }
}

function partialOf({ version }: KeptPartial, native: string): string {
  return version ? partialOfParts(native, version) : partialPath(native);
}
