import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { chooseStage, type Sight } from "../../lib/planning/choose_stage.ts";

const nowhere: Sight = {
  source: "/srv/films",
  destination: "/backup/films",
  isSourceThere: false,
  isDestinationThere: false,
  isOnePath: false,
  hasMarker: false,
  lastLoadHost: undefined,
  host: "server",
  isDryRun: false,
};
const onePath: Sight = {
  ...nowhere,
  destination: nowhere.source,
  isOnePath: true,
  isSourceThere: true,
  isDestinationThere: true,
};

function obstacleOf(sight: Sight): string {
  const choice = chooseStage(sight);
  ok(choice.stage === undefined && choice.remedy.length > 0);
  return choice.obstacle;
}

Deno.test("chooseStage() loads where only the source is, and unloads where only the destination is", () => {
  strictEqual(chooseStage({ ...nowhere, isSourceThere: true }).stage, "load");
  strictEqual(chooseStage({ ...nowhere, isDestinationThere: true }).stage, "unload");
});

Deno.test("chooseStage() names both ends when neither is here, or both are", () => {
  const both = { ...nowhere, isSourceThere: true, isDestinationThere: true };
  for (const sight of [nowhere, both]) match(obstacleOf(sight), /\/srv\/films.*\/backup\/films/);
  const choice = chooseStage(both);
  match("remedy" in choice ? choice.remedy : "", /waterlock load.*waterlock unload/);
});

Deno.test("chooseStage() tells two ends of one path apart by the destination's marker", () => {
  strictEqual(chooseStage({ ...onePath, hasMarker: true }).stage, "unload");
  strictEqual(chooseStage(onePath).stage, "load");
  strictEqual(chooseStage({ ...onePath, lastLoadHost: "server" }).stage, "load");
  strictEqual(chooseStage({ ...onePath, hasMarker: true, lastLoadHost: "x" }).stage, "unload");
});

Deno.test("chooseStage() does not guess at another computer that holds no marker", () => {
  match(obstacleOf({ ...onePath, lastLoadHost: "old server" }), /old server/);
  const gone = { ...onePath, isSourceThere: false, isDestinationThere: false };
  deepStrictEqual(chooseStage(gone).stage, undefined);
});
