import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { leadAway, onDriveWithLinks } from "./drives.ts";
import { codesOf, hasOriginal, OriginalComputers, takenBy } from "./original_waterlock.ts";

const HASH = "ab".repeat(64);

/** A file in cargo, and one at the destination, by the original. */
function oneEach(): OriginalComputers {
  const computers = new OriginalComputers();
  computers.write("there", "is there");
  computers.loadByOriginal();
  computers.unloadByOriginal();
  computers.write("aboard/a", "is aboard");
  computers.write("aboard/b", "is aboard too");
  computers.loadByOriginal();
  return computers;
}

Deno.test({
  ...hasOriginal,
  name: "rows that the original cannot have written are told, left out, and stop no other",
  async fn() {
    using computers = oneEach();
    const source = computers.source.slice(1);
    const bad: [row: Record<string, string | number | null | Uint8Array>, code: string][] = [
      [{ path: `${source}/../../../etc/passwd` }, "not-a-path"],
      [{ path: `${source}//etc/passwd` }, "not-a-path"],
      [{ path: `/${source}/leading` }, "not-a-path"],
      [{ path: `${source}/nul\0here` }, "not-a-path"],
      [{ path: `${source}/.waterlock/pair.json` }, "not-a-path"],
      [{ path: null }, "not-a-path"],
      [{ path: new TextEncoder().encode(`${source}/blob`) }, "not-a-path"],
      [{ path: `${source}/t1`, last_modified: "yesterday" }, "bad-row"],
      [{ path: `${source}/t2`, last_modified: -5 }, "bad-row"],
      [{ path: `${source}/t3`, last_modified: NaN }, "bad-row"],
      [{ path: `${source}/t4`, last_modified: 1e300 }, "bad-row"],
      [{ path: `${source}/f1`, middle: 2 }, "bad-row"],
      [{ path: `${source}/f2`, end: "x" }, "bad-row"],
      [{ path: `${source}/f3`, middle: null }, "bad-row"],
      [{ path: `${source}/h1`, hash: "not a hash" }, "bad-row"],
      [{ path: `${source}/h2`, hash: new Uint8Array(64) }, "bad-row"],
    ];
    for (const [row] of bad) computers.addRow({ middle: 1, end: 1, hash: HASH, ...row });
    const imported = await computers.importAtSource();
    strictEqual(imported.code, 3, imported.stdout);
    deepStrictEqual(takenBy(imported), { delivered: 1, aboard: 2, skipped: 0, removal: 0 });
    strictEqual(imported.summary.pairs[0].refused, bad.length);
    deepStrictEqual(
      codesOf(imported).sort(),
      bad.map(([{ path }, code]) => [
        path instanceof Uint8Array ? new TextDecoder().decode(path) : String(path ?? ""),
        code,
      ]).sort(),
    );
    strictEqual((await computers.atDestination(["unload", "--yes"])).code, 0);
    strictEqual(computers.arrived("aboard/a"), "is aboard");
  },
});

Deno.test({
  ...hasOriginal,
  name: "cargo is believed only when its bytes prove it; the rest is carried by the next load",
  async fn() {
    const harm: Record<string, (computers: OriginalComputers) => string> = {
      edited: (computers) => {
        Deno.writeTextFileSync(computers.cargo("aboard/a"), "is ABOARD");
        return "mismatch";
      },
      "cut short": (computers) => {
        Deno.truncateSync(computers.cargo("aboard/a"), 3);
        return "mismatch";
      },
      gone: (computers) => {
        Deno.removeSync(computers.cargo("aboard/a"));
        return "damaged";
      },
      "without a hash": (computers) => {
        computers.setRow("aboard/a", { hash: "" });
        return "damaged";
      },
      "a link": (computers) => {
        Deno.removeSync(computers.cargo("aboard/a"));
        if (onDriveWithLinks.ignore) return "damaged";
        Deno.symlinkSync(join(computers.source, "aboard/a"), computers.cargo("aboard/a"));
        return "damaged";
      },
      "a folder": (computers) => {
        Deno.removeSync(computers.cargo("aboard/a"));
        Deno.mkdirSync(computers.cargo("aboard/a"));
        return "damaged";
      },
    };
    for (const [what, hurt] of Object.entries(harm)) {
      using computers = oneEach();
      const code = hurt(computers);
      const imported = await computers.importAtSource();
      deepStrictEqual([imported.code, codesOf(imported)], [3, [["aboard/a", code]]], what);
      strictEqual(takenBy(imported).aboard, 1, what);
      if (existsSync(computers.cargo("aboard/a")) && what.startsWith("a ")) {
        Deno.removeSync(computers.cargo("aboard/a"));
      }
      const loaded = await computers.atSource(["load"]);
      strictEqual(loaded.code, 0, loaded.stdout);
      ok(loaded.events.some(({ how, path }) => how === "carried" && path === "aboard/a"), what);
      strictEqual((await computers.atDestination(["unload", "--yes"])).code, 0, what);
      strictEqual(computers.arrived("aboard/a"), "is aboard", what);
    }
  },
});

Deno.test({
  ignore: hasOriginal.ignore || onDriveWithLinks.ignore,
  name: "a link in the way of cargo is not followed",
  async fn() {
    using computers = oneEach();
    leadAway(computers.cargo("aboard"), join(computers.root, "outside"));
    const imported = await computers.importAtSource();
    deepStrictEqual([imported.code, takenBy(imported).aboard], [3, 0]);
    deepStrictEqual(codesOf(imported).map(([, code]) => code), ["in-the-way", "in-the-way"]);
  },
});

Deno.test({
  ...hasOriginal,
  name: "a pair of another name than the original's cargo leaves that cargo alone, and says so",
  async fn() {
    using computers = oneEach();
    const config = join(computers.drive, "config", "waterlock.toml");
    Deno.writeTextFileSync(config, Deno.readTextFileSync(config).replace('"media"', '"films"'));
    const imported = await computers.importAtSource();
    strictEqual(imported.code, 3);
    const { taken, waiting } = imported.summary.pairs[0];
    deepStrictEqual([taken.delivered.files, taken.aboard.files, waiting], [1, 0, 2]);
    match(imported.summary.errors[0].message, /2 files .*cargo\/films.*name the pair "media"/);
    strictEqual(imported.summary.errors[0].path, "cargo/media");
  },
});

Deno.test({
  ...hasOriginal,
  name: "what is said to have arrived and is not at the destination is not believed there",
  async fn() {
    using computers = oneEach();
    computers.write("other", "something else");
    computers.addRow({ path: computers.legacyPath("gone"), end: 1, hash: HASH });
    Deno.writeTextFileSync(join(computers.destination, "beside"), "so that it is not empty");
    const imported = await computers.importAtDestination();
    deepStrictEqual([imported.code, codesOf(imported)], [
      3,
      [["gone", "damaged"]],
    ]);
    strictEqual(takenBy(imported).delivered, 1);
  },
});

/**
 * Two files of the same bytes and one of its own, of which the original brought the first alone to the
 * destination before there was no more room: its flags, set by the hash, say that the second is there.
 */
function falselyClaimed(): OriginalComputers {
  const computers = new OriginalComputers();
  computers.write("a", "the same");
  computers.write("b", "the same");
  computers.write("c", "another");
  computers.loadByOriginal();
  computers.unloadByOriginal(8);
  strictEqual(computers.arrived("a"), "the same");
  strictEqual(computers.arrived("b"), undefined);
  return computers;
}

Deno.test({
  ...hasOriginal,
  name: "of two files of the same bytes neither is believed there by its path alone",
  async fn() {
    using computers = falselyClaimed();
    const imported = await computers.importAtSource();
    strictEqual(imported.code, 0, imported.stdout);
    const rows = computers.rowsOf("SELECT path, size, mtime_ns FROM adopted ORDER BY path");
    deepStrictEqual(rows.map(({ path, size, mtime_ns }) => [path, size, mtime_ns]), [
      ["a", 8n, -(2n ** 63n)],
      ["b", 8n, -(2n ** 63n)],
    ]);
    strictEqual((await computers.atSource(["load"])).code, 0);
    strictEqual((await computers.atDestination(["unload", "--yes"])).code, 0);
    strictEqual(computers.arrived("b"), "the same", "the false claim was not believed");
    strictEqual(computers.arrived("c"), "another");
  },
});

Deno.test({
  ...hasOriginal,
  name: "where the destination is here, files of the same bytes are read to see which are there",
  async fn() {
    using computers = falselyClaimed();
    const imported = await computers.importAtDestination();
    deepStrictEqual([imported.code, codesOf(imported).map(([, code]) => code)], [3, ["damaged"]]);
    const rows = computers.rowsOf("SELECT path, mtime_ns FROM adopted");
    deepStrictEqual(rows.map(({ path }) => path), ["a"]);
    ok(rows[0]!.mtime_ns as bigint > 0n);
  },
});

Deno.test({
  ...hasOriginal,
  name: "a file that changed after the original's last run is carried in its new version",
  async fn() {
    using computers = oneEach();
    computers.write("there", "is another");
    computers.write("aboard/a", "is another too");
    const imported = await computers.importAtSource();
    deepStrictEqual(takenBy(imported), { delivered: 1, aboard: 2, skipped: 0, removal: 0 });
    strictEqual(computers.rowsOf("SELECT size FROM adopted")[0]!.size, null);
    const loaded = await computers.atSource(["load"]);
    const paths = loaded.events.filter(({ how }) => how === "carried").map(({ path }) => path);
    deepStrictEqual(paths.sort(), ["aboard/a", "there"]);
    strictEqual((await computers.atDestination(["unload", "--yes"])).code, 0);
    strictEqual(computers.arrived("there"), "is another");
    strictEqual(computers.arrived("aboard/a"), "is another too");
  },
});

Deno.test({
  ...hasOriginal,
  name: "the original's version, replaced since and then back at the source, is carried again",
  async fn() {
    using computers = new OriginalComputers();
    const date = "2020-05-01T12:00:00Z";
    computers.write("a", "first", date);
    computers.write("b", "b", date);
    computers.loadByOriginal();
    computers.unloadByOriginal();
    await computers.importAtSource();
    computers.write("a", "second version");
    await computers.trip();
    strictEqual(computers.arrived("a"), "second version");
    computers.write("a", "first", date);
    await computers.trip();
    strictEqual(computers.arrived("a"), "first");
  },
});
