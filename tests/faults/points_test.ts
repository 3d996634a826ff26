import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { casesOf, isForProcesses, KINDS, sample, Scenes } from "./cases.ts";
import { canMount, inMemory } from "./place.ts";
import { namedPoints } from "./points.ts";
import { runChild } from "./run_program.ts";
import { SCENARIOS } from "./scenarios.ts";
import { setUpFromDestination } from "./trips.ts";

/** How many cases of each kind belong to the short run; `deno task test:long` tries all. */
const SHORT = 4;
/** How many of them by a process that is killed. */
const BY_PROCESS = 2;

Deno.test("whichever step a run is killed at, whatever is refused, flipped or taken away, nothing is lost or claimed wrongly", async (test) => {
  using place = inMemory();
  using scenes = new Scenes(place.path);
  const passed = await scenes.enumeratePoints();

  await test.step("the scenarios pass every point of the write order", () => {
    const all = new Set([...passed.values()].flatMap((points) => [...points.keys()]));
    const points = namedPoints();
    deepStrictEqual(points.filter((point) => !all.has(point)), []);
    ok(new Set(points).size >= 40);
  });

  for (const kind of KINDS) {
    await test.step(kind, async () => {
      const cases = sample(casesOf(kind, passed), SHORT);
      let struck = 0;
      for (const one of cases) struck += (await scenes.try(one)).hasStruck ? 1 : 0;
      ok(struck > cases.length / 2, `only ${struck} of ${cases.length} struck`);
    });
  }

  await test.step("kills of the program as a process", async () => {
    const kills = casesOf("kills", passed).filter(({ scenario }) => isForProcesses(scenario));
    for (const one of sample(kills, BY_PROCESS)) {
      strictEqual((await scenes.try(one, runChild)).code, "killed", one.fault);
    }
  });

  await test.step("no partial is left in the mount point of a destination that was unmounted", async () => {
    const scenario = SCENARIOS.find(({ name }) =>
      name === "an unload that goes on with what was broken off"
    )!;
    const fault = "commit in_flight@1:yank-destination";
    strictEqual((await scenes.try({ scenario, fault })).code, 1);
  });

  const mounted = { name: "a drive that is unmounted before it is set up", ignore: !canMount() };
  await test.step({
    ...mounted,
    async fn() {
      const fault = "mkdir config folder@1:yank-drive";
      const scenario = SCENARIOS.find(({ run }) => run === setUpFromDestination)!;
      strictEqual((await scenes.tryMounted({ scenario, fault })).code, 1);
    },
  });
});
