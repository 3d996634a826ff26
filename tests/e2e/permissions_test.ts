import { doesNotMatch, match, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { onDriveWithModes } from "./drives.ts";
import { asOrdinaryUser } from "./ordinary_user.ts";
import { runProgram } from "./program.ts";
import { TwoComputers } from "./two_computers.ts";
import { onOtherUsers } from "./where_it_exists.ts";

const CASES = {
  "a source that may not be read": ["source", 0o000, "load"],
  "a destination that may not be read": ["destination", 0o000, "unload"],
  "a destination that may not be written to": ["destination", 0o555, "unload"],
} as const;

for (const [what, [end, mode, stage]] of Object.entries(CASES)) {
  Deno.test({
    ...onOtherUsers,
    name: `${what} is told in one sentence, and the other pairs are done`,
    async fn() {
      using computers = new TwoComputers();
      const second = {
        source: join(computers.root, "second/from"),
        destination: join(computers.root, "second/to"),
      };
      Deno.mkdirSync(second.source, { recursive: true });
      Deno.mkdirSync(second.destination, { recursive: true });
      Deno.writeTextFileSync(join(second.source, "b"), "b");
      computers.configure({
        pairLines: [
          "[[pair]]",
          'name = "second"',
          `source = "${second.source}"`,
          `destination = "${second.destination}"`,
        ],
      });
      computers.write("a", "a");
      const user = asOrdinaryUser(computers);
      if (stage === "unload") await runProgram(["--drive", computers.drive, "load"], user);
      Deno.chmodSync(computers[end], mode);
      const args = ["--drive", computers.drive, stage, "--yes"];
      const { code, stdout, stderr } = await runProgram(args, user);
      Deno.chmodSync(computers[end], 0o755);
      doesNotMatch(stderr, /unexpected/);
      match(stderr, new RegExp(`^media: .*${end}.*no permission.*\\.\\n {2}.*\\n$`, "i"));
      match(stdout, /second: 1 file, 1 byte now/);
      strictEqual(code, 3);
    },
  });
}

Deno.test({
  ...onDriveWithModes,
  name: "cargo that may not be read is told in one sentence",
  async fn() {
    using computers = new TwoComputers();
    computers.write("a", "a");
    const user = asOrdinaryUser(computers);
    const run = (...args: string[]) => runProgram(["--drive", computers.drive, ...args], user);
    strictEqual((await run("load")).code, 0);
    Deno.chmodSync(join(computers.drive, "cargo"), 0o000);
    const results = [
      await run("load"),
      await run("unload", "--yes"),
      await run("dump", "--all", "--yes"),
    ];
    Deno.chmodSync(join(computers.drive, "cargo"), 0o755);
    for (const { code, stderr } of results) {
      strictEqual(code, 1);
      doesNotMatch(stderr, /unexpected/);
      match(stderr, /cargo.*no permission.*\.\n {2}.*\n$/);
    }
  },
});

Deno.test({
  ...onDriveWithModes,
  name: "a drive whose root takes no folder is told in one sentence, with a remedy",
  async fn() {
    using computers = new TwoComputers();
    computers.write("a", "a");
    const user = asOrdinaryUser(computers);
    Deno.chmodSync(computers.drive, 0o555);
    const { code, stderr } = await runProgram(["--drive", computers.drive, "load"], user);
    Deno.chmodSync(computers.drive, 0o755);
    strictEqual(code, 1);
    match(stderr, /drive.*no permission/);
  },
});
