import { comparePaths } from "../model/relative_path.ts";

/** One path as two sorted walks see it: on one side only, or on both. */
export type Step<S, K> =
  | { readonly scanned: S; readonly known: undefined }
  | { readonly scanned: undefined; readonly known: K }
  | { readonly scanned: S; readonly known: K };

/**
 * Walks two listings side by side, both in the order of {@linkcode comparePaths}, and pairs what has
 * the same path. Neither is ever held whole.
 */
export function* march<S extends { path: string }, K extends { path: string }>(
  scanned: Iterable<S>,
  known: Iterable<K>,
): Generator<Step<S, K>> {
  const left = scanned[Symbol.iterator](), right = known[Symbol.iterator]();
  let s = left.next(), k = right.next();
  while (!s.done || !k.done) {
    const order = s.done ? 1 : k.done ? -1 : comparePaths(s.value.path, k.value.path);
    if (order < 0) {
      yield { scanned: s.value, known: undefined };
      s = left.next();
    } else if (order > 0) {
      yield { scanned: undefined, known: k.value };
      k = right.next();
    } else {
      yield { scanned: s.value, known: k.value };
      s = left.next();
      k = right.next();
    }
  }
}
