import { ok, strictEqual } from "node:assert/strict";
import { createHash } from "node:crypto";
import { join, relative } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { crc32 } from "node:zlib";
import { runProgram } from "../../lib/cli/program.ts";
import { layoutDrive } from "../../lib/drive/drive_layout.ts";
import { openDrive } from "../../lib/operations/open_drive.ts";
import { parseRelativePath } from "../../lib/model/relative_path.ts";
import { TwoComputers } from "../e2e/two_computers.ts";
import { servicesWith } from "../operations/perform_stage.ts";
import { pipedSurroundings } from "../cli/piped_surroundings.ts";
import { RecordedOutput } from "../cli/terminal/recorded_output.ts";

/** Every command that opens the catalogue. */
export const COMMANDS: readonly (readonly string[])[] = [
  ["status"],
  ["load", "--dry-run"],
  ["history"],
  ["find", "*"],
  ["manifest"],
  ["report"],
  ["verify", "source"],
  ["verify", "drive"],
  ["verify", "destination"],
  ["adopt", "--yes"],
  ["load"],
  ["unload", "--yes"],
  ["dump", "--yes"],
];

/** One that only looks, and the two that write at an end. */
export const FEW: typeof COMMANDS = [["status"], ["load"], ["unload", "--yes"]];

/** What moves a terminal's cursor, or worse. */
// deno-lint-ignore no-control-regex
const CONTROL = /[\0-\x09\x0b-\x1f\x7f-\x9f]/;

/** How a command ended. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/**
 * A drive of which half has been delivered and half is aboard, put back to what it was after each time
 * that something was done to it. The program runs in this process, because it is run a thousand times.
 */
export class DriveUnderAttack implements Disposable {
  readonly layout;
  readonly #computers: TwoComputers;
  readonly #kept: string;
  readonly #source: Map<string, string>;

  private constructor(computers: TwoComputers) {
    this.#computers = computers;
    this.layout = layoutDrive(computers.drive);
    this.#kept = join(computers.root, "kept");
    Deno.mkdirSync(this.#kept);
    for (const folder of [computers.drive, computers.destination]) {
      copyTree(folder, join(this.#kept, relative(computers.root, folder)));
    }
    this.#source = digestsIn(computers.source);
  }

  /** @param ballast paths recorded besides, to give the catalogue as many pages as a real one has */
  static async prepare(ballast: number): Promise<DriveUnderAttack> {
    const computers = new TwoComputers();
    const write = (name: string, date: string) => {
      for (let number = 0; number < 12; number++) {
        computers.write(`${name} films/film ${number}`, `${name} film ${number}`, date);
      }
    };
    write("old", "2020-05-01T12:00:00Z");
    const prepared = async (...args: string[]) => {
      const { code, err } = await run(computers.drive, args);
      strictEqual(code, 0, err);
    };
    await prepared("load");
    await prepared("unload", "--yes");
    write("new", "2021-05-01T12:00:00Z");
    await prepared("load");
    {
      using drive = await openDrive(computers.drive, "load", servicesWith());
      const { catalogue } = drive, { id } = catalogue.pairs.find("media")!;
      catalogue.transaction(() => {
        for (let number = 0; number < ballast; number++) {
          const path = parseRelativePath(`${"brought by others, ".repeat(10)}${number}`);
          catalogue.adopted.record(id, { path, size: number, mtimeNs: 1n, digest: null });
        }
      });
      await drive.snapshot.save();
    }
    return new DriveUnderAttack(computers);
  }

  /** The bytes of the catalogue as it was before anything was done to it. */
  get good(): Uint8Array<ArrayBuffer> {
    return Deno.readFileSync(join(this.#kept, "drive", "config", "waterlock.db"));
  }

  /** Puts drive and destination back as they were. */
  restore(): void {
    const { root, drive, destination } = this.#computers;
    for (const folder of [drive, destination]) {
      Deno.removeSync(folder, { recursive: true });
      copyTree(join(this.#kept, relative(root, folder)), folder);
    }
  }

  /** Puts a seal on the catalogue as it is now, as whoever has the drive can. */
  forgeSeal(): void {
    const bytes = Deno.readFileSync(this.layout.catalogue);
    const sum = crc32(bytes).toString(16).padStart(8, "0");
    Deno.writeTextFileSync(this.layout.seal, `${sum} ${bytes.length} waterlock.db\n`);
  }

  /** Runs a command, which must end as the README says that commands end: with a sentence. */
  async run(args: readonly string[], what: string): Promise<Ended> {
    const ended = await run(this.#computers.drive, args);
    const { code, out, err } = ended, about = `${args.join(" ")}: ${what}: ${code} ${out}${err}`;
    ok([0, 1, 2, 3, 4].includes(code), about);
    ok(
      !/unexpected|undefined|\bnull\b|NaN|file:\/\/|Error:|SQLITE|\n {4}at .*:\d+:\d+/.test(
        out + err,
      ),
      about,
    );
    if (code !== 0) ok(/\S{3,}.*\n/.test(err + out), about);
    // A manifest has to tell paths as they are.
    ok(args[0] === "manifest" || !CONTROL.test(out + err), about);
    return ended;
  }

  /** Runs commands one after the other; says how each ended, and looks that nothing is wrong then. */
  async runAll(commands: typeof COMMANDS, what: string): Promise<number[]> {
    const codes: number[] = [];
    for (const command of commands) {
      const ended = await this.run(command, what);
      if (command[0] === "manifest") this.assertTrueManifest(ended, what);
      codes.push(ended.code);
    }
    const stages = codes.slice(-3, -1);
    this.assertNothingWrong(what, commands === COMMANDS && stages.every((code) => code === 0));
    return codes;
  }

  /** Runs SQL on the catalogue as somebody would who wants the worst, and puts a seal on what comes of it. */
  alter(sql: string): void {
    {
      const options = { enableForeignKeyConstraints: false, defensive: false };
      using database = new DatabaseSync(this.layout.catalogue, options);
      database.exec("PRAGMA ignore_check_constraints = ON");
      database.exec(sql);
    }
    this.forgeSeal();
  }

  /**
   * Makes sure that nothing is anywhere but where it belongs, and that no file at the destination has
   * other bytes than its source's.
   *
   * @param isAllDone whether every command has said that all is done, so that every file must be there
   */
  assertNothingWrong(what: string, isAllDone: boolean): void {
    const { root, source, destination } = this.#computers;
    strictEqual(JSON.stringify([...digestsIn(source)]), JSON.stringify([...this.#source]), what);
    const arrived = digestsIn(destination);
    for (const [path, digest] of arrived) strictEqual(digest, this.#source.get(path), what);
    if (isAllDone) strictEqual(arrived.size, this.#source.size, `${what}: said to be done`);
    const names = Array.from(Deno.readDirSync(root), ({ name }) => name).sort();
    strictEqual(names.join(), "away,drive,home,kept", what);
  }

  /** A manifest tells the digests that the source's files have. */
  private assertTrueManifest({ code, out }: Ended, what: string): void {
    if (code !== 0) return;
    for (const line of out.trimEnd().split("\n")) {
      strictEqual(this.#source.get(line.slice(130)), line.slice(0, 128), what);
    }
  }

  [Symbol.dispose](): void {
    this.#computers[Symbol.dispose]();
  }
}

async function run(drive: string, args: readonly string[]): Promise<Ended> {
  const out = new RecordedOutput(), err = new RecordedOutput();
  const code = await runProgram(["--drive", drive, ...args], pipedSurroundings(drive, out, err));
  return { code, out: out.text, err: err.text };
}

/** BLAKE2b of every file below a folder but Waterlock's own, by path. */
function digestsIn(root: string): Map<string, string> {
  const digests = new Map<string, string>();
  for (const path of filesBelow(root, "").sort()) {
    if (path.startsWith(".waterlock/")) continue;
    const digest = createHash("blake2b512").update(Deno.readFileSync(join(root, path)));
    digests.set(path, digest.digest("hex"));
  }
  return digests;
}

function filesBelow(root: string, folder: string): string[] {
  return Array.from(
    Deno.readDirSync(join(root, folder)),
    ({ name, isDirectory }) =>
      isDirectory ? filesBelow(root, `${folder}${name}/`) : [folder + name],
  ).flat();
}

function copyTree(from: string, to: string): void {
  Deno.mkdirSync(to, { recursive: true });
  for (const { name, isDirectory } of Deno.readDirSync(from)) {
    const [source, target] = [join(from, name), join(to, name)];
    if (isDirectory) {
      copyTree(source, target);
      continue;
    }
    Deno.copyFileSync(source, target);
    const { mtime } = Deno.statSync(source);
    Deno.utimeSync(target, mtime!, mtime!);
  }
}
