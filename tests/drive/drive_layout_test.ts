import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { join, resolve } from "node:path";
import { layoutDrive, locateDrive } from "../../lib/drive/drive_layout.ts";

Deno.test("everything on a drive lies where the README says", () => {
  const root = resolve("/media/drive");
  deepStrictEqual(layoutDrive(root), {
    root,
    configFolder: join(root, "config"),
    config: join(root, "config", "waterlock.toml"),
    catalogue: join(root, "config", "waterlock.db"),
    snapshot: join(root, "config", "waterlock.db.bak"),
    seal: join(root, "config", "waterlock.db.seal"),
    lock: join(root, "config", "waterlock.lock"),
    cargo: join(root, "cargo"),
    report: join(root, "config", "report.html"),
    readMe: join(root, "README.txt"),
  });
});

const CLUES = {
  flag: "/by/flag",
  variable: "/by/variable",
  executable: "/by/lying/there/waterlock-linux-x64",
  currentFolder: "/by/folder",
};

Deno.test("the drive is where the flag says, else the variable, else where the program lies", () => {
  strictEqual(locateDrive(CLUES), resolve("/by/flag"));
  strictEqual(locateDrive({ ...CLUES, flag: undefined }), resolve("/by/variable"));
  const untold = { ...CLUES, flag: undefined, variable: undefined };
  strictEqual(locateDrive(untold), "/by/lying/there");
  strictEqual(locateDrive({ ...untold, executable: undefined }), "/by/folder");
});

Deno.test("an empty variable says nothing", () => {
  strictEqual(locateDrive({ ...CLUES, flag: undefined, variable: "" }), "/by/lying/there");
});

Deno.test("a relative drive is below the current folder", () => {
  strictEqual(locateDrive({ ...CLUES, flag: "../usb" }), resolve("/by/usb"));
  strictEqual(
    locateDrive({ ...CLUES, flag: undefined, variable: "usb" }),
    resolve("/by/folder/usb"),
  );
});
