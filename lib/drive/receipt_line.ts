import { parseDigest } from "../model/digest.ts";
import type { DeliveredVersion, Receipt } from "../model/receipt.ts";
import { parseRelativePath } from "../model/relative_path.ts";
import type { Sighting } from "../model/sighting.ts";

/** A receipt as one line of JSON, its end included. */
export function writeReceiptLine({ path, place, delivered, at, seen }: Receipt): string {
  const version = delivered && { ...delivered, mtimeNs: String(delivered.mtimeNs) };
  return JSON.stringify({ path, place, delivered: version ?? null, at, seen }) + "\n";
}

/**
 * Reads a line of a receipt file. Who can write to the destination can write anything there.
 *
 * @throws {Error} when it is nothing that Waterlock writes
 */
export function parseReceiptLine(line: string): Receipt {
  const told = JSON.parse(line);
  const path = parseRelativePath(text(told.path));
  const place = told.place === undefined ? {} : { place: parseRelativePath(text(told.place)) };
  const delivered = told.delivered === null ? undefined : parseVersion(told.delivered);
  if (delivered && (delivered.kind === "folder") !== path.endsWith("/")) {
    throw new TypeError("A folder's path ends with a slash, and no other one");
  }
  return { path, ...place, delivered, at: milliseconds(told.at), seen: parseSighting(told.seen) };
}

// deno-lint-ignore no-explicit-any
function parseVersion(told: any): DeliveredVersion {
  const { kind, proof } = told;
  if (kind !== "file" && kind !== "link" && kind !== "folder") throw new TypeError("No kind");
  const size = whole(told.size), mtimeNs = BigInt(text(told.mtimeNs));
  if (BigInt.asIntN(64, mtimeNs) !== mtimeNs) throw new RangeError("No time of a file");
  const mode = told.mode === null ? null : whole(told.mode) & 0o7777;
  const version = { size, mtimeNs, mode };
  if (kind !== "file") {
    const linkTarget = kind === "link" ? text(told.linkTarget) : null;
    return { ...version, kind, size: 0, linkTarget, digest: null, proof: null };
  }
  const isGrade = proof === "cold" || proof === "reread";
  const digest = parseDigest(text(told.digest));
  return { ...version, kind, linkTarget: null, digest, proof: isGrade ? proof : null };
}

function parseSighting(told: unknown): Sighting | null {
  if (told === null) return null;
  const { host, from, until } = told as Record<keyof Sighting, unknown>;
  return {
    host: text(host),
    from: milliseconds(from),
    until: until === null ? null : milliseconds(until),
  };
}

function text(value: unknown): string {
  if (typeof value !== "string") throw new TypeError("Not a text");
  return value;
}

function whole(value: unknown): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) {
    throw new TypeError("Not a whole number");
  }
  return value;
}

/** The most milliseconds after 1970 that a `Date` can tell (ECMA-262, Time Values). */
const MOST_MS = 8.64e15;

function milliseconds(value: unknown): number {
  const ms = whole(value);
  if (ms > MOST_MS) throw new RangeError("No time");
  return ms;
}
