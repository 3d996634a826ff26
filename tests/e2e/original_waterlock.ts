import { DatabaseSync } from "node:sqlite";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "../fixtures/run_command.ts";
import type { ProgramResult } from "./program.ts";
import { PROGRAM_OS } from "./program_os.ts";
import { TwoComputers } from "./two_computers.ts";

/** The original kept paths of POSIX; the tests that let it run need python3. */
export const hasOriginal = { ignore: PROGRAM_OS !== "linux" };

const ORIGINAL = join(dirname(fileURLToPath(import.meta.url)), "original_waterlock.py");

/** A row as the original keeps it. */
export interface OriginalRow {
  readonly path: string;
  readonly last_modified?: unknown;
  readonly hash?: unknown;
  readonly middle?: unknown;
  readonly end?: unknown;
}

/** Two computers whose drive was filled and emptied by the original Waterlock until now. */
export class OriginalComputers extends TwoComputers {
  get database(): string {
    return join(this.drive, "config", "media.db");
  }

  /** Lets the original carry from the source to cargo. */
  loadByOriginal(freeBytes?: number): void {
    this.#run("middle", freeBytes);
  }

  /** Lets the original carry from cargo to the destination. */
  unloadByOriginal(freeBytes?: number): void {
    this.#run("end", freeBytes);
  }

  #run(stage: string, freeBytes?: number): void {
    const ends = [this.drive, this.source, this.destination];
    const room = freeBytes === undefined ? [] : [String(freeBytes)];
    runCommand("python3", "-I", "-S", ORIGINAL, ...ends, stage, ...room);
  }

  /** How the original names a file of the source. */
  legacyPath(path: string): string {
    return join(this.source, path).slice(1);
  }

  /** Changes columns of a row of the original's. */
  setRow(path: string, columns: Record<string, string | number | null>): void {
    using database = new DatabaseSync(this.database);
    for (const [name, value] of Object.entries(columns)) {
      database.prepare(`UPDATE data SET "${name}" = ? WHERE path = ?`)
        .run(value, this.legacyPath(path));
    }
  }

  /** Adds a row that the original may never have written; `path` is taken as it is. */
  addRow(row: Record<string, string | number | null | Uint8Array>): void {
    using database = new DatabaseSync(this.database);
    const { path = null, last_modified = 1_600_000_000, hash = "", middle = 0, end = 0 } = row;
    database.prepare("INSERT INTO data VALUES (?, ?, ?, ?, ?)")
      .run(path, last_modified, hash, middle, end);
  }

  /** What the catalogue holds in a table, read while the program does not run. */
  rowsOf(sql: string): Record<string, unknown>[] {
    using database = new DatabaseSync(join(this.drive, "config", "waterlock.db"));
    const statement = database.prepare(sql);
    statement.setReadBigInts(true);
    return statement.all();
  }

  async importAtSource(...args: string[]): Promise<ProgramResult> {
    return await this.atSource(["import-legacy", this.database, ...args]);
  }

  async importAtDestination(...args: string[]): Promise<ProgramResult> {
    return await this.atDestination(["import-legacy", this.database, ...args]);
  }
}

/** Numbers of files that an import has taken over, by where they are. */
export function takenBy({ summary }: ProgramResult): Record<string, number> {
  const taken: Record<string, { files: number }> = summary.pairs[0].taken;
  return Object.fromEntries(Object.entries(taken).map(([fate, { files }]) => [fate, files]));
}

/** What went wrong, as path and code. */
export function codesOf({ summary }: ProgramResult): string[][] {
  return summary.errors.map(({ path, code }: Record<string, string>) => [path, code]);
}
