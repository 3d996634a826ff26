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
  "a file in a new folder is aboard when that is recorded, and the power is cut": [
    "write e/f/g 1",
    "load leave rename seal@1:cut",
  ],
  "a file in a new folder has arrived when that is recorded, and the power is cut": [
    "write e/f/g 1",
    "load leave",
    "unload leave commit receipt@1:cut",
  ],
  "an empty folder is there when that is recorded, and the power is cut": [
    "folder d",
    "load leave",
    "unload leave commit receipt@1:cut",
  ],
  "what somebody wrote is there when it has given way, and the power is cut": [
    "link d/b a",
    "edit d/b 1",
    "load leave",
    "unload leave commit delivery@1:cut",
  ],
  "a partial that was swept away stays away when the power is cut": [
    "write d/a 1",
    "load leave",
    "unload leave rename destination@1:kill",
    "delete d/a",
    "load remove",
    "unload remove commit in_flight@1:cut",
  ],
  "a part whose cargo was dumped is not believed to be aboard when the dump is broken off": [
    "large a 1",
    "load leave",
    "unload leave",
    "dump remove part@1:kill-after",
    "load leave",
  ],
  "what travels as an instruction leaves no partial on a drive that was unplugged": [
    "write a 1",
    "copy a b",
    "load leave commit cargo+cargo_part+entry+in_flight@1:yank-drive",
  ],
  "nothing is believed to be removed at a destination that was unmounted before that": [
    "write a 1",
    "write b 2",
    "load leave",
    "unload leave",
    "delete a",
    "load remove",
    "unload remove commit delivery@1:yank-destination",
  ],
  "a folder that somebody has moved away is not believed in when a file has its name": [
    "write d/b 1",
    "load remove any@18:kill",
    "swap",
    "write d 1",
    "edit d/a 1",
  ],
  "a file that somebody has deleted is not believed in when a folder has its name": [
    "write d 1",
    "load leave",
    "unload leave",
    "drop d",
    "write d/a 1",
    "load remove",
    "unload leave",
  ],
  "what gave way is not believed in again when its successor cannot have the name": [
    "write a 1",
    "load leave",
    "unload leave",
    "edit a 1",
    "write a 2",
    "load leave",
    "unload leave rename destination@1:ENOSPC",
  ],
  "an empty folder is not believed in that was made where a destination had been unmounted": [
    "folder d",
    "load leave",
    "unload leave mkdir destination@1:yank-destination",
  ],
  "whoever gives up parts says that he leaves them, though the file is there in another version": [
    "large d 1",
    "load remove",
    "swap",
    "write d 1",
    "swap",
    "swap",
  ],
  "a folder whose name an older file had first is made again when that has arrived": [
    "write d 1",
    "load remove any@28:yank-source",
    "folder d/a",
    "load skip",
    "edit d/b 1",
  ],
  "cargo is not blamed for a drive that was unplugged": [
    "large a 1",
    "load leave",
    "unload leave",
    "load leave",
    "unload leave commit in_flight@1:yank-drive",
  ],
  "cargo is not believed to be dumped when the drive was unplugged before that": [
    "write a 1",
    "load leave",
    "unload leave",
    "dump remove cargo@1:yank-drive",
  ],
  "a dump goes on with the next file where the system refuses to remove one": [
    "write a 1",
    "write b 2",
    "load leave",
    "unload leave",
    "dump remove cargo@1:ENOSPC",
  ],
  "a folder that the system refuses to remove keeps no dump from its end": [
    "write d/a 1",
    "load leave",
    "unload leave",
    "dump remove cargo folder@1:ENOSPC",
  ],
  "a part that nobody knows any more may be deleted by hand, and the file travels": [
    "large A 1",
    "load remove",
    "lose-catalogue-and-snapshot",
  ],
  "a link that lies where a folder belongs is left alone until somebody moves it away": [
    "edit a 1",
    "link d a",
    "load remove",
    "write d/b 1",
    "load skip",
  ],
  "what the system refuses to remove from cargo is removed by the next load": [
    "write a 1",
    "load leave",
    "link a elsewhere",
    "load leave remove cargo@1:EIO",
  ],
};

for (const [what, steps] of Object.entries(HISTORIES)) {
  Deno.test(what, async () => {
    using place = inMemory();
    await play(steps, place.path);
  });
}
