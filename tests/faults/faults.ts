import { type Call, Killed, type Listener, Refusal } from "./calls.ts";
import { CHANGES, type Effect, type Fault, parseFault, printFault } from "./fault_line.ts";
import { type Ends, placeOf } from "./places.ts";
import { Unsynced } from "./unsynced.ts";

/** By one of these a run comes to know a destination. */
const SEEN = ["mkdir marker folder", "read marker"];

/** Where an end lies that was taken away while the program was at work. */
export function yankedPath(end: string): string {
  return `${end}.yanked`;
}

/** Strikes the calls of one run as its fault lines say, and counts what it passes. */
export class Faults implements Listener, Disposable {
  /** How often each point was passed, by its name: `rename cargo`. */
  readonly passed = new Map<string, number>();
  /** The lines that struck. */
  readonly struck = new Set<string>();
  /** Whether an end was taken away before the destination's marker was read, or a folder made for it. */
  wasTakenUnseen = false;
  #isDead = false;
  readonly #faults: { fault: Fault; turns: number }[];
  /** Kept only where the power is to be cut: it costs time. */
  readonly #unsynced: Unsynced | undefined;
  readonly #due = new WeakMap<Call, { place: string; effects: Effect[] }>();

  /** @param kill ends the program, or says that it is to be taken for dead from now on */
  constructor(
    lines: readonly string[],
    private readonly ends: Ends,
    private readonly kill: () => void,
  ) {
    this.#faults = lines.map((line) => ({ fault: parseFault(line), turns: 0 }));
    const isToBeCut = this.#faults.some(({ fault }) => fault.effect === "cut");
    this.#unsynced = isToBeCut ? new Unsynced(ends) : undefined;
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  readonly before = (call: Call): void => {
    if (this.#isDead) throw new Killed();
    const place = call.place ?? placeOf(this.ends, call.path, () => isFolder(call.path));
    if (place === undefined) return;
    const isChange = CHANGES.has(call.operation);
    const name = `${call.operation} ${place}`;
    this.passed.set(name, (this.passed.get(name) ?? 0) + 1);
    const effects = this.#strike(call, place, isChange);
    this.#due.set(call, { place, effects });
    for (const effect of effects) this.#doBefore(effect, call);
    if (isChange) this.#unsynced?.note(call);
  };

  readonly after = (call: Call, read: Uint8Array | undefined): void => {
    if (this.#isDead) throw new Killed();
    for (const effect of this.#due.get(call)?.effects ?? []) {
      if (effect === "cut") this.#cut();
      else if (effect === "kill-after") this.#die();
      else if (effect === "flip" && read) flipIn(read);
      else if (effect === "flip" && !call.data && call.path !== "") flipFile(call.path);
    }
  };

  [Symbol.dispose](): void {
    this.#unsynced?.[Symbol.dispose]();
  }

  #strike(call: Call, place: string, isChange: boolean): Effect[] {
    const effects: Effect[] = [];
    for (const one of this.#faults) {
      const { operation, turn, isLasting, effect } = one.fault;
      const fits = (operation === "any" ? isChange : operation === call.operation) &&
        (one.fault.place === undefined || one.fault.place === place);
      if (!fits) continue;
      one.turns += 1;
      if (one.turns !== turn && !(isLasting && one.turns > turn)) continue;
      this.struck.add(printFault(one.fault));
      effects.push(effect);
    }
    return effects;
  }

  #doBefore(effect: Effect, call: Call): void {
    if (effect === "kill") this.#die();
    else if (effect === "flip" && call.data) flipIn(call.data);
    else if (effect.startsWith("yank-")) {
      this.wasTakenUnseen = !SEEN.some((point) => this.passed.has(point));
      yank(this.ends[effect.slice(5) as keyof Ends]);
    } else if (effect.startsWith("E")) throw new Refusal(effect, call);
  }

  #cut(): never {
    this.#unsynced!.lose();
    return this.#die();
  }

  #die(): never {
    this.kill();
    this.#isDead = true;
    throw new Killed();
  }
}

function isFolder(path: string): boolean {
  try {
    return Deno.lstatSync(path).isDirectory;
  } catch {
    return false;
  }
}

/** Flips one bit in the middle. */
function flipIn(bytes: Uint8Array): void {
  if (bytes.length > 0) bytes[bytes.length >> 1]! ^= 4;
}

/** Flips one bit in the middle of a file, and nothing that tells of it. */
export function flipFile(path: string): void {
  const status = Deno.lstatSync(path);
  if (!status.isFile || status.size === 0) return;
  const bytes = Deno.readFileSync(path);
  flipIn(bytes);
  Deno.writeFileSync(path, bytes);
  Deno.utimeSync(path, status.mtime!, status.mtime!);
}

/** Takes an end away, as an unplugged disk is: what has it open still can, its path leads nowhere. */
function yank(end: string): void {
  if (isMountPoint(end)) {
    new Deno.Command("umount", { args: ["-l", end] }).outputSync();
    return;
  }
  Deno.renameSync(end, yankedPath(end));
  Deno.mkdirSync(end);
}

/** Whether something is mounted over a folder, as proc_pid_mountinfo(5) tells it. */
export function isMountPoint(folder: string): boolean {
  if (Deno.build.os !== "linux") return false;
  return Deno.readTextFileSync("/proc/self/mountinfo").includes(` ${folder} `);
}
