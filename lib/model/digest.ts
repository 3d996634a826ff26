/** A BLAKE2b-512 digest as 128 lower-case hexadecimal digits, as `b2sum` prints it (RFC 7693). */
export type Digest = string & { readonly __brand: "Digest" };

/**
 * Checks a digest that comes from outside.
 *
 * @throws {TypeError} when it is not 128 hexadecimal digits
 */
export function parseDigest(hex: string): Digest {
  if (!/^[0-9a-f]{128}$/.test(hex)) throw new TypeError("Not a BLAKE2b-512 digest");
  return hex as Digest;
}
