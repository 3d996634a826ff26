import { strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { assertSameTrees } from "../e2e/trees.ts";
import { TwoComputers } from "../e2e/two_computers.ts";
import { performStage, servicesWith } from "./perform_stage.ts";

const DATE = "2020-05-01T12:00:00Z", LATER = "2021-05-01T12:00:00Z";

const CHANGES: Record<string, (computers: TwoComputers) => void> = {
  "a file takes the place of the folder that held its bytes": ({ source }) => {
    Deno.renameSync(join(source, "m/n/z"), join(source, "z"));
    Deno.removeSync(join(source, "m/n"));
    Deno.renameSync(join(source, "z"), join(source, "m/n"));
  },
  "a folder with known bytes takes the place of a link": ({ source }) => {
    Deno.removeSync(join(source, "link"));
    Deno.mkdirSync(join(source, "link"));
    Deno.copyFileSync(join(source, "m/n/z"), join(source, "link/z"));
    Deno.utimeSync(join(source, "link/z"), new Date(LATER), new Date(LATER));
  },
};

for (const [what, change] of Object.entries(CHANGES)) {
  Deno.test({
    ignore: Deno.build.os === "windows",
    name: `${what}: what is removed makes way, and both ends agree after at most two trips`,
    async fn() {
      using computers = new TwoComputers();
      const { drive, source, destination } = computers;
      const remove = servicesWith(undefined, undefined, "remove");
      for (const name of ["m/n/z", "a", "b", "c", "d"]) computers.write(name, name, DATE);
      Deno.symlinkSync("a", join(source, "link"));
      const trip = async () => {
        await performStage(drive, "load", remove);
        return await performStage(drive, "unload", remove);
      };
      strictEqual((await trip()).result, "done");
      change(computers);
      await trip();
      strictEqual((await trip()).result, "done");
      await assertSameTrees(source, destination);
    },
  });
}
