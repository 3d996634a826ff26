import { copyBothWays } from "./copy_both_ways.ts";
import { ORIGINAL } from "./peers.ts";
import { atMost } from "./result.ts";
import type { Workload } from "./workload.ts";

const FILES = 4, MIB_EACH = 512, MIB = 2 ** 20;

/** A few large files, side by side: the video that Waterlock is made for. */
export const LARGE_FILES: Workload = {
  name: "large-files",
  measure: async (ground) => {
    const mibEach = Math.max(1, Math.round(MIB_EACH * ground.size));
    return await copyBothWays({
      workload: LARGE_FILES.name,
      what: `${FILES} × ${mibEach} MiB`,
      shape: { files: FILES, bytesEach: mibEach * MIB },
      drive: "ext4",
      bounds: { ext4: { [ORIGINAL]: atMost(0.7) } },
      hashingBound: atMost(1.35),
    }, ground);
  },
};
