import { strictEqual } from "node:assert/strict";
import { isDeviceSpinning, isSpinning } from "../../lib/filesystem/spinning_disk.ts";
import { onLinux } from "../fixtures/run_command.ts";
import { isMountingPermitted, SmallDisk } from "../fixtures/small_disk.ts";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";

/** A `/sys` in which a test says what there is. */
class Sys extends TemporaryFolder {
  /** A disk of which its maker says something. */
  disk(name: string, device: string, rotational: string, maker = "DRIVER=sd\n"): void {
    this.write(`devices/${name}/queue/rotational`, `${rotational}\n`);
    this.write(`devices/${name}/device/uevent`, maker);
    this.#number(name, device);
  }

  /** A part of a disk. */
  part(disk: string, name: string, device: string): void {
    this.write(`devices/${disk}/${name}/partition`, "1\n");
    this.#number(`${disk}/${name}`, device);
  }

  /** A volume on other devices. */
  volume(name: string, device: string, ...below: string[]): void {
    this.write(`devices/${name}/queue/rotational`, "0\n");
    for (const one of below) {
      this.folder(`devices/${name}/slaves`);
      this.link(`devices/${name}/slaves/${one.replaceAll("/", "-")}`, this.at(`devices/${one}`));
    }
    this.#number(name, device);
  }

  #number(name: string, device: string): void {
    this.write(`devices/${name}/dev`, `${device}\n`);
    this.folder("dev/block");
    this.link(`dev/block/${device}`, `../../devices/${name}`);
  }

  spins(device: string): boolean | undefined {
    return isDeviceSpinning(device, this.path);
  }
}

Deno.test({
  ...onLinux,
  name: "isSpinning() believes a disk, and a part of one",
  fn: () => {
    using sys = new Sys();
    sys.disk("sda", "8:0", "1");
    sys.part("sda", "sda1", "8:1");
    sys.disk("nvme0n1", "259:0", "0", "NVME_TRTYPE=pcie\n");
    sys.part("nvme0n1", "nvme0n1p1", "259:1");
    strictEqual(sys.spins("8:0"), true);
    strictEqual(sys.spins("8:1"), true);
    strictEqual(sys.spins("259:0"), false);
    strictEqual(sys.spins("259:1"), false);
  },
});

Deno.test({
  ...onLinux,
  name: "isSpinning() looks through volumes and arrays at their disks",
  fn: () => {
    using sys = new Sys();
    sys.disk("sda", "8:0", "1");
    sys.part("sda", "sda1", "8:1");
    sys.disk("sdb", "8:16", "0");
    sys.disk("vda", "254:0", "1", "DRIVER=virtio_blk\n");
    sys.volume("md0", "9:0", "sda/sda1", "sdb");
    sys.volume("dm-0", "253:0", "md0");
    sys.volume("dm-1", "253:1", "sdb");
    sys.volume("dm-2", "253:2", "sdb", "vda");
    strictEqual(sys.spins("253:0"), true);
    strictEqual(sys.spins("253:1"), false);
    strictEqual(sys.spins("253:2"), undefined);
  },
});

Deno.test({
  ...onLinux,
  name: "isSpinning() says that nothing is known of virtual disks, absurd words and a silent /sys",
  fn: () => {
    using sys = new Sys();
    sys.disk("vda", "254:0", "1", "DRIVER=virtio_blk\n");
    sys.disk("sda", "8:0", "1");
    sys.write("devices/sda/device/model", "VBOX HARDDISK\n");
    sys.disk("sdb", "8:16", "perhaps");
    sys.volume("ram0", "1:0");
    sys.volume("dm-0", "253:0", "dm-0");
    for (const device of ["254:0", "8:0", "8:16", "1:0", "253:0", "7:77", "..", ""]) {
      strictEqual(sys.spins(device), undefined, device);
    }
  },
});

Deno.test({
  ...onLinux,
  name: "isSpinning() looks through a loop device at the disk that its file lies on",
  fn: () => {
    using sys = new Sys();
    sys.disk("sda", "8:0", "1");
    sys.write("devices/loop0/loop/backing_file", `${sys.write("image", "")}\n`);
    sys.folder("dev/block");
    sys.link("dev/block/7:0", "../../devices/loop0");
    const device = Deno.statSync(sys.path).dev;
    const numbers = `${(device >> 8) & 0xfff}:${(device & 0xff) | ((device >> 12) & 0xfff00)}`;
    strictEqual(sys.spins("7:0"), undefined);
    sys.link(`dev/block/${numbers}`, "../../devices/sda");
    strictEqual(sys.spins("7:0"), true);
  },
});

Deno.test({
  ignore: !isMountingPermitted(),
  name: "isSpinning() knows nothing of a file system without a disk",
  fn: () => {
    using disk = new SmallDisk(64 * 1024);
    strictEqual(isSpinning(disk.path), undefined);
    strictEqual(isSpinning(`${disk.path}/missing`), undefined);
  },
});
