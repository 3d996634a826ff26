import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { join } from "node:path";
import { readReceiptFile, ReceiptFile, receiptFiles } from "../../lib/drive/receipt_file.ts";
import type { Receipt } from "../../lib/model/receipt.ts";
import { parseRelativePath } from "../../lib/model/relative_path.ts";
import { digestOf } from "../fixtures/catalogue_on_disk.ts";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";

const version = { size: 5, mtimeNs: -1n, mode: 0o640, proof: null, linkTarget: null, digest: null };
const seen = { host: "home", from: 1, until: 2 };

const RECEIPTS: Receipt[] = placed([
  {
    path: parseRelativePath("a/film\n\u2028 映画.mov"),
    delivered: { ...version, kind: "file", digest: digestOf("film"), proof: "cold" },
    at: 3,
    seen,
  },
  {
    path: parseRelativePath("link"),
    delivered: { ...version, kind: "link", size: 0, linkTarget: "a/film" },
    at: 4,
    seen: { ...seen, until: null },
  },
  {
    path: parseRelativePath("folder/"),
    delivered: { ...version, kind: "folder", size: 0 },
    at: 4,
    seen: null,
  },
  { path: parseRelativePath("gone"), delivered: undefined, at: 5, seen: null },
  {
    path: parseRelativePath("a.txt"),
    place: parseRelativePath("%61.txt"),
    delivered: undefined,
    at: 5,
    seen: null,
  },
  { path: parseRelativePath("folder/"), delivered: undefined, at: 6, seen },
  {
    path: parseRelativePath("Film"),
    place: parseRelativePath("%46ilm"),
    delivered: undefined,
    at: 7,
    seen,
  },
]);

/** What lies under its own path, but where it is said to lie elsewhere. */
function placed(receipts: (Omit<Receipt, "place"> & Partial<Receipt>)[]): Receipt[] {
  return receipts.map((receipt) => ({ ...receipt, place: receipt.place ?? receipt.path }));
}

/** Writes receipts to a destination. @returns the file */
function write(destination: string, ...batches: Receipt[][]) {
  {
    using file = ReceiptFile.create(destination, 0);
    for (const batch of batches) file.append(batch);
  }
  return receiptFiles(destination).at(-1)!;
}

const receiptsOf = (path: string, from = 0) =>
  Array.from(readReceiptFile(path, from), ({ receipt }) => receipt);

Deno.test("receipts are read as they were written, from wherever somebody has stopped", () => {
  using folder = new TemporaryFolder();
  folder.folder(".waterlock");
  const { path, bytes } = write(folder.path, RECEIPTS.slice(0, 1), RECEIPTS.slice(1));
  deepStrictEqual(receiptsOf(path), RECEIPTS);
  const ends = Array.from(readReceiptFile(path, 0), ({ end }) => end);
  strictEqual(ends.at(-1), bytes);
  ends.forEach((end, index) => deepStrictEqual(receiptsOf(path, end), RECEIPTS.slice(index + 1)));
});

Deno.test("many receipts are read through chunks that end anywhere", () => {
  using folder = new TemporaryFolder();
  folder.folder(".waterlock");
  const many = Array.from({ length: 3000 }, (_, number): Receipt => {
    return { ...RECEIPTS[0]!, path: parseRelativePath(`${"é".repeat(1 + number % 50)}/${number}`) };
  });
  deepStrictEqual(receiptsOf(write(folder.path, many).path), many);
});

Deno.test("every unload has a receipt file of its own, though clones begin at the same moment", () => {
  using folder = new TemporaryFolder();
  folder.folder(".waterlock");
  using one = ReceiptFile.create(folder.path, 7);
  using other = ReceiptFile.create(folder.path, 7);
  one.append(RECEIPTS.slice(0, 2));
  other.append(RECEIPTS.slice(2));
  strictEqual(receiptFiles(folder.path).length, 2);
});

Deno.test("a line that a kill has cut off is left until it is whole", () => {
  using folder = new TemporaryFolder();
  folder.folder(".waterlock");
  const { path, bytes } = write(folder.path, RECEIPTS);
  const whole = Deno.readFileSync(path);
  for (let cut = 1; cut < 40; cut++) {
    Deno.writeFileSync(path, whole.subarray(0, bytes - cut));
    const lines = [...readReceiptFile(path, 0)];
    deepStrictEqual(
      lines.map(({ receipt }) => receipt),
      RECEIPTS.slice(0, -1),
      `${cut} bytes less`,
    );
    Deno.writeFileSync(path, whole);
    deepStrictEqual(receiptsOf(path, lines.at(-1)!.end), RECEIPTS.slice(-1));
  }
});

const digest = digestOf("film");
const HOSTILE: Record<string, string> = {
  "no JSON": "{",
  "no object": "null",
  "a path out of the root": line({ path: "../film" }),
  "an absolute path": line({ path: "/etc/passwd" }),
  "a place out of the root": line({ as: "../film" }),
  "a place that is no text": line({ as: null }),
  "Waterlock's own folder": line({ path: ".waterlock/pair.json" }),
  "a path that is a number": line({ path: 1 }),
  "a negative size": line({}, { size: -1 }),
  "a size that is no whole number": line({}, { size: 1.5 }),
  "a time beyond 64 bits": line({}, { mtimeNs: `${2n ** 63n}` }),
  "a time that is no number": line({}, { mtimeNs: "now" }),
  "another kind": line({}, { kind: "special" }),
  "a folder whose path is a file's": line({}, { kind: "folder" }),
  "a file without a digest": line({}, { digest: null }),
  "a digest that is none": line({}, { digest: "f".repeat(127) }),
  "a file whose path is a folder's": line({ path: "folder/" }),
  "a sighting at no time": line({ seen: { host: "home", from: "now", until: null } }),
  "a time in no year": line({ at: 1e300 }),
  "a line too long": " ".repeat(1_000_000) + line({}),
  "bytes that are no text": "\xff",
};

function line(facts: object, told: object = {}): string {
  const delivered = {
    ...{ kind: "file", size: 5, mtimeNs: "1", mode: null, linkTarget: null, digest, proof: "cold" },
    ...told,
  };
  return JSON.stringify({ path: "film", delivered, at: 1, seen: null, ...facts });
}

Deno.test("a line that Waterlock cannot have written is passed over, and those behind it are read", () => {
  using folder = new TemporaryFolder();
  folder.folder(".waterlock/receipts");
  for (const [what, text] of Object.entries(HOSTILE)) {
    const bytes = Uint8Array.from(`${text}\n${line({})}\n`, (unit) => unit.charCodeAt(0));
    const path = folder.write(".waterlock/receipts/hostile.jsonl", bytes);
    const receipts = receiptsOf(path);
    deepStrictEqual(receipts.map((one) => one?.path), [undefined, "film"], what);
  }
});

Deno.test("links in the place of receipts are refused, and never written through", () => {
  using folder = new TemporaryFolder();
  const destination = folder.folder("destination");
  folder.folder("destination/.waterlock");
  folder.folder("elsewhere");
  folder.link("destination/.waterlock/receipts", folder.at("elsewhere"));
  throws(() => ReceiptFile.create(destination, 0), /is a link/);
  throws(() => receiptFiles(destination), /is a link/);
  deepStrictEqual(folder.names("elsewhere"), []);
  Deno.removeSync(join(destination, ".waterlock/receipts"));
  const { path } = write(destination, RECEIPTS);
  folder.link("destination/.waterlock/receipts/link.jsonl", path);
  strictEqual(receiptFiles(destination).length, 1);
});
