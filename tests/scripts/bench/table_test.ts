import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { atMost, FASTER, judge } from "../../../scripts/bench/result.ts";
import { show, toMarkdown } from "../../../scripts/bench/table.ts";

const MIB = 2 ** 20;

const COPYING = judge({
  workload: "w",
  what: "4 × 1 MiB, load",
  unit: "seconds",
  waterlock: [3, 4, 5],
  peers: [
    { name: "cp", values: [1, 2, 2.5], bound: atMost(2.5) },
    { name: "rsync", values: [8, 8, 8] },
    { name: "rclone", values: [4, 4, 4], bound: FASTER },
  ],
});
const MEMORY = judge({
  workload: "w",
  what: "memory",
  unit: "bytes",
  waterlock: [301 * MIB],
  bound: atMost(300 * MIB),
  peers: [],
});

Deno.test("toMarkdown() has a line for each comparison, and says yes and no alike", () => {
  deepStrictEqual(toMarkdown([COPYING, MEMORY]).split("\n"), [
    "| work            | Waterlock | against | takes | ratio | bound     | met |",
    "| --------------- | --------- | ------- | ----- | ----- | --------- | --- |",
    "| 4 × 1 MiB, load | 4.0 s     | cp      | 2.0 s | 2.00  | ≤ 2.50    | yes |",
    "|                 |           | rsync   | 8.0 s | 0.50  |           |     |",
    "|                 |           | rclone  | 4.0 s | 1.00  | < 1.00    | no  |",
    "| memory          | 301 MiB   |         |       |       | ≤ 300 MiB | no  |",
    "",
  ]);
});

Deno.test("toMarkdown() shows a bound of Waterlock's own beside what it is compared with", () => {
  const both = judge({
    workload: "w",
    what: "both",
    unit: "seconds",
    waterlock: [1],
    bound: atMost(2),
    peers: [{ name: "cp", values: [1] }],
  });
  deepStrictEqual(toMarkdown([both]).split("\n").slice(2), [
    "| both | 1.0 s     |         |       |       | ≤ 2.0 s | yes |",
    "|      |           | cp      | 1.0 s | 1.00  |         |     |",
    "",
  ]);
});

Deno.test("toMarkdown() gives what `deno fmt` leaves as it is", async () => {
  const table = toMarkdown([COPYING, MEMORY]);
  const child = new Deno.Command(Deno.execPath(), {
    args: ["fmt", "--quiet", "--no-config", "--ext", "md", "-"],
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(table));
  await writer.close();
  const { stdout } = await child.output();
  strictEqual(new TextDecoder().decode(stdout), table);
});

Deno.test("show() gives a figure the unit that a person reads it in", () => {
  const seconds = [0.0831, 0.99, 1, 99.94, 123.4].map((value) => show(value, "seconds"));
  deepStrictEqual(seconds, ["83 ms", "990 ms", "1.0 s", "99.9 s", "123 s"]);
  strictEqual(show(182.6 * MIB, "bytes"), "183 MiB");
});
