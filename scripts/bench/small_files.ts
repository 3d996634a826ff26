import { join } from "node:path";
import { copyBothWays } from "./copy_both_ways.ts";
import { CP, ORIGINAL, RCLONE } from "./peers.ts";
import { atMost, FASTER, type Result } from "./result.ts";
import type { Workload } from "./workload.ts";

const FILES = 20_000, FILES_IN_FOLDER = 200, KIB_EACH = 8;
const AGAINST_OTHERS = { [ORIGINAL]: FASTER, [RCLONE]: FASTER };
const BOUNDS = {
  ext4: { [CP]: atMost(4), ...AGAINST_OTHERS },
  "exfat-fuse": { [CP]: atMost(2.2), ...AGAINST_OTHERS },
};

/** Many small files, where each file's own cost is all that counts. */
export const SMALL_FILES: Workload = {
  name: "small-files",
  measure: async (ground) => {
    const files = Math.max(1, Math.round(FILES * ground.size));
    const results: Result[] = [];
    for (const drive of ["ext4", "exfat-fuse"] as const) {
      const reason = drive === "ext4" ? undefined : ground.whyNoImage(drive);
      if (reason !== undefined) {
        ground.note(`Not measured: small files on ${drive} (${reason})`);
        continue;
      }
      const folder = join(ground.folder, drive);
      Deno.mkdirSync(folder);
      results.push(
        ...await copyBothWays({
          workload: SMALL_FILES.name,
          what: `${files.toLocaleString("en")} × ${KIB_EACH} KiB`,
          shape: { files, bytesEach: KIB_EACH * 1024, filesInFolder: FILES_IN_FOLDER },
          drive,
          bounds: BOUNDS,
        }, { ...ground, folder }),
      );
    }
    return results;
  },
};
