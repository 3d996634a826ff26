import { FileLock } from "../filesystem/file_lock.ts";
import { readWholeFile } from "../filesystem/read_whole_file.ts";
import { WaterlockError } from "../model/errors.ts";
import { LOCKED } from "../vocabulary.ts";

/** Who works on a drive; written into its lock file. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  readonly command: string;
  /** ISO 8601. */
  readonly since: string;
}

/**
 * The right to work on a drive, held by one process at a time. Its file stays, and tells which drive this
 * is even where the catalogue is lost, with its seal and its snapshot.
 */
export class DriveLock implements Disposable {
  private constructor(
    private readonly lock: FileLock,
    private readonly holder: LockHolder,
    private noted: string | undefined,
  ) {
    this.#write({ ...holder, drive: noted });
  }

  /**
   * @param path absolute path of the lock file, made when it is missing
   * @throws {WaterlockError} `failed` when another process holds it, naming that one
   * @throws {Error} the system's own when the file cannot be written
   */
  static acquire(path: string, holder: LockHolder): DriveLock {
    const drive = readLockFile(path)?.drive;
    const lock = FileLock.tryAcquire(path);
    if (!lock) throw new WaterlockError("failed", ...LOCKED.drive(readLockFile(path)));
    return new DriveLock(lock, holder, typeof drive === "string" ? drive : undefined);
  }

  /** The uuid of the catalogue that was last open here; undefined where none has been. */
  get drive(): string | undefined {
    return this.noted;
  }

  /** Notes whose catalogue is open. */
  noteDrive(drive: string): void {
    if (this.noted === drive) return;
    this.noted = drive;
    this.#write({ ...this.holder, drive });
  }

  [Symbol.dispose](): void {
    using _lock = this.lock;
    this.#write(this.noted === undefined ? undefined : { drive: this.noted });
  }

  #write(content: Partial<LockFile> | undefined): void {
    const { file } = this.lock;
    file.truncateSync();
    file.seekSync(0, Deno.SeekMode.Start);
    if (content) file.writeSync(new TextEncoder().encode(JSON.stringify(content) + "\n"));
  }
}

interface LockFile extends LockHolder {
  readonly drive: string | undefined;
}

function readLockFile(path: string): Partial<LockFile> | undefined {
  try {
    return JSON.parse(readWholeFile(path));
  } catch {
    // Windows locks the content too, and a holder may be between locking and writing.
    return undefined;
  }
}
