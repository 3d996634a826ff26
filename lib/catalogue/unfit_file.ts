import { basename } from "node:path";
import { CATALOGUE_FILE } from "../vocabulary.ts";

/** Thrown when the file is no catalogue, or one that SQLite finds damaged. */
export class CatalogueDamaged extends Error {
  override readonly name = "CatalogueDamaged";
}

/** The bytes of SQLite's header, and what it begins with (sqlite.org/fileformat.html). */
export const HEADER_BYTES = 100;
// deno-lint-ignore waterlock/vocabulary -- compared with a file's bytes
export const MAGIC = "SQLite format 3\0";
/** Where it tells the version that who writes has to know, and the last there is: WAL. */
const WRITE_VERSION_AT = 18, LAST_WRITE_VERSION = 2;

/**
 * Refuses what SQLite is not to open at all, because it would not find the damage.
 *
 * A file shorter than its header it takes for an empty database. One with a version that it does not know
 * it reads, and says at the first write that the disk is read-only. What lies beside one it believes: a
 * rollback journal that somebody has laid there may name a file as its super-journal, and SQLite deletes
 * that when it has rolled back, wherever it lies (sqlite.org/atomiccommit.html, "Multi-file Commit").
 * Waterlock's own journals name none.
 *
 * @throws {CatalogueDamaged}
 */
export function refuseUnfitFile(path: string): void {
  const size = look(path)?.size ?? 0;
  if (size > 0 && size < HEADER_BYTES) throw new CatalogueDamaged(CATALOGUE_FILE.isTooShort(size));
  if (isOnlyRead(path)) throw new CatalogueDamaged(CATALOGUE_FILE.hasUnknownVersion);
  for (const log of [`${path}-journal`, `${path}-wal`]) {
    const status = look(log);
    if (status && !status.isFile) {
      throw new CatalogueDamaged(CATALOGUE_FILE.hasNoFileBeside(basename(log)));
    }
  }
  if (namesAnotherFile(`${path}-journal`)) {
    throw new CatalogueDamaged(CATALOGUE_FILE.hasJournalOfAnother(`${basename(path)}-journal`));
  }
}

function look(path: string): Deno.FileInfo | undefined {
  try {
    return Deno.lstatSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return undefined;
  }
}

function isOnlyRead(path: string): boolean {
  if (!look(path)?.isFile) return false;
  using file = Deno.openSync(path);
  const header = new Uint8Array(HEADER_BYTES);
  return file.readSync(header) === HEADER_BYTES &&
    new TextDecoder("latin1").decode(header).startsWith(MAGIC) &&
    header[WRITE_VERSION_AT]! > LAST_WRITE_VERSION;
}

/** What a journal ends with that names a super-journal (`readSuperJournal()` in SQLite's `pager.c`). */
const JOURNAL_MAGIC = "d9d505f920a163d7", MAGIC_BYTES = 8;

function namesAnotherFile(journal: string): boolean {
  if ((look(journal)?.size ?? 0) <= MAGIC_BYTES) return false;
  using file = Deno.openSync(journal);
  file.seekSync(-MAGIC_BYTES, Deno.SeekMode.End);
  const end = new Uint8Array(MAGIC_BYTES);
  return file.readSync(end) === MAGIC_BYTES && end.toHex() === JOURNAL_MAGIC;
}
