import { BenchFailure } from "./bench_failure.ts";
import { showCount } from "./delivered_tree.ts";
import { atMost, type Result } from "./result.ts";
import type { Workload } from "./workload.ts";

const FOLDERS = 1000, FILES_IN_FOLDER = 1000;
const LIMIT = atMost(300 * 2 ** 20);

/**
 * The most memory that Waterlock has at a time with very many files in catalogue and source. Each
 * command is run once: what it holds does not depend on how busy the machine is.
 */
export const MEMORY: Workload = {
  name: "memory",
  measure: async (ground) => {
    if (Deno.build.os !== "linux") {
      throw new BenchFailure("Only Linux tells a child's memory", "Measure it there");
    }
    const files = Math.max(1, Math.round(FOLDERS * ground.size)) * FILES_IN_FOLDER;
    const { drive, peaks } = await ground.trees.take(ground, files, "adopted");
    const commands = {
      "load": drive.load,
      "status": drive.status,
      "verify source": drive.verify("source"),
      "verify destination": drive.verify("destination"),
    };
    const measured = new Map(peaks);
    for (const [name, words] of Object.entries(commands)) {
      ground.say(`memory, ${showCount(files)}: ${name}`);
      measured.set(name, await drive.watch(words));
    }
    return Array.from(measured, ([name, peakBytes]): Result => ({
      workload: MEMORY.name,
      what: `most memory, ${showCount(files)}: ${name}`,
      unit: "bytes",
      waterlock: [peakBytes],
      peers: [],
      ...(name.startsWith("adopt") ? {} : { bound: LIMIT }),
    }));
  },
};
