/**
 * Shows Waterlock at work: a small tree crosses from one computer to another on a drive that is too
 * small for it, in as many trips as it takes; then both ends are compared without Waterlock.
 *
 *     deno task demo            everything happens in a temporary folder, removed at the end
 *     deno task demo --keep     the folder stays
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { listenForInterrupts } from "../lib/cli/interrupt.ts";
import { compareTrees } from "./demo/compare_trees.ts";
import { makeSource } from "./demo/make_source.ts";
import { makeSmallDrive, type SmallDrive } from "./demo/small_drive.ts";

const CHECKOUT = fileURLToPath(new URL("..", import.meta.url));
const MIB = 2 ** 20;
const DONE = 0, DONE_IN_PART = 3, INTERRUPTED = 130;
/** Fewer suffice by far; more would mean that the trips lead nowhere. */
const MOST_TRIPS = 10;

type Computer = "home" | "away";

/** Two computers and a drive, as folders side by side. */
class Demo {
  readonly source: string;
  readonly destination: string;
  readonly driveFolder: string;
  readonly drive: SmallDrive;

  constructor(readonly root: string, private readonly signal: AbortSignal) {
    this.source = join(root, "home", "Pictures");
    this.destination = join(root, "away", "Backup");
    this.driveFolder = join(root, "drive");
    for (const folder of [this.source, this.destination, this.driveFolder]) {
      Deno.mkdirSync(folder, { recursive: true });
    }
    this.drive = makeSmallDrive(this.driveFolder);
  }

  /** Everything, from an empty drive to the proof; true when both ends are identical. */
  async perform(): Promise<boolean> {
    console.log("Making a source of photos, videos and letters …");
    await makeSource(this.source, this.signal);
    const { files, bytes } = compareTrees(this.source, this.destination);
    console.log(`  source       ${this.source}: ${files} files, ${mebibytes(bytes)}`);
    console.log(`  drive        ${this.driveFolder}: ${this.drive.description}`);
    console.log(`  destination  ${this.destination}: empty`);
    console.log(
      'This machine plays both computers, "home" and "away": while a command runs at one,',
    );
    console.log("the folder of the other is out of sight.");

    await this.#setUp();
    const trips = await this.#makeTrips();

    heading("Comparing both ends, without Waterlock: names, bytes (SHA-256), links, times, modes");
    const { differences } = compareTrees(this.source, this.destination);
    for (const difference of differences) console.log(difference);
    const verdict = differences.length === 0
      ? "identical at both ends"
      : `${differences.length} differences`;
    console.log(
      `${files} files, ${mebibytes(bytes)}: ${verdict}, in ${trips} ${
        trips === 1 ? "trip" : "trips"
      }.`,
    );
    if (differences.length > 0) return false;

    heading("Once more at home: there is nothing left to carry");
    await this.#waterlock("home", ["load"], [DONE]);
    if (this.#isCargoAboard()) throw new Error("A load after the last trip carried something");
    return true;
  }

  async #setUp(): Promise<void> {
    heading("The drive is set up");
    const { source, destination } = this;
    const pair = ["--pair", "Pictures", "--source", source, "--destination", destination];
    const reserve = ["--reserve", this.drive.reserve()];
    await this.#waterlock("home", ["init", ...pair, ...reserve], [DONE]);
    this.#edit("dump", "always", "cargo leaves the drive once it has arrived");
  }

  /** Goes back and forth until nothing waits at the source; says how many trips it took. */
  async #makeTrips(): Promise<number> {
    for (let trip = 1; trip <= MOST_TRIPS; trip++) {
      heading(`Trip ${trip}, at home`);
      this.#edit("reserve", this.drive.reserve(), "the drive is small again");
      let code;
      if (trip === 1) {
        await this.#waterlock("home", ["plan"], [DONE, DONE_IN_PART]);
        code = await this.#waterlock("home", ["load"], [DONE, DONE_IN_PART]);
        await this.#waterlock("home", ["status"], [DONE]);
      } else {
        code = await this.#waterlock("home", [], [DONE, DONE_IN_PART]);
      }
      heading(`Trip ${trip}, away`);
      await this.#waterlock("away", trip === 1 ? ["unload", "--yes"] : [], [DONE]);
      if (code === DONE) return trip;
    }
    throw new Error(`Something still waits at the source after ${MOST_TRIPS} trips`);
  }

  /** Runs the program from the checkout where only one computer's folder is visible. */
  async #waterlock(at: Computer, args: string[], expected: readonly number[]): Promise<number> {
    this.signal.throwIfAborted();
    const shown = ["waterlock", ...args.map(quote)].join(" ");
    console.log(`$ ${shown}`);
    const other = join(this.root, at === "home" ? "away" : "home");
    Deno.renameSync(other, `${other}.hidden`);
    try {
      const { code } = await new Deno.Command(Deno.execPath(), {
        args: [...programArguments(), ...args],
        env: { WATERLOCK_DRIVE: this.driveFolder },
        stdin: "null",
        signal: this.signal,
      }).spawn().status;
      this.signal.throwIfAborted();
      if (!expected.includes(code)) throw new Error(`${shown} ended with exit code ${code}`);
      return code;
    } finally {
      Deno.renameSync(`${other}.hidden`, other);
    }
  }

  /** Changes a line of the config, as a person would, and says so. */
  #edit(key: string, value: string, effect: string): void {
    const config = join(this.driveFolder, "config", "waterlock.toml");
    const line = new RegExp(`^${key} = "[^"]*"`, "m"), edited = `${key} = "${value}"`;
    const toml = Deno.readTextFileSync(config);
    if (!line.test(toml)) throw new Error(`${config} has no line for ${key}`);
    if (toml.includes(edited)) return;
    Deno.writeTextFileSync(config, toml.replace(line, edited));
    console.log(`Edited config/waterlock.toml: ${edited}, so that ${effect}.`);
  }

  #isCargoAboard(folder = join(this.driveFolder, "cargo")): boolean {
    return Array.from(Deno.readDirSync(folder)).some((entry) =>
      !entry.isDirectory || this.#isCargoAboard(join(folder, entry.name))
    );
  }
}

/** What follows `deno` in the task `waterlock`: the program with the permissions it always has. */
function programArguments(): string[] {
  const { tasks } = JSON.parse(Deno.readTextFileSync(join(CHECKOUT, "deno.json")));
  const [, ...words] = (tasks.waterlock.command as string).split(" ");
  return words.map((word) => word === "main.ts" ? join(CHECKOUT, word) : word);
}

function heading(text: string): void {
  const isBold = Deno.stdout.isTerminal() && !Deno.noColor;
  console.log(isBold ? `\n\x1b[1m${text}\x1b[0m` : `\n${text}`);
}

function mebibytes(bytes: number): string {
  return `${Math.round(bytes / MIB)} MiB`;
}

/** An argument as a person would type it into a shell. */
function quote(arg: string): string {
  return /^[\w./:\\-]+$/.test(arg) ? arg : `"${arg}"`;
}

/** Runs the demo in a folder of its own, removes that, and gives the exit code. */
async function main(args: readonly string[]): Promise<number> {
  const unknown = args.find((arg) => arg !== "--keep");
  if (unknown !== undefined) {
    console.error(`The demo does not know ${unknown}; it takes --keep or nothing.`);
    return 2;
  }
  // Asked a second time it goes on to clear away what it made.
  const interruption = listenForInterrupts(() => {});
  const root = Deno.realPathSync(Deno.makeTempDirSync({ prefix: "waterlock-demo-" }));
  let demo: Demo | undefined;
  try {
    demo = new Demo(root, interruption);
    return await demo.perform() ? 0 : 1;
  } catch (error) {
    if (!interruption.aborted) throw error;
    console.log("\nThe demo was interrupted.");
    return INTERRUPTED;
  } finally {
    if (args.includes("--keep")) {
      const isMounted = demo?.drive.isMounted;
      console.log(`\nKept: ${root}${isMounted ? " (before you delete it: umount its drive)" : ""}`);
    } else {
      demo?.drive.remove();
      Deno.removeSync(root, { recursive: true });
    }
  }
}

if (import.meta.main) Deno.exit(await main(Deno.args));
