import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { dirname, join } from "node:path";
import { onLinux, runCommand } from "../fixtures/run_command.ts";
import { runProgram } from "./program.ts";
import { assertSameTrees } from "./trees.ts";
import { TwoComputers } from "./two_computers.ts";

const NOTHING = { files: 0, bytes: 0 };

/** A source of four files, and a destination that a nightly backup over the network fills. */
function backedUp(config: { dump: "always" | "never" } = { dump: "always" }): TwoComputers {
  const computers = new TwoComputers(config);
  for (const [number, path] of ["a", "b", "c/d", "c/e"].entries()) {
    computers.write(path, `content of ${path}`, `2020-01-01T00:00:0${number}Z`);
  }
  runCommand("cp", "-a", `${computers.source}/.`, computers.destination);
  return computers;
}

Deno.test({
  ...onLinux,
  name: "adopt tells of partials that a lost drive has left, and deletes none",
  fn: async () => {
    using computers = backedUp();
    const partial = join(computers.destination, "c/d.waterlock-partial");
    const told = async () =>
      (await computers.atDestination(["adopt", "--yes"])).events
        .filter(({ event }) => event === "notice").map(({ message }) => String(message));
    deepStrictEqual(await told(), []);
    Deno.writeTextFileSync(partial, "half of it");
    match((await told()).join(), /'c\/d\.waterlock-partial'; where no other drive .* delete them/);
    strictEqual(Deno.readTextFileSync(partial), "half of it");
  },
});

Deno.test({
  ...onLinux,
  name: "what a network backup brought is not carried once it is adopted, and adopt says how much",
  fn: async () => {
    using computers = backedUp();
    const { source, destination } = computers;
    computers.write("new", "only here", "2021-01-01T00:00:00Z");
    const seen = await computers.atSource(["plan"]);
    strictEqual(seen.events.find(({ event }) => event === "plan").carry.files, 5);
    await computers.atSource(["load", "--dry-run"]);

    const adopted = await computers.atDestination(["adopt", "--yes"]);
    strictEqual(adopted.code, 0, adopted.stdout);
    deepStrictEqual(adopted.summary.pairs[0].adopted, { files: 4, bytes: 52 });

    const loaded = await computers.atSource(["load"]);
    const [pair] = loaded.summary.pairs;
    deepStrictEqual([loaded.code, pair.carried.files, pair.instructed.files], [0, 1, 4]);
    strictEqual((await computers.countFiles()).delivered, 4);
    strictEqual((await computers.atDestination(["unload"])).code, 0);
    await assertSameTrees(source, destination);
    const again = await computers.atSource(["load"]);
    deepStrictEqual([again.summary.pairs[0].carried, again.summary.pairs[0].instructed], [
      NOTHING,
      NOTHING,
    ]);
  },
});

Deno.test({
  ...onLinux,
  name: "adopt says what it saves of what waits at the source, also in a dry run",
  fn: async () => {
    using computers = backedUp();
    computers.write("large", new Uint8Array(1000), "2021-01-01T00:00:00Z");
    computers.configure({ reserve: "1000 TB" });
    await computers.atSource(["load"]);
    for (const flags of [["--dry-run"], []]) {
      const { summary } = await computers.atDestination(["adopt", "--yes", ...flags]);
      deepStrictEqual(summary.pairs[0].saved, { files: 4, bytes: 52 });
      strictEqual(summary.pairs[0].isSourceKnown, true);
    }
  },
});

Deno.test({
  ...onLinux,
  name: "a lost drive is replaced by a new one and adopt, with no byte carried again",
  fn: async () => {
    using computers = new TwoComputers({ dump: "always" });
    for (const path of ["a", "b", "c/d"]) computers.write(path, `content of ${path}`);
    await computers.trip();
    Deno.removeSync(computers.drive, { recursive: true });
    Deno.mkdirSync(join(computers.drive, "config"), { recursive: true });
    computers.configure({ dump: "always" });

    strictEqual((await computers.atDestination(["adopt", "--yes"])).code, 0);
    const { loaded, unloaded } = await computers.trip();
    deepStrictEqual(loaded.summary.pairs[0].carried, NOTHING);
    deepStrictEqual(unloaded.summary.pairs[0].carried, NOTHING);
    strictEqual((await computers.countFiles()).delivered, 3);
    await assertSameTrees(computers.source, computers.destination);
  },
});

Deno.test({
  ...onLinux,
  name: "without times only a digest tells: adopt --hash knows files under any name",
  fn: async () => {
    using computers = backedUp();
    const { source, destination } = computers;
    for (const path of ["a", "b", "c/d", "c/e"]) Deno.utimeSync(join(destination, path), 1, 1);
    Deno.renameSync(join(destination, "a"), join(destination, "another name"));
    await computers.atDestination(["adopt", "--yes"]);
    const plan = await computers.atSource(["plan"]);
    strictEqual(plan.events.find(({ event }) => event === "plan").carry.files, 4);

    const { summary } = await computers.atDestination(["adopt", "--hash"]);
    strictEqual(summary.pairs[0].hashed.files, 4);
    const { loaded, unloaded } = await computers.trip();
    deepStrictEqual(loaded.summary.pairs[0].carried, NOTHING);
    deepStrictEqual(unloaded.summary.pairs[0].carried, NOTHING);
    strictEqual(computers.arrived("a"), "content of a");
    strictEqual(computers.arrived("another name"), "content of a", "what others brought stays");
    Deno.removeSync(join(destination, "another name"));
    await assertSameTrees(source, destination);
  },
});

Deno.test({
  ...onLinux,
  name: "a time of whole seconds counts, an edited file does not",
  fn: async () => {
    using computers = backedUp();
    const { source, destination } = computers;
    runCommand("touch", "-d", "2022-02-02 10:00:00.123456789 UTC", join(source, "a"));
    runCommand("touch", "-d", "2022-02-02 10:00:00 UTC", join(destination, "a"));
    runCommand("touch", "-d", "2022-02-02 10:00:00.123456789 UTC", join(source, "b"));
    runCommand("touch", "-d", "2022-02-02 10:00:01 UTC", join(destination, "b"));
    Deno.writeTextFileSync(join(destination, "c/d"), "longer than it was at the source");
    await computers.atDestination(["adopt", "--yes"]);
    const { loaded } = await computers.trip();
    const carried = loaded.events.filter(({ how }) => how === "carried").map(({ path }) => path);
    deepStrictEqual(carried.sort(), ["b", "c/d"]);
    strictEqual(computers.arrived("c/d"), "content of c/d");
    const aside = `${destination}/.waterlock/replaced`;
    ok(runCommand("grep", "-rl", "longer than it was", aside).endsWith("c/d"));
  },
});

Deno.test({
  ...onLinux,
  name: "what others brought gets the source's mode, and its time where theirs is that one rounded",
  fn: async () => {
    using computers = backedUp();
    const { source, destination } = computers;
    runCommand("touch", "-d", "2022-02-02 10:00:00.123456789 UTC", join(source, "a"));
    runCommand("touch", "-d", "2022-02-02 10:00:00 UTC", join(destination, "a"));
    Deno.chmodSync(join(destination, "a"), 0o777);
    Deno.chmodSync(join(destination, "c/d"), 0o600);
    await computers.atDestination(["adopt", "--yes"]);
    await computers.atSource(["load"]);
    Deno.writeTextFileSync(join(destination, "b"), "edited at b since");
    const edited = Deno.statSync(join(destination, "b")).mtime;
    const { code, summary } = await computers.atDestination(["unload"]);
    strictEqual(code, 0);
    deepStrictEqual(summary.pairs[0].carried, NOTHING);
    deepStrictEqual(summary.pairs[0].instructed.files, 2, "a and c/d");
    strictEqual(computers.arrived("b"), "edited at b since");
    deepStrictEqual(Deno.statSync(join(destination, "b")).mtime, edited, "it shows that it was");
    runCommand("cp", "-a", join(source, "b"), join(destination, "b"));
    await assertSameTrees(source, destination);
    const again = await computers.atDestination(["unload"]);
    deepStrictEqual(again.summary.pairs[0].instructed, NOTHING);
  },
});

Deno.test({
  ...onLinux,
  name: "adopt forgets what is there no more, and asks before it marks a destination",
  fn: async () => {
    using computers = backedUp();
    strictEqual((await computers.atDestination(["adopt"])).code, 2);
    await computers.atDestination(["adopt", "--yes"]);
    Deno.removeSync(join(computers.destination, "a"));
    const { summary } = await computers.atDestination(["adopt"]);
    strictEqual(summary.pairs[0].adopted.files, 3);
    const { loaded } = await computers.trip();
    strictEqual(loaded.summary.pairs[0].carried.files, 1);
    strictEqual(computers.arrived("a"), "content of a");
  },
});

Deno.test("adopt where the destination is not to be seen is refused with a remedy", async () => {
  using computers = new TwoComputers();
  const { code, summary } = await computers.atSource(["adopt"]);
  strictEqual(code, 2);
  match(summary.errors[0].message, /destination .*backup.* is not here\. .*computer that has it/);
});

Deno.test("what nobody read at the destination is never removed there", async () => {
  using computers = backedUp();
  await computers.atDestination(["adopt", "--yes"]);
  await computers.trip();
  Deno.removeSync(join(computers.source, "a"));
  await computers.atSource(["load", "--on-missing", "remove"]);
  const { code, summary } = await computers.atDestination(["unload", "--on-removal", "remove"]);
  deepStrictEqual([code, summary.errors[0]?.code], [3, "edited"]);
  strictEqual(computers.arrived("a"), "content of a");
});

Deno.test("adopt speaks plainly to a person", async () => {
  using computers = backedUp();
  Deno.renameSync(dirname(computers.source), `${dirname(computers.source)}.hidden`);
  const { stdout } = await runProgram(["--drive", computers.drive, "adopt", "--yes"]);
  match(stdout, /media: 4 files, 52 bytes at the destination that Waterlock did not bring\./);
  match(stdout, /The source was never seen with this drive/);
});

Deno.test("a dry run of adopt finds what adopt does where the destination moved without its marker", async () => {
  using computers = new TwoComputers();
  computers.write("a", "film");
  computers.write("b", "another");
  await computers.trip();
  const moved = `${computers.destination} moved`;
  Deno.renameSync(computers.destination, moved);
  Deno.removeSync(join(moved, ".waterlock"), { recursive: true });
  computers.configure({}, moved);
  const { drive } = computers, { delivered } = await computers.countFiles();
  const adopt = async (...flags: string[]) => {
    const asked = ["--drive", drive, "--json", "adopt", "--yes", ...flags];
    const { adopted, delivered, saved } = (await runProgram(asked)).summary.pairs[0];
    return { adopted, delivered, saved };
  };
  const foretold = await adopt("--dry-run");
  const files = { files: 2, bytes: 11 };
  deepStrictEqual(foretold, { adopted: files, delivered: NOTHING, saved: files });
  strictEqual((await computers.countFiles()).delivered, delivered, "it records nothing");
  deepStrictEqual(await adopt(), foretold);
});

Deno.test("where nobody can be asked adopt says that adopt is to be run on a terminal", async () => {
  using computers = new TwoComputers();
  for (const command of ["adopt", "unload"]) {
    computers.write("new", "new");
    await computers.atSource(["load"]);
    const { code, stderr } = await runProgram(["--drive", computers.drive, command]);
    strictEqual(code, 2);
    match(
      stderr,
      new RegExp(`\\n {2}Run waterlock ${command} on a terminal and confirm it, or add --yes`),
    );
  }
});
