import { deepStrictEqual, doesNotMatch, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { isLoopPermitted, LoopDisk } from "../fixtures/loop_disk.ts";
import { KEY, onBareTerminals, playAt } from "./terminal.ts";
import { assertSameTrees, findPartials } from "./trees.ts";
import { TwoComputers } from "./two_computers.ts";

const MIB = 1024 * 1024;

Deno.test({
  ignore: onBareTerminals.ignore || !isLoopPermitted("exfat"),
  name: "Ctrl-C twice abandons a load at once, where stopping takes long, and the next one goes on",
  fn: async () => {
    using disk = new LoopDisk("exfat", 160 * MIB);
    using computers = new TwoComputers({}, join(disk.path, "drive"));
    const { drive, source, destination } = computers;
    computers.write("small.jpg", "photo", "2020-01-01T00:00:00Z");
    Deno.truncateSync(computers.write("film.mov", "film"), 100 * MIB);
    const { code, text } = await playAt("source", computers, [], async (terminal) => {
      await terminal.shows("MiB of 100 MiB, 1 of 2 files");
      {
        // What is under way cannot be put back before the person presses again.
        using _ = disk.hang();
        await terminal.press(KEY.ctrlC);
        await terminal.shows("Stopping");
        // Sooner it would be the same request.
        await new Promise((resolve) => setTimeout(resolve, 500));
        await terminal.press(KEY.ctrlC);
        await terminal.shows("Abandoned");
      }
    });
    strictEqual(code, 130);
    match(
      text,
      /\nAbandoned\. What was proven is recorded; the next run puts the rest in order\.\n$/,
    );
    doesNotMatch(text, /now on the drive|Interrupted|Next:/);
    const [partial, ...others] = findPartials(drive), bytes = Deno.statSync(partial!).size;
    ok(bytes > MIB && bytes < 100 * MIB && others.length === 0, `${bytes} bytes of the film`);
    const { aboard, pending } = await computers.countFiles();
    deepStrictEqual({ aboard, pending }, { aboard: 1, pending: 1 });

    const { loaded } = await computers.trip();
    deepStrictEqual(loaded.summary.pairs[0].carried, { files: 1, bytes: 100 * MIB });
    deepStrictEqual(findPartials(computers.root).concat(findPartials(drive)), []);
    await assertSameTrees(source, destination);
  },
});
