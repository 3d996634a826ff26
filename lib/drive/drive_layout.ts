import { dirname, join, resolve } from "node:path";

/** Where everything lies on a drive, as absolute paths. */
export interface DriveLayout {
  readonly root: string;
  readonly configFolder: string;
  readonly config: string;
  readonly catalogue: string;
  /** The last good copy of the catalogue. */
  readonly snapshot: string;
  /** The checksums of both when they were last closed. */
  readonly seal: string;
  readonly lock: string;
  readonly cargo: string;
  /** The page that `report` writes. */
  readonly report: string;
  /** For the person at the other end. */
  readonly readMe: string;
}

/** The layout of the drive whose root is `root`. */
export function layoutDrive(root: string): DriveLayout {
  const configFolder = join(root, "config");
  return {
    root,
    configFolder,
    config: join(configFolder, "waterlock.toml"),
    catalogue: join(configFolder, "waterlock.db"),
    snapshot: join(configFolder, "waterlock.db.bak"),
    seal: join(configFolder, "waterlock.db.seal"),
    lock: join(configFolder, "waterlock.lock"),
    cargo: join(root, "cargo"),
    report: join(configFolder, "report.html"),
    readMe: join(root, "README.txt"),
  };
}

/** What tells where the drive is. */
export interface DriveClues {
  /** The flag `--drive`. */
  readonly flag: string | undefined;
  /** The variable `WATERLOCK_DRIVE`. */
  readonly variable: string | undefined;
  /** Where the compiled program lies, or undefined when run from a checkout. */
  readonly executable: string | undefined;
  readonly currentFolder: string;
}

/** The drive's root: as told, else the folder the program lies in, else the current folder. */
export function locateDrive(clues: DriveClues): string {
  const told = clues.flag ?? (clues.variable || undefined);
  if (told !== undefined) return resolve(clues.currentFolder, told);
  return clues.executable ? dirname(clues.executable) : clues.currentFolder;
}
