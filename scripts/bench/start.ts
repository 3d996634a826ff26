import { timeCommand, type Words } from "./child.ts";
import { atMost } from "./result.ts";
import { type Measurements, takeTurns } from "./rounds.ts";
import type { Workload } from "./workload.ts";

/** A start takes so little that one alone says nothing. */
const STARTS_EACH_ROUND = 10;

/** What a person waits for before anything is done. */
export const START: Workload = {
  name: "start",
  measure: async (ground) => {
    const { program, signal, rounds } = ground;
    const contender = (name: string, words: Words) => ({
      name,
      measure: async () => {
        let seconds = 0;
        for (let start = 0; start < STARTS_EACH_ROUND; start++) {
          seconds += await timeCommand(words, signal, ground.folder);
        }
        return seconds / STARTS_EACH_ROUND;
      },
    });
    const contenders = [
      contender("Waterlock", [program.path, "--version"]),
      contender("deno eval ''", [Deno.execPath(), "eval", ""]),
    ];
    await takeTurns(contenders, 0, new Map()); // Afterwards both are in the page cache.
    const measured: Measurements = new Map();
    ground.say(`start: ${rounds} rounds of ${STARTS_EACH_ROUND} starts each`);
    for (let round = 0; round < rounds; round++) await takeTurns(contenders, round, measured);
    return [{
      workload: START.name,
      what: "--version",
      unit: "seconds",
      waterlock: measured.get("Waterlock")!,
      peers: [{
        name: "deno eval ''",
        values: measured.get("deno eval ''")!,
        bound: atMost(2),
      }],
    }];
  },
};
