import { deepStrictEqual } from "node:assert/strict";
import { pluggedAmong } from "../../lib/filesystem/plugged_mounts.ts";

// As Debian 12 tells it of a server with two USB disks, a share and a system disk.
const MOUNTINFO = `
22 28 0:20 / /proc rw,nosuid - proc proc rw
28 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw,errors=remount-ro
90 28 8:2 / /srv/media rw,relatime shared:2 - ext4 /dev/sda2 rw
95 28 0:44 / /mnt/nas rw,relatime shared:3 - nfs4 nas:/export rw,vers=4.2
101 28 8:17 / /media/anna/WD\\040Elements rw,nosuid shared:4 - exfat /dev/sdb1 rw
105 28 8:33 / /run/media/anna/TRIP rw,nosuid shared:5 - fuseblk /dev/sdc1 rw
106 28 8:33 / /run/media/anna/TRIP rw,nosuid shared:5 - fuseblk /dev/sdc1 rw
`;

Deno.test("what is plugged in is told from the system's disks, from shares and from other folders", () => {
  deepStrictEqual(pluggedAmong(MOUNTINFO), ["/media/anna/WD Elements", "/run/media/anna/TRIP"]);
  deepStrictEqual(pluggedAmong(""), []);
});
