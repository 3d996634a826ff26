/** How a binary was made. */
export interface Build {
  /** The commit it was made from, with `+changes` when the checkout held others. */
  readonly commit: string;
  /** The runtime that carries it, in words. */
  readonly runtime: string;
}

/**
 * How this program was made: undefined in a checkout. `deno task build` puts a module of its own in
 * the place of this one, by the name `#build` of the import map.
 */
export const BUILD: Build | undefined = undefined;
