import { readStatus } from "../filesystem/file_status.ts";
import { WaterlockError } from "../model/errors.ts";
import { UNFIT_END } from "../vocabulary.ts";

const GLANCE_MS = 5;

/**
 * One end of a stage as it was when the stage began. A disk that is unmounted meanwhile leaves an
 * empty folder under the same path, which must not be filled in its place.
 */
export class Witness {
  readonly #identity: string | undefined;
  #seenAt = -Infinity;

  /** @param root absolute path of the end's folder */
  constructor(
    private readonly end: "source" | "drive" | "destination",
    private readonly root: string,
  ) {
    this.#identity = identityOf(root);
  }

  /** Looks as {@linkcode check} does, unless it was looked a few milliseconds ago. */
  glance(): void {
    if (performance.now() - this.#seenAt >= GLANCE_MS) this.check();
  }

  /** Whether the folder is the one it was. */
  get isThere(): boolean {
    return this.#identity !== undefined && identityOf(this.root) === this.#identity;
  }

  /** @throws {WaterlockError} `failed` when the folder is not the one it was */
  check(): void {
    this.#seenAt = performance.now();
    if (this.isThere) return;
    throw new WaterlockError("failed", ...UNFIT_END.goneMeanwhile(this.end, this.root));
  }
}

function identityOf(path: string): string | undefined {
  try {
    return readStatus(path, { follow: true })?.identity;
  } catch {
    return undefined;
  }
}
