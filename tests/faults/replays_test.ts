import { play } from "./histories.ts";
import { inMemory } from "./place.ts";

/** Histories that once ended badly, shrunk, by what they prove. */
const HISTORIES: Record<string, readonly string[]> = {
  "a folder whose removal was broken off is not believed in when a file has its name": [
    "folder d",
    "write a 1",
    "load leave",
    "unload leave",
    "delete d",
    "write d 2",
    "load remove",
    "unload remove commit delivery+entry@1:kill",
  ],
};

for (const [what, steps] of Object.entries(HISTORIES)) {
  Deno.test(what, async () => {
    using place = inMemory();
    await play(steps, place.path);
  });
}
