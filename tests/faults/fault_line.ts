/** An error that the system may answer with. */
export const ERRNOS = ["EIO", "ENOSPC", "EROFS", "EACCES", "ESTALE"] as const;
export type Errno = (typeof ERRNOS)[number];

/**
 * What a fault does: the system refuses the call; the program is killed before it or behind it; the
 * power is cut behind it, and with it goes all that is not synced; a bit is flipped in what is read,
 * written or left behind; an end is taken away and leaves its empty mount point.
 */
export type Effect =
  | Errno
  | "kill"
  | "kill-after"
  | "cut"
  | "flip"
  | "yank-source"
  | "yank-drive"
  | "yank-destination";

const EFFECTS: readonly string[] = [
  ...ERRNOS,
  "kill",
  "kill-after",
  "cut",
  "flip",
  "yank-source",
  "yank-drive",
  "yank-destination",
];

/** Calls that leave something changed: a program can be killed before and behind each of them. */
export const CHANGES: ReadonlySet<string> = new Set([
  "create",
  "write",
  "truncate",
  "sync",
  "utime",
  "chmod",
  "rename",
  "remove",
  "mkdir",
  "link",
  "commit",
]);

/** All that a fault can strike; `any` is whatever changes something. */
const OPERATIONS: ReadonlySet<string> = new Set([
  ...CHANGES,
  "any",
  "open",
  "read",
  "look",
  "query",
]);

/** A fault as a line tells it. */
export interface Fault {
  /** `write`, `rename`, …, `any`. */
  readonly operation: string;
  /** `cargo partial`, `marker`, …; undefined for any place. */
  readonly place: string | undefined;
  /** Which of the calls that fit it strikes, from 1. */
  readonly turn: number;
  /** Whether it strikes at every call from that one on. */
  readonly isLasting: boolean;
  readonly effect: Effect;
}

const LINE = /^([a-z]+)(?: ([^@]+))?@(\d+)(\+?):([\w-]+)$/;

/**
 * Reads a fault: `write@3:ENOSPC` (the third write finds no room), `rename cargo@1:kill-after`,
 * `sync destination partial@2+:EIO` (every such sync from the second on fails).
 *
 * @throws {SyntaxError} when it is none
 */
export function parseFault(line: string): Fault {
  const [, operation, place, turn, lasting, effect] = LINE.exec(line) ?? [];
  const isKnown = OPERATIONS.has(operation ?? "") && EFFECTS.includes(effect ?? "");
  if (!operation || !effect || !isKnown || !(Number(turn) >= 1)) {
    throw new SyntaxError(`Not a fault: ${JSON.stringify(line)}; one reads write cargo@3:ENOSPC`);
  }
  return {
    operation,
    place,
    turn: Number(turn),
    isLasting: lasting === "+",
    effect: effect as Effect,
  };
}

/** The line of a fault. */
export function printFault({ operation, place, turn, isLasting, effect }: Fault): string {
  const where = place === undefined ? operation : `${operation} ${place}`;
  return `${where}@${turn}${isLasting ? "+" : ""}:${effect}`;
}
