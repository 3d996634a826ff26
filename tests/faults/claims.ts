import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { MIGRATIONS } from "../../lib/catalogue/schema.ts";
import { partialOfParts } from "../../lib/filesystem/partial_name.ts";
import type { DriveTruth } from "./drive_truth.ts";
import { bytesOf, readContent, readNode, readTree } from "./tree.ts";
import type { World } from "./world.ts";

/** Something that a catalogue says and that is not so. */
export interface FalseClaim {
  /** What is claimed, of what: the same as long as the catalogue says it. */
  readonly key: string;
  readonly sentence: string;
}

/** Every claim of a drive's catalogue that is not so. What people or rot have changed is none. */
export function findFalseClaims(world: World, drive: DriveTruth): FalseClaim[] {
  using catalogue = openCopy(world, drive);
  if (!catalogue) return [];
  const claims: FalseClaim[] = [];
  const claim = (what: string, { path, start, size, digest }: Row, how: string) => {
    const key = [what, path, start, size, digest && hex(digest)].join(" ");
    const where = start === 0n ? "" : ` from ${start} on`;
    claims.push({ key, sentence: `${what} '${path}'${where} (${size} bytes), and ${how}` });
  };
  const differ = (native: string, row: Row, mayBeGone: boolean) => {
    const node = readNode(native);
    if (!node) return mayBeGone ? undefined : "nothing lies there";
    if (node.kind !== row.kind) return `a ${node.kind} lies there`;
    if (row.kind === "link") return node.content === row.link ? undefined : "it leads elsewhere";
    if (row.kind === "folder") return undefined;
    if (node.content.length !== Number(row.size)) return `it has ${node.content.length} bytes`;
    return row.digest === null || digestOf(node.content) === hex(row.digest)
      ? undefined
      : `it says ${JSON.stringify(node.content.slice(0, 80))}`;
  };
  const judge = (what: string, native: string, row: Row, mayBeGone: boolean) => {
    const how = world.isMeddledWith(native) ? undefined : differ(native, row, mayBeGone);
    if (how) claim(what, row, how);
  };
  for (const row of catalogue.rows(PARTS)) {
    // What has arrived is removed before that is recorded.
    judge("aboard is", join(drive.root, "cargo", row.pair, row.name!), row, row.arrived === 1n);
  }
  for (const row of catalogue.rows(ARRIVED_PARTS)) {
    // The last of them was published, and that is not recorded yet.
    const final = world.arrived(row.path), places = [partialOf(row, final), final];
    const isThere = places.some((place) => stretchOf(place, row) === hex(row.digest!));
    if (!isThere) claim("brought is a part of", row, "it is not in the partial");
  }
  for (const row of catalogue.rows(DELIVERIES)) {
    // A folder is removed before that is recorded: nothing is believed of an empty one.
    judge("delivered is", world.arrived(row.path), row, row.kind === "folder");
  }
  for (const row of catalogue.rows(STATES)) {
    claim(`${row.name} is`, row, "nothing is recorded of it there");
  }
  for (const row of catalogue.rows(DIGESTS)) {
    const isKnown = (world.versions.get(row.path) ?? []).some(({ content }) =>
      digestOf(content) === hex(row.digest!)
    );
    if (!isKnown) claim("known is", row, "it never had that digest");
  }
  return claims;
}

/** Where parts of a row's version lie at the destination. */
function partialOf({ whole, mtime }: Row, final: string): string {
  return partialOfParts(final, { size: Number(whole), mtimeNs: mtime! });
}

/** The digest of what lies where a part belongs; undefined where that is not all there. */
function stretchOf(native: string, { start, size }: Row): string | undefined {
  if (readNode(native)?.kind !== "file") return undefined;
  const content = readContent(native).slice(Number(start), Number(start + size));
  return content.length === Number(size) ? digestOf(content) : undefined;
}

/** A piece of a version: which file it lies in, from which byte on. */
interface Piece {
  readonly native: string;
  readonly offset: number;
  readonly content: string;
}

/** A version that is aboard, all of it, and has not arrived. */
export interface Undelivered {
  readonly path: string;
  readonly content: string;
  readonly pieces: readonly Piece[];
}

/** What is aboard a drive and has not arrived; in parts, some of them may lie at the destination. */
export function findUndelivered(world: World, drive: DriveTruth): Undelivered[] {
  using catalogue = openCopy(world, drive);
  const pieces = new Map<string, Piece[]>();
  for (const row of catalogue?.rows(UNDELIVERED) ?? []) {
    const { pair, path, name, start, size } = row;
    const native = name === null
      ? partialOf(row, world.arrived(path))
      : join(drive.root, "cargo", pair, name);
    if (readNode(native)?.kind !== "file") continue;
    const offset = name === null ? Number(start) : 0;
    const content = readContent(native).slice(offset, offset + Number(size));
    pieces.set(path, [...pieces.get(path) ?? [], { native, offset, content }]);
  }
  return Array.from(pieces, ([path, pieces]) => {
    return { path, pieces, content: pieces.map(({ content }) => content).join("") };
  });
}

/** The files in the cargo of the drive that is plugged in that hold a path's bytes, by absolute path. */
export function cargoFilesOf(world: World, path: string): string[] {
  using catalogue = openCopy(world, world.drive);
  return (catalogue?.rows(ALL_PARTS) ?? [])
    .filter((row) => row.path === path)
    .map(({ name }) => world.cargo(name!));
}

/** What lies in cargo and is recorded nowhere, so that nobody would ever delete it. */
export function findStowaways(world: World): string[] {
  return unrecordedCargo(world).filter((path) => {
    const native = world.cargo(path);
    return !world.isMeddledWith(native) && !world.drive.orphaned.has(native);
  });
}

/** Cargo of which nobody knows any more since the catalogue was lost, as native paths: for a person to delete. */
export function findOrphans(world: World): string[] {
  return unrecordedCargo(world).map((path) => world.cargo(path))
    .filter((native) => world.drive.orphaned.has(native));
}

function unrecordedCargo(world: World): string[] {
  using catalogue = openCopy(world, world.drive);
  const recorded = new Set((catalogue?.rows(ALL_PARTS) ?? []).map(({ name }) => name));
  return Array.from(readTree(world.cargo("")))
    .filter(([path, { kind }]) => kind !== "folder" && !recorded.has(path))
    .map(([path]) => path);
}

interface Row {
  readonly pair: string;
  readonly path: string;
  readonly name: string | null;
  readonly kind: string;
  readonly start: bigint;
  readonly size: bigint;
  readonly digest: Uint8Array | null;
  readonly link: string | null;
  readonly arrived: bigint;
  /** Size and time of the version in parts. */
  readonly whole?: bigint;
  readonly mtime?: bigint;
}

const ALL_PARTS = `
  SELECT '' AS pair, path, name, '' AS kind, start, cargo_part.size AS size,
    cargo_part.digest AS digest, NULL AS link, 0 AS arrived
  FROM cargo_part JOIN entry USING (entry_id) ORDER BY start`;

/** Without what was found to be something else: nobody believes it. */
const PARTS = `
  SELECT pair.name AS pair, path, cargo_part.name AS name, 'file' AS kind, start,
    cargo_part.size AS size, cargo_part.digest AS digest, NULL AS link, arrived
  FROM cargo JOIN cargo_part USING (entry_id) JOIN entry USING (entry_id) JOIN pair USING (pair_id)
  WHERE on_drive = 1 AND (cargo.digest IS NOT NULL OR arrived = 0)`;

/** As long as they are to become a file. */
const ARRIVED_PARTS = `
  SELECT '' AS pair, path, NULL AS name, 'file' AS kind, start, arrived_part.size AS size,
    arrived_part.digest AS digest, NULL AS link, 1 AS arrived, cargo.size AS whole,
    cargo.mtime_ns AS mtime
  FROM cargo JOIN arrived_part USING (entry_id) JOIN entry USING (entry_id)
  WHERE arrived = 0 OR cargo.digest IS NULL`;

const UNDELIVERED = `
  SELECT pair.name AS pair, path, part.name AS name, 'file' AS kind, start, part.size AS size,
    NULL AS digest, NULL AS link, 0 AS arrived, cargo.size AS whole, cargo.mtime_ns AS mtime
  FROM cargo JOIN entry USING (entry_id) JOIN pair USING (pair_id) JOIN (
    SELECT entry_id, start, size, name FROM cargo_part
    UNION ALL SELECT entry_id, start, size, NULL FROM arrived_part
    WHERE (entry_id, start) NOT IN (SELECT entry_id, start FROM cargo_part)
  ) AS part USING (entry_id)
  WHERE arrived = 0 AND cargo.digest IS NOT NULL ORDER BY path, start`;

/** Without what somebody has read since, and found to be something else; and folders on their way out. */
const DELIVERIES = `
  SELECT '' AS pair, rtrim(path, '/') AS path, NULL AS name, delivery.kind AS kind, 0 AS start,
    delivery.size AS size, delivery.digest AS digest, delivery.link_target AS link, 0 AS arrived
  FROM delivery JOIN entry USING (entry_id)
  WHERE NOT (delivery.kind = 'file' AND proof IS NULL AND proven_at > 0)
    AND NOT (delivery.kind = 'folder' AND state = 'removal')`;

const STATES = `
  SELECT '' AS pair, path, state AS name, kind, 0 AS start, size, NULL AS digest, NULL AS link,
    0 AS arrived
  FROM entry
  WHERE (state = 'delivered' AND entry_id NOT IN (SELECT entry_id FROM delivery))
    OR (state = 'aboard' AND kind <> 'folder' AND entry_id NOT IN (SELECT entry_id FROM cargo))`;

const ACCEPTED = "SELECT name AS pair FROM pair WHERE accepted_destination IS NOT NULL";

const DIGESTS = `
  SELECT '' AS pair, path, NULL AS name, kind, 0 AS start, size, digest, NULL AS link, 0 AS arrived
  FROM entry WHERE digest IS NOT NULL`;

/** Whether a drive's catalogue knows that it has been at the destination. */
export function knowsDestination(world: World, drive: DriveTruth): boolean {
  using catalogue = openCopy(world, drive);
  return (catalogue?.rows(ACCEPTED) ?? []).length > 0;
}

/** A copy of a drive's catalogue with what its log holds, so that looking at it changes nothing. */
function openCopy({ computers: { root } }: World, drive: DriveTruth) {
  const catalogue = join(drive.root, "config/waterlock.db");
  if (!existsSync(catalogue) || Deno.statSync(catalogue).size === 0) return undefined;
  const folder = Deno.makeTempDirSync({ dir: root }), copy = join(folder, "catalogue");
  for (const suffix of ["", "-wal"]) {
    if (existsSync(catalogue + suffix)) Deno.copyFileSync(catalogue + suffix, copy + suffix);
  }
  const database = new DatabaseSync(copy);
  const close = () => {
    database.close();
    Deno.removeSync(folder, { recursive: true });
  };
  if (!isWhole(database)) return void close();
  return {
    rows(sql: string): Row[] {
      const statement = database.prepare(sql);
      statement.setReadBigInts(true);
      return statement.all() as unknown as Row[];
    },
    [Symbol.dispose]: close,
  };
}

/** Whether a drive has a catalogue that says anything. */
export function hasCatalogue(world: World, drive: DriveTruth): boolean {
  using catalogue = openCopy(world, drive);
  return catalogue !== undefined;
}

/** Whether a catalogue says anything: one that is being made does not, nor one that is cut short. */
function isWhole(database: DatabaseSync): boolean {
  try {
    return database.prepare("PRAGMA user_version").get()!.user_version === MIGRATIONS.length &&
      database.prepare("PRAGMA quick_check(1)").get()!.quick_check === "ok";
  } catch {
    return false;
  }
}

const digests = new Map<string, string>();

function digestOf(content: string): string {
  let digest = digests.get(content);
  if (!digest) {
    digest = createHash("blake2b512").update(bytesOf(content)).digest("hex");
    if (digests.size > 500) digests.clear();
    if (content.length < 4_000_000) digests.set(content, digest);
  }
  return digest;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
