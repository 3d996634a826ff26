/**
 * Runs the tests from outside with every drive on a disk of the file system that drives have: made in a
 * file, and mounted by the daemon that Debian has for it.
 *
 *     deno task test:exfat
 *     deno task test:ntfs
 *     … tests/e2e/trip_test.ts   some of them
 *
 * Where it cannot be mounted it says so in one line, and ends well. What such a disk has none of (links,
 * modes) is ignored by the tests themselves, `tests/e2e/drives.ts` says which.
 */
import { fileURLToPath } from "node:url";
import { type DiskKind, isLoopPermitted, LoopDisk } from "../tests/fixtures/loop_disk.ts";

const CHECKOUT = fileURLToPath(new URL("..", import.meta.url));
const DISK_BYTES = 2 ** 32;
/** The user that tests of an ordinary one are run as. */
const NOBODY = 65534;

const [kind, ...tests] = Deno.args;
if (kind !== "exfat" && kind !== "ntfs") {
  console.error("Name the file system: exfat or ntfs");
  Deno.exit(2);
}
if (!isLoopPermitted(kind)) {
  console.log(`Skipped, nothing of drives with ${kind} was tested.`);
  Deno.exit(0);
}
Deno.exit(await test(kind, tests.length > 0 ? tests : ["tests/smoke_test.ts", "tests/e2e/"]));

/** @returns the exit code of the tests */
async function test(kind: DiskKind, tests: readonly string[]): Promise<number> {
  // As a desktop mounts it: it is the user's who sits there, who may do anything on it.
  using disk = new LoopDisk(kind, DISK_BYTES, `umask=0,uid=${NOBODY},gid=${NOBODY}`);
  const { code } = await new Deno.Command(Deno.execPath(), {
    args: ["test", "--parallel", "--quiet", "--no-prompt", "--allow-all", ...tests],
    cwd: CHECKOUT,
    env: { WATERLOCK_TEST_DRIVES: disk.path },
  }).spawn().status;
  return code;
}
