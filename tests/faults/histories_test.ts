import { playHistories } from "./histories.ts";
import { inMemory } from "./place.ts";

Deno.test("whatever people, disks and kills do in whatever order, nothing is lost, and a quiet trip has both ends agree", async () => {
  using place = inMemory();
  await playHistories({ seed: 1, runs: 2, place: place.path });
});
