import { join } from "node:path";
import { assertSameTrees } from "../e2e/trees.ts";
import { TwoComputers } from "../e2e/two_computers.ts";
import { isLoopPermitted, LoopDisk } from "../fixtures/loop_disk.ts";
import { runCommand } from "../fixtures/run_command.ts";
import { performStage } from "./perform_stage.ts";

const DATE = "2020-05-01T12:00:00Z", LATER = "2021-05-01T12:00:00Z";

Deno.test({
  ignore: !isLoopPermitted("ext4"),
  name: "times and modes that were changed at the source outlast a power cut at the destination",
  async fn() {
    using disk = new LoopDisk("ext4", 64 * 1024 * 1024);
    using computers = new TwoComputers();
    const { drive, source } = computers, destination = join(disk.path, "backup");
    Deno.mkdirSync(destination);
    computers.configure({}, destination);
    for (const name of ["touched", "hidden", "in/folder"]) computers.write(name, name, DATE);
    await performStage(drive, "load");
    await performStage(drive, "unload");
    runCommand("sync");
    computers.write("touched", "touched", LATER);
    Deno.chmodSync(join(source, "touched"), 0o640);
    Deno.chmodSync(join(source, "hidden"), 0o200);
    Deno.chmodSync(join(source, "in"), 0o700);
    await performStage(drive, "load");
    await performStage(drive, "unload");
    cutPower(disk);
    await assertSameTrees(source, destination);
  },
});

/** `EXT4_IOC_SHUTDOWN` of Linux's ext4.h, without writing the journal first: nothing more is written. */
const SHUTDOWN = 0x8004587dn, WITHOUT_LOG = 2;

function cutPower(disk: LoopDisk): void {
  const c = Deno.dlopen("libc.so.6", {
    open: { parameters: ["buffer", "i32"], result: "i32" },
    ioctl: { parameters: ["i32", "u64", "buffer"], result: "i32" },
    close: { parameters: ["i32"], result: "i32" },
  });
  const file = c.symbols.open(new TextEncoder().encode(disk.path + "\0"), 0);
  const result = c.symbols.ioctl(
    file,
    SHUTDOWN,
    new Uint8Array(new Uint32Array([WITHOUT_LOG]).buffer),
  );
  c.symbols.close(file);
  c.close();
  if (result !== 0) throw new Error("The power cannot be cut");
  runCommand("umount", disk.path);
  runCommand("mount", disk.device, disk.path);
}
