import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { EXIT } from "../../lib/cli/exit_codes.ts";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";
import { runProgram } from "./program.ts";

const README = fileURLToPath(new URL("../../README.md", import.meta.url));
const [, SECTION] = Deno.readTextFileSync(README).split("## A run when the drive is plugged in\n");
const [MOUNT, SERVICE, RULES] = Array.from(
  SECTION!.matchAll(/^```(?:ini|udev)\n(.*?)^```/gms),
  ([, text]) => text!,
) as [string, string, string];

/** What a unit says of a key. */
function valueOf(unit: string, key: string): string {
  return new RegExp(`^${key}=(.*)$`, "m").exec(unit)![1]!;
}

const systemd = { ignore: !isSystemdThere() };

function isSystemdThere(): boolean {
  try {
    return new Deno.Command("systemd-analyze", { args: ["--version"] }).outputSync().success;
  } catch {
    console.log("systemd is not installed: the units of the README are not tested");
    return false;
  }
}

Deno.test({ ...systemd, name: "systemd understands the units of the README" }, () => {
  using folder = new TemporaryFolder();
  const program = folder.write("waterlock", "#!/bin/sh\n");
  Deno.chmodSync(program, 0o755);
  const units = [
    folder.write("media-waterlock.mount", MOUNT),
    folder.write("waterlock.service", SERVICE.replace("/usr/local/bin/waterlock", program)),
  ];
  const { code, stderr } = new Deno.Command("systemd-analyze", { args: ["verify", ...units] })
    .outputSync();
  deepStrictEqual([code, new TextDecoder().decode(stderr)], [0, ""]);
});

Deno.test("the unit's command is one that the program takes, for the drive that is mounted", async () => {
  const [, ...args] = valueOf(SERVICE, "ExecStart").split(" ");
  strictEqual((await runProgram([...args, "--help"])).code, 0);
  deepStrictEqual(args, ["run", "--drive", valueOf(MOUNT, "Where")]);
  const codes = valueOf(SERVICE, "SuccessExitStatus").split(" ").map(Number);
  deepStrictEqual(codes, [EXIT.partial, EXIT.interrupted]);
});

Deno.test("the rule starts the unit for the drive that it mounts, when it comes and not when it changes", () => {
  const uuid = /by-uuid\/(\S+)/.exec(MOUNT)![1]!;
  const [ignored, started] = RULES.trimEnd().split("\n");
  for (const rule of [ignored, started]) match(rule!, new RegExp(`ENV{ID_FS_UUID}=="${uuid}"`));
  match(started!, /^ACTION=="add", .*ENV{SYSTEMD_WANTS}\+="waterlock\.service"$/);
});
