import { type DeliveredTree, showCount } from "./delivered_tree.ts";
import { timeCommand, type Words } from "./child.ts";
import { atMost, type Result } from "./result.ts";
import { type Contender, type Measurements, takeTurns } from "./rounds.ts";
import type { Ground, Workload } from "./workload.ts";

const FEW_FOLDERS = 200, MANY_FOLDERS = 1000, FILES_IN_FOLDER = 1000;
const AGAINST_FIND = atMost(3);

/** The load of most days: everything is delivered, and has to be looked at to know that. */
export const NOTHING_CHANGED: Workload = {
  name: "nothing-changed",
  measure: async (ground) => {
    const scaled = (folders: number) =>
      Math.max(1, Math.round(folders * ground.size)) * FILES_IN_FOLDER;
    const few = await ground.trees.take(ground, scaled(FEW_FOLDERS), "carried");
    const many = await ground.trees.take(ground, scaled(MANY_FOLDERS), "adopted");
    const measured: Measurements = new Map();
    const contenders = [few, many].flatMap((tree) => contendersFor(tree, ground));
    for (let round = 0; round < ground.rounds; round++) {
      await takeTurns(contenders, round, measured);
    }
    const values = (kind: Kind, { files }: DeliveredTree) => measured.get(nameOf(kind, files))!;
    const result = (tree: DeliveredTree): Result => ({
      workload: NOTHING_CHANGED.name,
      what: `nothing changed, ${showCount(tree.files)}`,
      unit: "seconds",
      waterlock: values("load", tree),
      peers: [{ name: "find -printf", values: values("find", tree), bound: AGAINST_FIND }],
    });
    const growth = many.files / few.files;
    const grown = result(many);
    // A ratio of 1 is growth in step with the number of files.
    const ownPace = {
      name: `itself, ${showCount(few.files)}, × ${growth}`,
      values: values("load", few),
      dividedBy: 1 / growth,
    };
    return [result(few), { ...grown, peers: [...grown.peers, ownPace] }];
  },
};

type Kind = "load" | "find";

function nameOf(kind: Kind, files: number): string {
  return `${kind}, ${showCount(files)}`;
}

function contendersFor({ files, source, drive }: DeliveredTree, ground: Ground): Contender[] {
  const { signal, say } = ground;
  const find: Words = ["find", source, "-printf", "%s %T@ %p\\n"];
  const contender = (kind: Kind, words: Words): Contender => ({
    name: nameOf(kind, files),
    measure: async () => {
      // Whoever comes next finds every inode in the cache.
      await timeCommand(find, signal);
      const seconds = await timeCommand(words, signal);
      say(`nothing changed: ${nameOf(kind, files)}: ${seconds.toFixed(2)} s`);
      return seconds;
    },
  });
  return [contender("load", drive.load), contender("find", find)];
}
