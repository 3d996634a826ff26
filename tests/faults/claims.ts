import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { bytesOf, readNode, readTree } from "./tree.ts";
import type { World } from "./world.ts";

/** Every claim of the catalogue that is not so, as sentences. What people or rot have changed is none. */
export function findFalseClaims(world: World): string[] {
  const { drive, destination } = world.ends;
  using catalogue = openCopy(world);
  if (!catalogue) return [];
  const claims: string[] = [];
  const differ = (native: string, row: Row, mayBeGone: boolean) => {
    const node = readNode(native);
    if (!node) return mayBeGone ? undefined : "nothing lies there";
    if (node.kind !== row.kind) return `a ${node.kind} lies there`;
    if (row.kind === "link") return node.content === row.link ? undefined : "it leads elsewhere";
    if (row.kind === "folder") return undefined;
    if (node.content.length !== Number(row.size)) return `it has ${node.content.length} bytes`;
    return row.digest === null || digestOf(node.content) === hex(row.digest)
      ? undefined
      : `it says ${JSON.stringify(node.content)}`;
  };
  const judge = (claim: string, native: string, row: Row, mayBeGone: boolean) => {
    const how = world.isMeddledWith(native) ? undefined : differ(native, row, mayBeGone);
    if (how) claims.push(`${claim} '${row.path}' (${row.size} bytes), and ${how}`);
  };
  for (const row of catalogue.rows(PARTS)) {
    // What has arrived is removed before that is recorded.
    judge("aboard is", join(drive, "cargo", row.pair, row.name!), row, row.arrived === 1n);
  }
  for (const row of catalogue.rows(DELIVERIES)) {
    // A folder is removed before that is recorded: nothing is believed of an empty one.
    judge("delivered is", join(destination, row.path), row, row.kind === "folder");
  }
  for (const row of catalogue.rows(STATES)) {
    claims.push(`'${row.path}' is ${row.name}, and nothing is recorded of it there`);
  }
  for (const { path, digest } of catalogue.rows(DIGESTS)) {
    const isKnown = (world.versions.get(path) ?? []).some(({ content }) =>
      digestOf(content) === hex(digest!)
    );
    if (!isKnown) claims.push(`'${path}' has a digest that it never had`);
  }
  return claims;
}

/**
 * Where the bytes lie, by absolute path, of each version that is aboard and has not arrived, with the
 * path of its entry.
 */
export function findUndelivered(world: World): Map<string, string> {
  using catalogue = openCopy(world);
  const rows = (catalogue?.rows(PARTS) ?? []).filter(({ arrived }) => arrived === 0n);
  const { drive } = world.ends;
  return new Map(rows.map(({ pair, name, path }) => [join(drive, "cargo", pair, name!), path]));
}

/** What lies in cargo and is recorded nowhere, so that nobody would ever delete it. */
export function findStowaways(world: World): string[] {
  using catalogue = openCopy(world);
  const recorded = new Set((catalogue?.rows(ALL_PARTS) ?? []).map(({ name }) => name));
  return Array.from(readTree(world.computers.cargo("")))
    .filter(([path, { kind }]) => kind !== "folder" && !recorded.has(path))
    .map(([path]) => path)
    .filter((path) => !world.isMeddledWith(world.computers.cargo(path)));
}

interface Row {
  readonly pair: string;
  readonly path: string;
  readonly name: string | null;
  readonly kind: string;
  readonly size: bigint;
  readonly digest: Uint8Array | null;
  readonly link: string | null;
  readonly arrived: bigint;
}

const ALL_PARTS = `
  SELECT '' AS pair, '' AS path, name, '' AS kind, size, digest, NULL AS link, 0 AS arrived
  FROM cargo_part`;

const PARTS = `
  SELECT pair.name AS pair, path, cargo_part.name AS name, 'file' AS kind, cargo_part.size AS size,
    cargo_part.digest AS digest, NULL AS link, arrived
  FROM cargo JOIN cargo_part USING (entry_id) JOIN entry USING (entry_id) JOIN pair USING (pair_id)
  WHERE on_drive = 1 AND cargo.digest IS NOT NULL`;

/** Without what somebody has read since, and found to be something else; and folders on their way out. */
const DELIVERIES = `
  SELECT '' AS pair, rtrim(path, '/') AS path, NULL AS name, delivery.kind AS kind,
    delivery.size AS size, delivery.digest AS digest, delivery.link_target AS link, 0 AS arrived
  FROM delivery JOIN entry USING (entry_id)
  WHERE NOT (delivery.kind = 'file' AND proof IS NULL AND proven_at > 0)
    AND NOT (delivery.kind = 'folder' AND state = 'removal')`;

const STATES = `
  SELECT '' AS pair, path, state AS name, kind, size, NULL AS digest, NULL AS link, 0 AS arrived
  FROM entry
  WHERE (state = 'delivered' AND entry_id NOT IN (SELECT entry_id FROM delivery))
    OR (state = 'aboard' AND kind <> 'folder' AND entry_id NOT IN (SELECT entry_id FROM cargo))`;

const DIGESTS = `
  SELECT '' AS pair, path, NULL AS name, kind, size, digest, NULL AS link, 0 AS arrived
  FROM entry WHERE digest IS NOT NULL`;

/** A copy of the catalogue with what its log holds, so that looking at it changes nothing. */
function openCopy({ computers: { root }, ends }: World) {
  const catalogue = join(ends.drive, "config/waterlock.db");
  if (!existsSync(catalogue) || Deno.statSync(catalogue).size === 0) return undefined;
  const folder = Deno.makeTempDirSync({ dir: root }), copy = join(folder, "catalogue");
  for (const suffix of ["", "-wal"]) {
    if (existsSync(catalogue + suffix)) Deno.copyFileSync(catalogue + suffix, copy + suffix);
  }
  const database = new DatabaseSync(copy);
  return {
    rows(sql: string): Row[] {
      const isMade = database.prepare("PRAGMA user_version").get()!.user_version !== 0;
      if (!isMade) return [];
      const statement = database.prepare(sql);
      statement.setReadBigInts(true);
      return statement.all() as unknown as Row[];
    },
    [Symbol.dispose]() {
      database.close();
      Deno.removeSync(folder, { recursive: true });
    },
  };
}

const digests = new Map<string, string>();

function digestOf(content: string): string {
  let digest = digests.get(content);
  if (!digest) {
    digest = createHash("blake2b512").update(bytesOf(content)).digest("hex");
    if (content.length < 1000) digests.set(content, digest);
  }
  return digest;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
