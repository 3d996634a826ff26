import { copyBothWays } from "./copy_both_ways.ts";
import { ORIGINAL } from "./peers.ts";
import { atMost } from "./result.ts";
import type { Workload } from "./workload.ts";

const MIB_ALL = 2048, MIB = 2 ** 20;

/** One file, which leaves nothing to share out among the cores but reading, hashing and writing. */
export const ONE_FILE: Workload = {
  name: "one-file",
  measure: async (ground) => {
    const mib = Math.max(1, Math.round(MIB_ALL * ground.size));
    return await copyBothWays({
      workload: ONE_FILE.name,
      what: `1 × ${mib} MiB`,
      shape: { files: 1, bytesEach: mib * MIB },
      drive: "ext4",
      bounds: { ext4: { [ORIGINAL]: atMost(0.85) } },
    }, ground);
  },
};
