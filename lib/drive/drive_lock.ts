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

/**
 * The right to work on a drive, held by one process at a time.
 *
 * It is a `flock(2)` on a file that stays: the system lets go of it when the process ends, however
 * that comes about, so nobody is ever locked out by what is left of a dead one.
 */
export class DriveLock implements Disposable {
  private constructor(private readonly file: Deno.FsFile) {}

  /**
   * @param path absolute path of the lock file, made when it is missing
   * @throws {WaterlockError} `failed` when another process holds it, naming that one
   * @throws {Error} the system's own when the file cannot be written
   */
  static acquire(path: string, holder: LockHolder): DriveLock {
    const file = Deno.openSync(path, { read: true, write: true, create: true });
    if (!file.tryLockSync(true)) {
      file.close();
      throw new WaterlockError(
        "failed",
        `Another waterlock is at work on this drive${describeHolder(path)}`,
        "Wait until it has ended, or end it, then run this again",
      );
    }
    file.truncateSync();
    file.writeSync(new TextEncoder().encode(JSON.stringify(holder) + "\n"));
    return new DriveLock(file);
  }

  [Symbol.dispose](): void {
    using file = this.file;
    try {
      file.truncateSync();
    } finally {
      // A close lets go of it only once no child that was begun meanwhile has the file as well. On
      // Windows none ever has, and Wine refuses this.
      if (Deno.build.os !== "windows") file.unlockSync();
    }
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
