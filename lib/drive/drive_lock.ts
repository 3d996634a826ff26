import { FileLock } from "../filesystem/file_lock.ts";
import { readWholeFile } from "../filesystem/read_whole_file.ts";
import { WaterlockError } from "../model/errors.ts";

/** Who works on a drive; written into its lock file. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  readonly command: string;
  /** ISO 8601. */
  readonly since: string;
}

/** The right to work on a drive, held by one process at a time. */
export class DriveLock implements Disposable {
  private constructor(private readonly lock: FileLock) {}

  /**
   * @param path absolute path of the lock file, made when it is missing
   * @throws {WaterlockError} `failed` when another process holds it, naming that one
   * @throws {Error} the system's own when the file cannot be written
   */
  static acquire(path: string, holder: LockHolder): DriveLock {
    const lock = FileLock.tryAcquire(path);
    if (!lock) {
      throw new WaterlockError(
        "failed",
        `Another waterlock is at work on this drive${describeHolder(path)}`,
        "Wait until it has ended, or end it, then run this again",
      );
    }
    lock.file.truncateSync();
    lock.file.writeSync(new TextEncoder().encode(JSON.stringify(holder) + "\n"));
    return new DriveLock(lock);
  }

  [Symbol.dispose](): void {
    using lock = this.lock;
    lock.file.truncateSync();
  }
}

function describeHolder(path: string): string {
  try {
    const holder = JSON.parse(readWholeFile(path)) as Partial<LockHolder>;
    return `: process ${holder.pid} on ${holder.host}, "${holder.command}" since ${holder.since}`;
  } catch {
    // Windows locks the content too, and a holder may be between locking and writing.
    return "";
  }
}
