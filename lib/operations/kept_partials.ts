import { writing } from "../filesystem/attempt.ts";
import { readStatus } from "../filesystem/file_status.ts";
import { toNativePath } from "../filesystem/native_path.ts";
import { partialPath } from "../filesystem/partial_name.ts";
import { publishFile } from "../filesystem/publish_file.ts";
import { isTakenByAnotherName } from "../filesystem/taken_name.ts";
import { fold } from "../model/fold.ts";
import type { RelativePath } from "../model/relative_path.ts";

/**
 * The partials at a destination that are to be gone on with: those of large files that were broken off, and
 * those that hold parts until the last of them is there. Nothing else may be written to them, under whatever
 * spelling: they may hold what is nowhere else any more.
 */
export class KeptPartials {
  /** The paths whose partials they are, by their places as the most forgetful file system has them. */
  readonly #owners = new Map<string, RelativePath>();

  /**
   * @param paths of the files whose partials lie there
   * @param placeOf where a path lies there
   */
  constructor(
    paths: Iterable<RelativePath>,
    private readonly destination: string,
    private readonly placeOf: (path: RelativePath) => RelativePath,
  ) {
    for (const path of paths) this.keep(path);
  }

  /** Keeps a path's partial from now on. */
  keep(path: RelativePath): void {
    this.#owners.set(fold(this.placeOf(path)), path);
  }

  /** Whether some file system would take a path's partial for another one's that is kept. */
  isAnothers(path: RelativePath): boolean {
    if (this.#owners.size === 0) return false;
    const owner = this.#owners.get(fold(this.placeOf(path)));
    return owner !== undefined && owner !== path;
  }

  /**
   * Has a path's partial go along to another place; durable when this returns.
   *
   * @throws {FileProblem} `write-failed`
   */
  move(path: RelativePath, from: RelativePath, to: RelativePath): void {
    if (this.#owners.get(fold(from)) !== path) return;
    const [before, after] = [from, to].map((place) =>
      partialPath(toNativePath(this.destination, place))
    ) as [string, string];
    writing(() => {
      const isThere = readStatus(before)?.kind === "file" && !isTakenByAnotherName(before);
      if (isThere) publishFile(before, after);
    });
    this.#owners.delete(fold(from));
    this.#owners.set(fold(to), path);
  }
}
