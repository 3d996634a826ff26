/**
 * A disk that another user has mounted (`mount -o umask=0` by root) and that everybody may write to.
 * What lies on it counts as that user's, so that the system lets nobody else set its times and modes.
 */
import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { statfsSync } from "node:fs";
import { join } from "node:path";
import { type DiskKind, isLoopPermitted, LoopDisk } from "../fixtures/loop_disk.ts";
import { asOrdinaryUser } from "./ordinary_user.ts";
import { runProgram } from "./program.ts";
import { assertSameTrees, findPartials } from "./trees.ts";
import { TwoComputers } from "./two_computers.ts";
import { onOtherUsers } from "./where_it_exists.ts";

const MIB = 1024 * 1024;

type Problem = { path: string; code: string };

for (const kind of ["exfat", "ntfs"] as const satisfies DiskKind[]) {
  Deno.test({
    ignore: onOtherUsers.ignore || !isLoopPermitted(kind),
    name: `an ordinary user does everything on a drive with ${kind} that root has mounted`,
    async fn() {
      using disk = new LoopDisk(kind, 1024 * MIB, "umask=0");
      using computers = new TwoComputers({}, disk.path);
      Deno.removeSync(join(disk.path, "config"), { recursive: true });
      computers.write("film.mov", "film", "2019-01-01T00:00:00Z");
      computers.write("2020/photo.jpg", "photo", "2020-01-01T00:00:00Z");
      computers.write("vast.mov", new Uint8Array(40 * MIB).map((_, at) => at >> 12));
      const user = asOrdinaryUser(computers);
      const done = async (code: number, ...args: string[]) => {
        const result = await runProgram(["--drive", disk.path, "--json", ...args], user);
        strictEqual(result.code, code, result.stdout + result.stderr);
        return result;
      };
      const pair = ["--source", computers.source, "--destination", computers.destination];
      await done(0, "init", "--to", disk.path, "--pair", "media", ...pair);
      // A binary has put itself there as well.
      const { bavail, bsize } = statfsSync(disk.path);
      computers.configure({ reserve: String(bavail * bsize - 30 * MIB) });
      const { carried, failed } = (await done(3, "load")).summary.pairs[0];
      deepStrictEqual([carried.files, failed.files], [2, 0], "of the third a part is aboard");
      await done(0, "verify", "drive");
      await done(0, "unload", "--yes");
      await done(0, "verify", "destination");
      await done(0, "dump", "--yes");
      computers.write("film.mov", "another film", "2021-01-01T00:00:00Z");
      await done(0, "load");
      await done(0, "unload");
      await assertSameTrees(computers.source, computers.destination);
      deepStrictEqual(findPartials(disk.path), []);
      const names = Array.from(Deno.readDirSync(join(disk.path, "config")), ({ name }) => name);
      deepStrictEqual(names.sort(), [
        "waterlock.db",
        "waterlock.db.bak",
        "waterlock.db.seal",
        "waterlock.lock",
        "waterlock.toml",
      ]);
    },
  });
}

Deno.test({
  ignore: onOtherUsers.ignore || !isLoopPermitted("exfat"),
  name: "at a destination that root has mounted no file gets its name without its time",
  async fn() {
    using disk = new LoopDisk("exfat", 32 * MIB, "umask=0");
    using computers = new TwoComputers();
    const destination = join(disk.path, "backup");
    Deno.mkdirSync(destination);
    computers.configure({}, destination);
    computers.write("film.mov", "film", "2019-01-01T00:00:00Z");
    const user = asOrdinaryUser(computers);
    strictEqual((await runProgram(["--drive", computers.drive, "load"], user)).code, 0);
    const unload = ["--drive", computers.drive, "--json", "unload", "--yes"];
    const { code, summary } = await runProgram(unload, user);
    strictEqual(code, 3);
    deepStrictEqual(summary.errors.map(({ path, code }: Problem) => [path, code]), [
      ["film.mov", "write-failed"],
    ]);
    const names = Array.from(Deno.readDirSync(destination), ({ name }) => name);
    deepStrictEqual(names, [".waterlock"]);
  },
});
