import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { parseRelativePath } from "../../lib/model/relative_path.ts";
import { planLoad, Room, summarisePlan } from "../../lib/planning/plan_load.ts";

const item = (path: string, size: number) => ({ path: parseRelativePath(path), size });

function placements(items: [string, number][], room: Room): string[] {
  const plan = planLoad(items.map(([path, size]) => item(path, size)), room);
  return Array.from(plan, ({ placement }) => placement);
}

Deno.test("planLoad() passes over what does not fit, and carries smaller files behind it", () => {
  const room = new Room(100, 200, 1);
  deepStrictEqual(
    placements([["a", 60], ["b", 50], ["c", 40], ["d", 1], ["e", 201], ["f", 0]], room),
    ["carry", "no-room", "carry", "no-room", "never-fits", "carry"],
  );
});

Deno.test("planLoad() gives no room to a name that is not possible there", () => {
  const plan = planLoad(
    [item("a:b", 60), item("c", 60)],
    new Room(100, 200, 1),
    (path) => !path.includes(":"),
  );
  deepStrictEqual(Array.from(plan, ({ placement }) => placement), ["name-not-possible", "carry"]);
});

Deno.test("planLoad() counts whole blocks, and one for each folder, once", () => {
  deepStrictEqual(placements([["a", 1], ["b", 10], ["c", 11]], new Room(40, 40, 10)), [
    "carry",
    "carry",
    "carry",
  ]);
  const room = new Room(50, 100, 10);
  deepStrictEqual(placements([["x/y/a", 1], ["x/b", 1], ["x/y/c", 1], ["d", 1]], room), [
    "carry",
    "carry",
    "carry",
    "no-room",
  ]);
});

Deno.test("a file that does not fit takes no room for its folders", () => {
  const room = new Room(30, 100, 10);
  deepStrictEqual(placements([["x/large", 30], ["a", 10], ["x/small", 10]], room), [
    "no-room",
    "carry",
    "carry",
  ]);
});

Deno.test("giveBack() makes room again for what did not get there", () => {
  const room = new Room(10, 10, 10);
  strictEqual(room.place(item("a", 7)), "carry");
  strictEqual(room.place(item("b", 7)), "no-room");
  room.giveBack(item("a", 7));
  strictEqual(room.place(item("b", 7)), "carry");
});

Deno.test("summarisePlan() adds up what goes and what waits, and shows each file once", () => {
  const items = [item("a", 5), item("b", 6), item("c", 99)];
  const shown: string[] = [];
  const summary = summarisePlan(
    planLoad(items, new Room(10, 20, 1)),
    (placed) => shown.push(placed.item.path),
  );
  deepStrictEqual(summary.carry, { files: 1, bytes: 5 });
  deepStrictEqual(summary.waiting, { files: 2, bytes: 105 });
  deepStrictEqual(summary.waitingSizes, [6]);
  deepStrictEqual(shown, ["a", "b", "c"]);
});

Deno.test("summarisePlan() counts what is written already as what goes or waits, and gives it no room", () => {
  const items = [{ ...item("a", 5), begunBytes: 7 }, { ...item("b", 6), begunBytes: 1 }];
  const { carry, begun, waiting, waitingSizes } = summarisePlan(
    planLoad(items, new Room(10, 20, 1)),
  );
  deepStrictEqual(carry, { files: 1, bytes: 12 });
  deepStrictEqual(begun, [{ ...item("a", 5), begunBytes: 7 }]);
  deepStrictEqual(waiting, { files: 1, bytes: 7 });
  deepStrictEqual(waitingSizes, [6]);
});

Deno.test("planLoad() lets no part take the place of an older version, but all parts of a file", () => {
  const placed = (item: Parameters<Room["place"]>[0], leftBytes: number) =>
    Array.from(planLoad([item], new Room(leftBytes, 20, 1, 1)), ({ placement }) => placement);
  const film = { ...item("film", 30), isOlderAboard: () => true };
  deepStrictEqual(placed(film, 20), ["older-aboard"]);
  deepStrictEqual(placed({ ...film, isOlderAboard: () => false }, 20), ["part"]);
  deepStrictEqual(placed({ ...film, size: 20 }, 20), ["carry"]);
  deepStrictEqual(placed({ ...film, size: 20, isBegun: true }, 10), ["older-aboard"]);
});

Deno.test("a file that fits only without its folders never fits", () => {
  strictEqual(
    new Room(8, 8, 1).place({ path: parseRelativePath("a/film"), size: 8 }),
    "never-fits",
  );
});

/** What goes how, and how much of it. */
function divided(items: Parameters<typeof planLoad>[0], room: Room): unknown[] {
  return Array.from(planLoad(items, room), ({ item, placement, bytes }) => {
    return [item.path, placement, bytes];
  });
}

Deno.test("planLoad() divides what is larger than all the room, into what the others leave", () => {
  const items = [item("vast", 350), item("a", 60), item("b", 60), item("c", 35)];
  deepStrictEqual(divided(items, new Room(120, 200, 10, 20)), [
    ["a", "carry", 60],
    ["b", "carry", 60],
    ["c", "no-room", 0],
    ["vast", "no-room", 0],
  ]);
  deepStrictEqual(divided(items.slice(0, 2), new Room(125, 200, 10, 20)), [
    ["a", "carry", 60],
    ["vast", "part", 60],
  ]);
});

Deno.test("planLoad() never divides what fits whole on another trip, and carries no crumbs", () => {
  deepStrictEqual(divided([item("a", 150)], new Room(120, 200, 10, 20)), [["a", "no-room", 0]]);
  deepStrictEqual(divided([item("vast", 350)], new Room(15, 200, 10, 20)), [[
    "vast",
    "no-room",
    0,
  ]]);
  deepStrictEqual(divided([item("vast", 350)], new Room(0, 9, 10, 1)), [["vast", "never-fits", 0]]);
});

Deno.test("planLoad() goes on in parts with what was begun so, down to its small end", () => {
  const rest = { ...item("vast", 5), isBegun: true };
  deepStrictEqual(divided([rest], new Room(10, 200, 10, 20)), [["vast", "carry", 5]]);
  deepStrictEqual(divided([{ ...rest, size: 150 }], new Room(120, 200, 10, 20)), [
    ["vast", "part", 120],
  ]);
});

Deno.test("summarisePlan() counts of a divided file what goes and what waits", () => {
  const summary = summarisePlan(planLoad([item("vast", 350)], new Room(120, 200, 10, 20)));
  deepStrictEqual(summary.carry, { files: 1, bytes: 120 });
  deepStrictEqual(summary.waiting, { files: 1, bytes: 230 });
  deepStrictEqual(summary.waitingSizes, [230]);
});

Deno.test("planLoad() lets parts of what goes first go before the rest, and none of the rest's", () => {
  const first = (path: string, size: number, rank: number) => ({ ...item(path, size), rank });
  const items = [first("vast", 350, 0), first("a", 40, 0), first("b", 30, 1), item("c", 10)];
  deepStrictEqual(divided(items, new Room(120, 200, 10, 20)), [
    ["a", "carry", 40],
    ["vast", "part", 80],
    ["b", "no-room", 0],
    ["c", "no-room", 0],
  ]);
  deepStrictEqual(divided([...items.slice(2), item("vast", 350)], new Room(120, 200, 10, 20)), [
    ["b", "carry", 30],
    ["c", "carry", 10],
    ["vast", "part", 80],
  ]);
});
