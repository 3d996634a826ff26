import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { isLoopPermitted, LoopDisk } from "../fixtures/loop_disk.ts";
import { carriedBy, Rotation } from "./rotation.ts";

const DATE = "2020-05-01T12:00:00Z", LATER = "2021-05-01T12:00:00Z";

/** Two drives whose destination takes `film` and `FILM` for one. */
class FoldingRotation extends Rotation {
  readonly disk = new LoopDisk("exfat", 64 * 1024 * 1024);

  constructor() {
    super();
    this.computers.configure({}, this.disk.path);
    const config = "config/waterlock.toml";
    Deno.copyFileSync(join(this.a, config), join(this.b, config));
  }

  /** Every file at the destination by its name there, with what it says. */
  arrived(): Record<string, string> {
    const found: Record<string, string> = {};
    const walk = (folder: string) => {
      for (const { name, isDirectory } of Deno.readDirSync(join(this.disk.path, folder))) {
        const path = join(folder, name);
        if (name === ".waterlock") continue;
        if (isDirectory) walk(path);
        else found[path] = Deno.readTextFileSync(join(this.disk.path, path));
      }
    };
    walk("");
    return found;
  }

  override [Symbol.dispose](): void {
    super[Symbol.dispose]();
    this.disk[Symbol.dispose]();
  }
}

const onExfat = { ignore: !isLoopPermitted("exfat") };

Deno.test({
  ...onExfat,
  name: "a second drive knows where the first one put what it told apart, and removes nothing else",
  async fn() {
    using rotation = new FoldingRotation();
    const { a, b, computers } = rotation;
    for (const name of ["FILM", "Folder/x", "film", "folder/x", "stays"]) {
      computers.write(name, "the very same", DATE);
    }
    await rotation.load(a);
    await rotation.unload(a);
    const before = rotation.arrived();
    strictEqual(Object.keys(before).length, 5);
    await rotation.unload(b);
    deepStrictEqual(carriedBy(await rotation.load(b)), [0, 0]);
    for (const name of ["film", "folder/x"]) Deno.removeSync(join(computers.source, name));
    await rotation.load(b, { decision: "remove" });
    const removed = await rotation.unload(b, { decision: "remove" });
    strictEqual(removed.tallies.removed.files, 2);
    const left = Object.keys(rotation.arrived());
    deepStrictEqual(left.filter((name) => name.includes("%")), []);
    strictEqual(left.length, 3);
    strictEqual((await rotation.unload(a)).result, "done");
  },
});

Deno.test({
  ...onExfat,
  name: "a newer version goes where another drive has put the one before it",
  async fn() {
    using rotation = new FoldingRotation();
    const { a, b, computers } = rotation;
    computers.write("FILM", "the large one", DATE);
    await rotation.load(a);
    await rotation.unload(a);
    computers.write("film", "version 1", DATE);
    await rotation.load(a);
    await rotation.unload(a);
    deepStrictEqual(rotation.arrived(), { "FILM": "the large one", "%66ilm": "version 1" });
    Deno.removeSync(join(computers.source, "FILM"));
    computers.write("film", "version 2", LATER);
    computers.write("stays", "stays", DATE);
    Deno.removeSync(join(rotation.disk.path, "FILM"));
    await rotation.unload(b);
    await rotation.load(b);
    await rotation.unload(b);
    deepStrictEqual(rotation.arrived(), { "%66ilm": "version 2", "stays": "stays" });
    deepStrictEqual(rotation.notices.filter((notice) => notice.includes("gave way")), []);
  },
});
