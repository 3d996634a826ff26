import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { runCommand } from "../fixtures/run_command.ts";
import { asOrdinaryUser } from "./ordinary_user.ts";
import { assertSameTrees, setTimes } from "./trees.ts";
import { TwoComputers } from "./two_computers.ts";
import { onLinks, onLinux, onModes } from "./where_it_exists.ts";

const DATE = "2020-05-01T12:00:00Z";

Deno.test({
  ...onLinux,
  name: "times to the nanosecond, modes, links and empty folders arrive as they are",
  async fn() {
    using computers = new TwoComputers();
    const { source } = computers;
    const times: Record<string, bigint> = {
      "read-only": 1_600_000_000_123_456_789n,
      "folder/secret": -1n,
      "folder/program": -1_234_567_890_987_654_321n,
      "set user id": 4_102_444_800_000_000_001n,
      "folder/beside": 1_000_000_001n,
      "absolute": -999_999_999n,
      "dangling": 2_000_000_002n,
      "to proc": 3n,
      "folder/empty": 4_000_000_004n,
      "folder": -5_000_000_005n,
    };
    const modes = { "read-only": 0o444, "folder/secret": 0o600, "folder/program": 0o751 };
    for (const [path, mode] of Object.entries({ ...modes, "set user id": 0o4755 })) {
      Deno.chmodSync(computers.write(path, path), mode);
    }
    Deno.symlinkSync("secret", join(source, "folder/beside"));
    Deno.symlinkSync(source, join(source, "absolute"));
    Deno.symlinkSync("../nowhere at all", join(source, "dangling"));
    Deno.symlinkSync("/proc/self/mounts", join(source, "to proc"));
    Deno.mkdirSync(join(source, "folder/empty"), { mode: 0o700 });
    Deno.chmodSync(join(source, "folder"), 0o555);
    await setTimes(source, times);

    await computers.trip();
    await assertSameTrees(source, computers.destination);
    const again = await computers.atSource(["load"]);
    strictEqual(again.code, 0);
    strictEqual(again.summary.pairs[0].carried.files, 0);
  },
});

Deno.test({
  ...onLinux,
  name: "a folder of mode 0555 takes in files over two trips, and its mode and time are kept",
  async fn() {
    using computers = new TwoComputers();
    const folder = join(computers.source, "closed");
    const close = async (date: bigint) => {
      Deno.chmodSync(folder, 0o555);
      await setTimes(computers.source, { closed: date });
    };
    computers.write("closed/first", "1", DATE);
    await close(1_111_111_111n);
    const user = asOrdinaryUser(computers);
    strictEqual((await computers.atSource(["load"], user)).code, 0);
    strictEqual((await computers.atDestination(["unload", "--yes"], user)).code, 0);
    await assertSameTrees(computers.source, computers.destination);

    Deno.chmodSync(folder, 0o755);
    Deno.chmodSync(computers.write("closed/second", "2", DATE), 0o444);
    await close(2_222_222_222n);
    runCommand("chown", "-R", "--reference", folder, folder);
    strictEqual((await computers.atSource(["load"], user)).code, 0);
    const unloaded = await computers.atDestination(["unload"], user);
    strictEqual(unloaded.code, 0, unloaded.stdout);
    await assertSameTrees(computers.source, computers.destination);
  },
});

Deno.test({
  ...onModes,
  name: "another mode alone is applied at the next unload, and no bytes are carried for it",
  async fn() {
    using computers = new TwoComputers();
    const file = computers.write("folder/file", "same", DATE);
    await computers.trip();
    Deno.chmodSync(file, 0o700);
    Deno.chmodSync(join(computers.source, "folder"), 0o711);
    const loaded = await computers.atSource(["load"]);
    deepStrictEqual([loaded.code, loaded.summary.pairs[0].carried.files], [0, 0]);
    const unloaded = await computers.atDestination(["unload"]);
    strictEqual(unloaded.code, 0);
    const { carried, instructed } = unloaded.summary.pairs[0];
    deepStrictEqual([carried.files, instructed], [0, { files: 1, bytes: 4 }]);
    await assertSameTrees(computers.source, computers.destination);
    const further = await computers.atDestination(["unload"]);
    strictEqual(further.summary.pairs[0].instructed.files, 0);
  },
});

Deno.test({
  ...onModes,
  name:
    "somebody's own file in the place of what was brought is not opened to others by another mode",
  async fn() {
    using computers = new TwoComputers();
    const file = computers.write("file", "same", DATE);
    await computers.trip();
    const own = join(computers.destination, "file");
    Deno.writeTextFileSync(own, "a secret of somebody's own");
    Deno.chmodSync(own, 0o600);
    Deno.chmodSync(file, 0o755);
    await computers.atSource(["load"]);
    const unloaded = await computers.atDestination(["unload"]);
    deepStrictEqual([unloaded.code, unloaded.summary.pairs[0].instructed.files], [0, 0]);
    strictEqual(Deno.statSync(own).mode! & 0o777, 0o600);
  },
});

/** A source with links of every kind. */
function writeLinks({ source, root }: TwoComputers): void {
  Deno.mkdirSync(join(root, "elsewhere"));
  Deno.writeTextFileSync(join(root, "elsewhere/film"), "film");
  Deno.mkdirSync(join(source, "folder"));
  Deno.writeTextFileSync(join(source, "plain"), "plain");
  for (const [name, target] of Object.entries({ "to file": "plain", "folder/up": ".." })) {
    Deno.symlinkSync(target, join(source, name));
  }
  Deno.symlinkSync(join(root, "elsewhere"), join(source, "to folder"));
  Deno.symlinkSync("nothing", join(source, "to nothing"));
}

Deno.test({
  ...onLinks,
  name:
    'with symlinks = "follow" what links point to arrives; a loop and a dangling link are reported',
  async fn() {
    using computers = new TwoComputers({ pairLines: ['symlinks = "follow"'] });
    writeLinks(computers);
    const loaded = await computers.atSource(["load"]);
    strictEqual(loaded.code, 3);
    deepStrictEqual(
      loaded.summary.errors.map(({ code, path }: Record<string, string>) => [code, path]).sort(),
      [["dangling-link", "to nothing"], ["link-loop", "folder/up/"]],
    );
    const unloaded = await computers.atDestination(["unload", "--yes"]);
    strictEqual(unloaded.code, 0);
    strictEqual(computers.arrived("to file"), "plain");
    strictEqual(computers.arrived("to folder/film"), "film");
    ok(Deno.lstatSync(join(computers.destination, "to file")).isFile);
    const again = await computers.atSource(["load"]);
    strictEqual(again.summary.pairs[0].carried.files, 0);
  },
});

Deno.test({
  ...onLinks,
  name: 'with symlinks = "skip" no link travels, and nothing is wrong',
  async fn() {
    using computers = new TwoComputers({ pairLines: ['symlinks = "skip"'] });
    writeLinks(computers);
    await computers.trip();
    const arrived = Array.from(Deno.readDirSync(computers.destination), ({ name }) => name).sort();
    deepStrictEqual(arrived, [".waterlock", "folder", "plain"]);
  },
});

Deno.test({
  ...onLinux,
  name: "pipes and sockets are reported and left, and all is well",
  async fn() {
    using computers = new TwoComputers();
    computers.write("file", "file", DATE);
    runCommand("mkfifo", join(computers.source, "pipe"));
    using _socket = Deno.listen({ transport: "unix", path: join(computers.source, "socket") });
    const { loaded } = await computers.trip();
    deepStrictEqual(
      loaded.summary.errors.map(({ code, path }: Record<string, string>) => [code, path]).sort(),
      [["special-file", "pipe"], ["special-file", "socket"]],
    );
    strictEqual(computers.arrived("file"), "file");
    strictEqual((await computers.atSource(["load"])).code, 0);
  },
});
