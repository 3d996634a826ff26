import { deepStrictEqual } from "node:assert/strict";
import { join } from "node:path";
import { partialOfParts } from "../../lib/filesystem/partial_name.ts";
import type { RelativePath } from "../../lib/model/relative_path.ts";
import { KeptPartials } from "../../lib/operations/kept_partials.ts";

Deno.test("a partial goes along to another place, and takes that of none which another drive has there", () => {
  const root = Deno.makeTempDirSync();
  try {
    const version = { size: 9, mtimeNs: 1n };
    const partialAt = (name: string) => partialOfParts(join(root, name), version);
    const paths = ["film", "novel"] as RelativePath[];
    for (const path of paths) Deno.writeTextFileSync(partialAt(path), "first part");
    Deno.writeTextFileSync(partialAt("%6eovel"), "another drive's second part");
    const kept = new KeptPartials(paths.map((path) => ({ path, version })), root, (path) => path);
    kept.move("film" as RelativePath, "film" as RelativePath, "%66ilm" as RelativePath);
    kept.move("novel" as RelativePath, "novel" as RelativePath, "%6eovel" as RelativePath);
    deepStrictEqual(Deno.readTextFileSync(partialAt("%66ilm")), "first part");
    deepStrictEqual(Deno.readTextFileSync(partialAt("%6eovel")), "another drive's second part");
    deepStrictEqual(Deno.readTextFileSync(partialAt("novel")), "first part");
  } finally {
    Deno.removeSync(root, { recursive: true });
  }
});
