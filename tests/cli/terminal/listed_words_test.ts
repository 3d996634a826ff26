import { deepStrictEqual, ok } from "node:assert/strict";
import { widthOf } from "../../../lib/cli/terminal/fit.ts";
import { listedLines } from "../../../lib/cli/terminal/listed_words.ts";
import { parseRelativePath } from "../../../lib/model/relative_path.ts";
import type { FolderListing, ListedFolder, ListedState } from "../../../lib/operations/mod.ts";
import { LISTED_STATES } from "../../../lib/operations/list_folder.ts";

const GIB = 1024 ** 3;

/** A folder with a number of files and bytes in some states. */
function folderOf(
  path: string,
  some: Partial<Record<ListedState, [number, number]>>,
): ListedFolder {
  const tallies = Object.values(some);
  return {
    pair: "films",
    path: path === "" ? "" : parseRelativePath(path),
    sum: {
      files: tallies.reduce((sum, [files]) => sum + files, 0),
      bytes: tallies.reduce((sum, [, bytes]) => sum + bytes, 0),
    },
    states: Object.fromEntries(LISTED_STATES.map((state) => {
      const [files, bytes] = some[state] ?? [0, 0];
      return [state, { files, bytes }];
    })) as ListedFolder["states"],
    inParts: { files: 0, bytes: 0 },
    undecided: { files: 0, bytes: 0 },
  };
}

function fileOf(
  path: string,
  size: number | null,
  state: ListedState,
  kind: "file" | "link" = "file",
) {
  const isInParts = false, isUndecided = false;
  return {
    pair: "films",
    path: parseRelativePath(path),
    kind,
    size,
    state,
    isInParts,
    isUndecided,
  };
}

const YEAR: FolderListing = {
  folder: folderOf("2026/", { pending: [204, 28 * GIB], delivered: [1000, 3 * GIB] }),
  folders: [
    folderOf("2026/a holiday on the island of Fehmarn/", {
      pending: [200, 27 * GIB],
      held: [3, 0],
      aboard: [1, GIB],
    }),
    folderOf("2026/empty/", {}),
    folderOf("2026/march/", { delivered: [1000, 3 * GIB] }),
  ],
  files: [
    fileOf("2026/a\x1b.mov", GIB, "changed"),
    fileOf("2026/link", 0, "delivered", "link"),
    fileOf("2026/theirs", null, "adopted"),
  ],
};

Deno.test("160 columns hold every place of a folder on its line", () => {
  deepStrictEqual(listedLines([YEAR], 160), [
    "films/2026/: 1,204 files, 31 GiB",
    "name                                 files     size  where",
    "a holiday on the island of Fehmarn/    204   28 GiB  27 GiB source only, 3 files held at the source, 1 GiB aboard",
    "empty/                                   0  0 bytes",
    "march/                               1,000    3 GiB  delivered",
    "a\\u001b.mov                                   1 GiB  changed at the source",
    "link                                           link  delivered",
    "theirs                                      unknown  brought by others",
  ]);
});

Deno.test("80 columns hold a line for each place", () => {
  deepStrictEqual(listedLines([YEAR], 80).slice(0, 5), [
    "films/2026/: 1,204 files, 31 GiB",
    "name                                 files     size  where",
    "a holiday on the island of Fehmarn/    204   28 GiB  27 GiB source only",
    "                                                     3 files held at the source",
    "                                                     1 GiB aboard",
  ]);
});

Deno.test("40 columns hold a list, its names cut at their beginning", () => {
  deepStrictEqual(listedLines([YEAR], 40).slice(0, 9), [
    "films/2026/: 1,204 files, 31 GiB",
    "a holiday on the island of Fehmarn/",
    "  204 files, 28 GiB",
    "  27 GiB source only",
    "  3 files held at the source",
    "  1 GiB aboard",
    "empty/",
    "  0 files, 0 bytes",
    "march/",
  ]);
});

Deno.test("no line is wider than the screen, whatever a file is called and wherever it is", () => {
  const names = ["映画".repeat(60), "x".repeat(200), "🎬/"];
  const everywhere = Object.fromEntries(
    LISTED_STATES.map((state) => [state, [1_000_000, 1023.4 * GIB]]),
  );
  const listing: FolderListing = {
    folder: folderOf("映画".repeat(40) + "/", everywhere),
    folders: [folderOf("映画".repeat(40) + "/in/", everywhere)],
    files: names.filter((name) => !name.endsWith("/"))
      .map((name) => fileOf(`${"映画".repeat(40)}/${name}`, 1, "skipped")),
  };
  for (const width of [40, 41, 60, 80, 160]) {
    for (const line of listedLines([listing, YEAR], width)) {
      ok(widthOf(line) <= width, `${width}: ${line}`);
    }
  }
});

Deno.test("where there is no screen each is one line, however long, and the pairs stand side by side", () => {
  const pairs: FolderListing = {
    folder: undefined,
    folders: [folderOf("", { held: [1, 1] })],
    files: [],
  };
  deepStrictEqual(listedLines([pairs], undefined), [
    "name    files    size  where",
    "films/      1  1 byte  held at the source",
  ]);
});

Deno.test("what is gone from the source and not decided is told beside where it is, if it is anywhere", () => {
  const gone = (path: string, state: ListedState) => ({
    ...fileOf(path, 1, state),
    isUndecided: true,
  });
  const folder = folderOf("2026/", { delivered: [3, 3 * GIB] });
  const listing: FolderListing = {
    folder: undefined,
    folders: [{ ...folder, undecided: { files: 1, bytes: GIB } }],
    files: [gone("a", "delivered"), gone("b", "pending")],
  };
  deepStrictEqual(listedLines([listing], undefined).slice(1), [
    "films/      3   3 GiB  delivered, 1 GiB of it gone from the source, not decided yet",
    "a              1 byte  delivered, gone from the source, not decided yet",
    "b              1 byte  gone from the source, not decided yet",
  ]);
});

Deno.test("what is on its way in parts is not said to be at the source only", () => {
  const folder = folderOf("2026/", { pending: [3, 3 * GIB] });
  const listing: FolderListing = {
    folder: undefined,
    folders: [{ ...folder, inParts: { files: 1, bytes: GIB } }],
    files: [{ ...fileOf("a", 1, "pending"), isInParts: true }],
  };
  deepStrictEqual(listedLines([listing], undefined).slice(1), [
    "films/      3   3 GiB  source only, 1 GiB of it on its way in parts",
    "a              1 byte  at the source, on its way in parts",
  ]);
});

Deno.test("a folder of 200,000 files is listed", () => {
  const files = Array.from({ length: 200_000 }, (_, number) => fileOf(`${number}`, 1, "aboard"));
  const listing = { folder: folderOf("", { aboard: [200_000, 200_000] }), folders: [], files };
  ok(listedLines([listing], 80).length === 200_002);
});
