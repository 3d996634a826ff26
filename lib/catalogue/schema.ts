import { foldCargoNames } from "./cargo.ts";
import type { Database } from "./database.ts";

/** Statements, and what SQL alone cannot do behind them. */
export type Migration = string | {
  readonly sql: string;
  readonly fill: (database: Database) => void;
};

/**
 * The migrations of the catalogue: number N brings `PRAGMA user_version` from N to N + 1. One that
 * has been released is never edited; a new one is added behind it.
 *
 * Times of files are nanoseconds since 1970, times of trips milliseconds since 1970, digests the 64
 * bytes of BLAKE2b-512, paths as `RelativePath` has them (folders end with `/`).
 */
export const MIGRATIONS: readonly Migration[] = [
  `
  CREATE TABLE pair (
    pair_id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    uuid TEXT NOT NULL,
    accepted_destination TEXT
  ) STRICT;

  CREATE TABLE trip (
    trip_id INTEGER PRIMARY KEY,
    pair_id INTEGER NOT NULL REFERENCES pair,
    number INTEGER NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('load', 'unload')),
    host TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at INTEGER,
    carried_files INTEGER NOT NULL DEFAULT 0,
    carried_bytes INTEGER NOT NULL DEFAULT 0,
    instructed_files INTEGER NOT NULL DEFAULT 0,
    instructed_bytes INTEGER NOT NULL DEFAULT 0,
    waiting_files INTEGER NOT NULL DEFAULT 0,
    waiting_bytes INTEGER NOT NULL DEFAULT 0,
    failed_files INTEGER NOT NULL DEFAULT 0,
    failed_bytes INTEGER NOT NULL DEFAULT 0,
    removed_files INTEGER NOT NULL DEFAULT 0,
    removed_bytes INTEGER NOT NULL DEFAULT 0,
    result TEXT NOT NULL DEFAULT 'running'
      CHECK (result IN ('running', 'done', 'partial', 'damaged', 'failed', 'interrupted'))
  ) STRICT;

  -- The source's latest version of each path, and where it is on its way.
  CREATE TABLE entry (
    entry_id INTEGER PRIMARY KEY,
    pair_id INTEGER NOT NULL REFERENCES pair,
    path TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('file', 'link', 'folder')),
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    mode INTEGER,
    link_target TEXT,
    digest BLOB CHECK (length(digest) = 64),
    state TEXT NOT NULL CHECK
      (state IN ('pending', 'aboard', 'delivered', 'skipped', 'removal', 'removed', 'damaged')),
    problem TEXT, -- why the last load could not carry it
    UNIQUE (pair_id, path)
  ) STRICT;
  CREATE INDEX entry_to_load ON entry (pair_id, kind, mtime_ns, entry_id)
    WHERE state IN ('pending', 'damaged');
  CREATE INDEX entry_to_remove ON entry (pair_id, entry_id) WHERE state = 'removal';
  CREATE INDEX entry_folder ON entry (pair_id, state, path) WHERE kind = 'folder';

  -- The version of a file or link that was last loaded. on_drive: its parts lie in cargo. arrived: it need not be
  -- unloaded any more, so its parts may be dumped.
  CREATE TABLE cargo (
    entry_id INTEGER PRIMARY KEY REFERENCES entry ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('file', 'link')),
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    mode INTEGER,
    link_target TEXT,
    digest BLOB CHECK (length(digest) = 64),
    trip_id INTEGER NOT NULL REFERENCES trip,
    proof TEXT CHECK (proof IN ('cold', 'reread')),
    on_drive INTEGER NOT NULL CHECK (on_drive IN (0, 1)),
    arrived INTEGER NOT NULL DEFAULT 0 CHECK (arrived IN (0, 1))
  ) STRICT;
  CREATE INDEX cargo_to_unload ON cargo (entry_id) WHERE arrived = 0;
  CREATE INDEX cargo_to_dump ON cargo (trip_id, entry_id) WHERE on_drive = 1;

  -- The files under cargo/<pair>/ that a version's bytes lie in, one behind the other.
  CREATE TABLE cargo_part (
    entry_id INTEGER NOT NULL REFERENCES cargo ON DELETE CASCADE,
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    size INTEGER NOT NULL,
    digest BLOB NOT NULL CHECK (length(digest) = 64),
    PRIMARY KEY (entry_id, number)
  ) STRICT, WITHOUT ROWID;

  -- The version that is at the destination.
  CREATE TABLE delivery (
    entry_id INTEGER PRIMARY KEY REFERENCES entry ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('file', 'link', 'folder')),
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    mode INTEGER,
    link_target TEXT,
    digest BLOB CHECK (length(digest) = 64),
    trip_id INTEGER NOT NULL REFERENCES trip,
    proof TEXT CHECK (proof IN ('cold', 'reread')),
    proven_at INTEGER NOT NULL
  ) STRICT;

  -- Files that a killed run may have left half done: written before the first byte is. replaces: an
  -- older version lay under that name.
  CREATE TABLE in_flight (
    pair_id INTEGER NOT NULL REFERENCES pair,
    side TEXT NOT NULL CHECK (side IN ('drive', 'destination')),
    path TEXT NOT NULL,
    replaces INTEGER NOT NULL CHECK (replaces IN (0, 1)),
    PRIMARY KEY (pair_id, side, path)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- When the bytes were last read and had their digest: at the source, on the drive. Null: never but
  -- when they were loaded. Milliseconds since 1970.
  ALTER TABLE entry ADD COLUMN verified_at INTEGER;
  ALTER TABLE cargo ADD COLUMN verified_at INTEGER;

  -- What somebody else brought to the destination, as adopt or the original Waterlock's database
  -- tells it. size and digest are null where they are not known.
  CREATE TABLE adopted (
    pair_id INTEGER NOT NULL REFERENCES pair,
    path TEXT NOT NULL,
    size INTEGER,
    mtime_ns INTEGER NOT NULL,
    digest BLOB CHECK (length(digest) = 64),
    PRIMARY KEY (pair_id, path)
  ) STRICT, WITHOUT ROWID;

  -- By digest what need not be carried is found, by size what is worth hashing for it.
  CREATE INDEX delivery_digest ON delivery (digest) WHERE digest IS NOT NULL;
  CREATE INDEX delivery_size ON delivery (size) WHERE digest IS NOT NULL;
  CREATE INDEX cargo_digest ON cargo (digest) WHERE digest IS NOT NULL;
  CREATE INDEX cargo_size ON cargo (size) WHERE digest IS NOT NULL;
  CREATE INDEX adopted_digest ON adopted (digest) WHERE digest IS NOT NULL;
  CREATE INDEX adopted_size ON adopted (pair_id, size) WHERE digest IS NOT NULL;
  -- The longest unverified first.
  CREATE INDEX delivery_proven ON delivery (proven_at, entry_id);
  `,
  `
  -- How many files the stage proved by reading the medium, and how many perhaps from a cache.
  ALTER TABLE trip ADD COLUMN proven_cold INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE trip ADD COLUMN proven_reread INTEGER NOT NULL DEFAULT 0;
  `,
  `
  -- What takes up room on the drive, and what waits at the source, is added up at every load.
  CREATE INDEX cargo_on_drive ON cargo (arrived, entry_id, size) WHERE on_drive = 1;
  DROP INDEX entry_to_load;
  CREATE INDEX entry_to_load ON entry (pair_id, kind, mtime_ns, entry_id, size)
    WHERE state IN ('pending', 'damaged');
  `,
  {
    sql: `
    -- The name as the most forgetful file system would have it, below the pair's number: whose name
    -- another one would be taken for is found before it is made.
    ALTER TABLE cargo_part ADD COLUMN folded TEXT NOT NULL DEFAULT '';
    CREATE INDEX cargo_part_folded ON cargo_part (folded);
    -- Which names the accepted destination gives; null until it is decided.
    ALTER TABLE pair ADD COLUMN names TEXT CHECK (names IN ('true', 'portable'));
    -- Paths whose last part the destination takes for another one beside it, and how many letters of it
    -- are encoded there to tell them apart.
    CREATE TABLE told_apart (
      pair_id INTEGER NOT NULL REFERENCES pair,
      path TEXT NOT NULL,
      letters INTEGER NOT NULL,
      PRIMARY KEY (pair_id, path)
    ) STRICT, WITHOUT ROWID;
    `,
    fill: foldCargoNames,
  },
  `
  -- What the source's file system shows as the time of an entry that is as it was, where that is not the
  -- time it had: the clocks were changed, or another system looks. Null: the entry's own.
  ALTER TABLE entry ADD COLUMN shown_mtime_ns INTEGER;
  `,
  `
  -- One row: which drive this is, so that its snapshot at a destination is told from another one's.
  CREATE TABLE drive (uuid TEXT NOT NULL) STRICT;
  INSERT INTO drive (uuid) VALUES (lower(hex(randomblob(16))));

  -- How much of each receipt file at the destination has been read, or was written by this drive.
  CREATE TABLE receipt (
    pair_id INTEGER NOT NULL REFERENCES pair,
    name TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    PRIMARY KEY (pair_id, name)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- A part is told by the first byte of the version that it holds; one file holds all from 0 on.
  ALTER TABLE cargo_part RENAME COLUMN number TO start;

  -- The parts of a version that lie, proven, under its partial name at the destination, until the
  -- last of them is there. The digest of its cargo is null until all of the source was read for it.
  CREATE TABLE arrived_part (
    entry_id INTEGER NOT NULL REFERENCES cargo ON DELETE CASCADE,
    start INTEGER NOT NULL,
    size INTEGER NOT NULL,
    digest BLOB NOT NULL CHECK (length(digest) = 64),
    PRIMARY KEY (entry_id, start)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX cargo_in_parts ON cargo (entry_id) WHERE kind = 'file' AND digest IS NULL;
  `,
  `
  -- How many bytes of a large partial are synced, and the version that it is of: there the next run
  -- goes on.
  ALTER TABLE in_flight ADD COLUMN entry_id INTEGER;
  ALTER TABLE in_flight ADD COLUMN size INTEGER;
  ALTER TABLE in_flight ADD COLUMN mtime_ns INTEGER;
  ALTER TABLE in_flight ADD COLUMN synced INTEGER NOT NULL DEFAULT 0;
  `,
  `
  -- The verifications of each end of a pair: how much had its digest, was faulty, did not get its turn.
  CREATE TABLE visit (
    visit_id INTEGER PRIMARY KEY,
    pair_id INTEGER NOT NULL REFERENCES pair,
    place TEXT NOT NULL CHECK (place IN ('source', 'drive', 'destination')),
    host TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at INTEGER NOT NULL,
    result TEXT NOT NULL
      CHECK (result IN ('done', 'partial', 'damaged', 'failed', 'interrupted')),
    verified_files INTEGER NOT NULL,
    verified_bytes INTEGER NOT NULL,
    faulty_files INTEGER NOT NULL,
    faulty_bytes INTEGER NOT NULL,
    left_files INTEGER NOT NULL,
    left_bytes INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX visit_of_place ON visit (pair_id, place, visit_id);
  `,
  `
  -- What the last scan of its source found gone, until somebody says what that means.
  CREATE TABLE missing (
    entry_id INTEGER PRIMARY KEY REFERENCES entry ON DELETE CASCADE
  ) STRICT;
  `,
  `
  -- Names that the last scan of a source could make no entry of, by the code of what is wrong with them;
  -- the example is a text to be shown, and most often no path.
  CREATE TABLE passed_over (
    pair_id INTEGER NOT NULL REFERENCES pair,
    code TEXT NOT NULL,
    names INTEGER NOT NULL,
    example TEXT NOT NULL,
    PRIMARY KEY (pair_id, code)
  ) STRICT, WITHOUT ROWID;
  `,
];
