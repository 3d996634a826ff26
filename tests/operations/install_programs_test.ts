import { deepStrictEqual, match, rejects, strictEqual } from "node:assert/strict";
import {
  endWithoutProgram,
  installPrograms,
  type Programs,
} from "../../lib/operations/install_programs.ts";
import { initialiseDrive, renewPrograms } from "../../lib/operations/initialise_drive.ts";
import { Witness } from "../../lib/operations/witness.ts";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";
import { servicesWith } from "./perform_stage.ts";

const PAIRS = [{ name: "films", source: "/srv/films", destination: "/backup/films" }];

function install(programs: Programs, root: string): Promise<string[]> {
  return installPrograms(programs, root, new Witness("drive", root), servicesWith());
}

/** A folder with binaries of two systems, and things that are none. */
function built(folder: TemporaryFolder): string {
  folder.write("dist/waterlock-linux-x64", "for Linux");
  folder.write("dist/waterlock-windows-x64.exe", "for Windows");
  for (const other of ["SHA256SUMS", "._waterlock-linux-x64", "waterlock-notes.txt", "mine"]) {
    folder.write(`dist/${other}`, "no program");
  }
  Deno.chmodSync(folder.at("dist/waterlock-linux-x64"), 0o755);
  return folder.at("dist");
}

Deno.test("a new drive gets every binary, its config, an empty cargo/ and a text for the other end", async () => {
  using folder = new TemporaryFolder();
  const programs = { folder: built(folder), executable: undefined, onCopy: () => {} };
  const root = folder.folder("drive");
  const made = await initialiseDrive(
    { root, pairs: PAIRS, reserve: "1 GiB", programs },
    servicesWith(),
  );
  deepStrictEqual(folder.names("drive"), [
    "README.txt",
    "cargo",
    "config",
    "waterlock-linux-x64",
    "waterlock-windows-x64.exe",
  ]);
  deepStrictEqual(made.programs, [
    folder.at("drive/waterlock-linux-x64"),
    folder.at("drive/waterlock-windows-x64.exe"),
  ]);
  deepStrictEqual(folder.names("drive/cargo"), []);
  strictEqual(Deno.readTextFileSync(folder.at("drive/waterlock-linux-x64")), "for Linux");
  if (Deno.build.os !== "windows") {
    strictEqual(Deno.statSync(folder.at("drive/waterlock-linux-x64")).mode! & 0o777, 0o755);
  }
  const text = Deno.readTextFileSync(folder.at("drive/README.txt"));
  match(text, /Windows +waterlock-windows-x64\.exe\r\n/);
  match(text, /Linux +waterlock-linux-x64\r\n/);
  strictEqual(/macos/i.test(text), false, "what does not lie there is not named");
});

Deno.test("the running program goes along under the name it has", async () => {
  using folder = new TemporaryFolder();
  const executable = folder.write("here/waterlock", "renamed");
  folder.folder("drive");
  const programs = { folder: folder.at("here"), executable, onCopy: () => {} };
  deepStrictEqual(await install(programs, folder.at("drive")), [
    folder.at("drive/waterlock"),
  ]);
  match(Deno.readTextFileSync(folder.at("drive/README.txt")), / waterlock\r\n/);
});

Deno.test("programs are renewed, and the config stays as it is", async () => {
  using folder = new TemporaryFolder();
  const programs = { folder: built(folder), executable: undefined, onCopy: () => {} };
  folder.write("drive/config/waterlock.toml", "mine");
  folder.write("drive/waterlock-linux-x64", "an older one");
  await renewPrograms(folder.at("drive"), programs, servicesWith());
  strictEqual(Deno.readTextFileSync(folder.at("drive/config/waterlock.toml")), "mine");
  strictEqual(Deno.readTextFileSync(folder.at("drive/waterlock-linux-x64")), "for Linux");
});

Deno.test("a program that lies on the drive itself is left alone", async () => {
  using folder = new TemporaryFolder();
  const executable = folder.write("waterlock-linux-x64", "on the drive");
  const { ino, mtime } = Deno.statSync(executable);
  await install({ folder: folder.path, executable, onCopy: () => {} }, folder.path);
  const after = Deno.statSync(executable);
  deepStrictEqual([after.ino, after.mtime], [ino, mtime]);
});

Deno.test("somebody else's README.txt is left alone; Waterlock's own is written anew", async () => {
  using folder = new TemporaryFolder();
  const programs = {
    folder: folder.folder("nothing built"),
    executable: undefined,
    onCopy: () => {},
  };
  folder.write("README.txt", "what my drive is for");
  await install(programs, folder.path);
  strictEqual(Deno.readTextFileSync(folder.at("README.txt")), "what my drive is for");
  Deno.removeSync(folder.at("README.txt"));
  await install(programs, folder.path);
  match(Deno.readTextFileSync(folder.at("README.txt")), /none lies here yet/);
  folder.write("waterlock-macos-arm64", "new");
  await install(programs, folder.path);
  match(Deno.readTextFileSync(folder.at("README.txt")), /waterlock-macos-arm64/);
});

Deno.test("a program that reads back differently is not put there, and the old one stays", async () => {
  using folder = new TemporaryFolder();
  const programs = { folder: built(folder), executable: undefined, onCopy: () => {} };
  folder.write("drive/waterlock-linux-x64", "an older one");
  const services = servicesWith((step, path) => {
    if (step === "synced") Deno.writeTextFileSync(path, "spoilt");
  });
  await rejects(renewPrograms(folder.at("drive"), programs, services), /reads back differently/);
  strictEqual(Deno.readTextFileSync(folder.at("drive/waterlock-linux-x64")), "an older one");
  deepStrictEqual(folder.names("drive"), ["waterlock-linux-x64"]);
});

Deno.test("which end is on Windows is known by its path, and a program for Windows is one by its name", () => {
  const toWindows = [{ name: "a", source: "/a", destination: "D:\\a" }];
  strictEqual(endWithoutProgram(toWindows, ["/drive/waterlock-linux-x64"]), "destination");
  strictEqual(endWithoutProgram(toWindows, ["/drive/waterlock-windows-x64.exe"]), undefined);
  const fromWindows = [{ name: "a", source: "\\\\nas\\films", destination: "/a" }];
  strictEqual(endWithoutProgram(fromWindows, ["/drive/waterlock-linux-x64"]), "source");
  strictEqual(endWithoutProgram([{ name: "a", source: "/a", destination: "/b" }], []), undefined);
});
