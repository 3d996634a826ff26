import { runCommand } from "../fixtures/run_command.ts";

/** A small file system in memory, mounted over a folder for as long as the test lasts. */
export class DiskAt implements Disposable {
  /** @param path a folder, whose content is hidden meanwhile */
  constructor(private readonly path: string, bytes: number) {
    runCommand("mount", "-t", "tmpfs", "-o", `size=${bytes}`, "waterlock-test", path);
  }

  [Symbol.dispose](): void {
    // A test that yanks it has unmounted it already.
    new Deno.Command("umount", { args: ["-l", this.path] }).outputSync();
  }
}
