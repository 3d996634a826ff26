/**
 * The right to something, which one process has at a time: a `flock(2)` on a file that stays. The system
 * lets go of it when the process ends, however that comes about.
 */
export class FileLock implements Disposable {
  private constructor(readonly file: Deno.FsFile) {}

  /**
   * @param path absolute path of the file, made when it is missing
   * @returns undefined when another process has it
   * @throws {Error} the system's own when the file cannot be written, or nothing be locked there
   */
  static tryAcquire(path: string): FileLock | undefined {
    const file = Deno.openSync(path, { read: true, write: true, create: true });
    try {
      if (file.tryLockSync(true)) return new FileLock(file);
    } catch (error) {
      file.close();
      throw error;
    }
    file.close();
    return undefined;
  }

  [Symbol.dispose](): void {
    using file = this.file;
    // A close lets go of it only once no child that was begun meanwhile has the file as well. On Windows
    // none ever has, and Wine refuses this.
    if (Deno.build.os !== "windows") file.unlockSync();
  }
}
