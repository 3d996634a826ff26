import { deepStrictEqual, match, strictEqual, throws } from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { BenchFailure } from "../../../scripts/bench/bench_failure.ts";
import { isTrial, readWishes } from "../../../scripts/bench/flags.ts";

const NAMES = ["large-files", "start"];
const BENCH = fileURLToPath(new URL("../../../scripts/bench.ts", import.meta.url));

const REFUSED: Record<string, readonly [args: string[], said: RegExp]> = {
  "an unknown workload": [["--only", "huge-files"], /"huge-files"/],
  "no rounds": [["--rounds", "0"], /--rounds is "0"/],
  "half a round": [["--rounds", "2.5"], /--rounds is "2\.5"/],
  "fewer than no rounds": [["--rounds=-1"], /--rounds is "-1"/],
  "rounds that are no number": [["--rounds", "many"], /--rounds is "many"/],
  "rounds without their number": [["--rounds"], /--rounds/],
  "more rounds than can be counted": [["--rounds", "9".repeat(30)], /--rounds/],
  "no jobs": [["--jobs", "0"], /--jobs is "0"/],
  "an empty number of jobs": [["--jobs="], /--jobs is ""/],
  "a size of nothing": [["--size", "0"], /--size is "0"/],
  "more than the whole size": [["--size", "1.5"], /--size is "1\.5"/],
  "a size that is no number": [["--size", "1.1.1"], /--size is "1\.1\.1"/],
  "an output without a name": [["--output="], /--output has no name/],
  "an unknown flag": [["--fast"], /'--fast'/],
  "a word without a flag": [["start"], /'start'/],
};

for (const [what, [args, said]] of Object.entries(REFUSED)) {
  Deno.test(`readWishes() refuses ${what} in one sentence with a remedy`, () => {
    throws(() => readWishes(args, NAMES), (error) => {
      if (!(error instanceof BenchFailure)) throw error;
      match(error.message, said);
      match(error.message, /^[^\n]+[^.\n]$/);
      match(error.remedy, /^(Give|Name|It takes) [^\n]+[^.\n]$/);
      strictEqual(error.exitCode, 2);
      return true;
    });
  });
}

Deno.test("readWishes() without flags measures everything, whole, in five rounds", () => {
  const wishes = readWishes([], NAMES);
  deepStrictEqual(wishes, {
    only: [],
    rounds: 5,
    size: 1,
    jobs: undefined,
    output: undefined,
  });
  strictEqual(isTrial(wishes), false);
});

Deno.test("readWishes() takes several workloads, each once", () => {
  const args = ["--only", "start", "--only", "large-files", "--only", "start", "--jobs", "3"];
  const { only, jobs } = readWishes(args, NAMES);
  deepStrictEqual([only, jobs], [["start", "large-files"], 3]);
});

for (const args of [["--only", "start"], ["--rounds", "4"], ["--size", "0.99"]]) {
  Deno.test(`a run with ${args.join(" ")} is a trial`, () => {
    strictEqual(isTrial(readWishes(args, NAMES)), true);
  });
}

Deno.test("more rounds and other jobs make no trial", () => {
  strictEqual(isTrial(readWishes(["--rounds", "7", "--jobs", "1"], NAMES)), false);
});

Deno.test("the bench says what is wrong with its flags, measures nothing, and ends with 2", async () => {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", "--allow-all", BENCH, "--only", "x"],
    stdin: "null",
  }).output();
  const said = new TextDecoder().decode(stderr);
  strictEqual(code, 2, said);
  match(said, /^There is no workload "x"\.\n {2}Name large-files, .*start\.\n$/);
  strictEqual(stdout.length, 0);
});
