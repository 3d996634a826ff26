/** A call that the program makes of the system, of SQLite or of the C library. */
export interface Call {
  /** `create`, `write`, `sync`, `rename`, `commit`, … */
  readonly operation: string;
  /** The absolute path of what it is about; where something gets a name, the new one. */
  readonly path: string;
  /** The name that something had before it was renamed. */
  readonly from?: string;
  /** Whether a sync is about all of a file system. */
  readonly isWhole?: boolean;
  /** In place of what lies at the path: the tables that a commit is about. */
  readonly place?: string;
  /** What is about to be written. */
  readonly data?: Uint8Array;
}

/** Who is told of every call, and may change what comes of it. */
export interface Listener {
  /** Before it is made; what this throws is what the program gets to see. */
  readonly before: (call: Call) => void;
  /** When it has been made. @param read what it has read, to be changed in place */
  readonly after: (call: Call, read: Uint8Array | undefined) => void;
}

let listener: Listener | undefined;
let isTelling = false;

/** Has every call told from now on; `undefined`: none. The listener's own calls are not. */
export function listenTo(next: Listener | undefined): void {
  listener = next;
}

/** Makes a call, telling of it. @param read what the call has read, by its result */
export function told<T>(
  call: Call,
  make: () => T,
  read: (result: T) => Uint8Array | undefined = () => undefined,
): T {
  if (!listener || isTelling) return make();
  tell((one) => one.before(call));
  const result = make();
  tell((one) => one.after(call, read(result)));
  return result;
}

/** Likewise, for a call that is answered later. */
export async function toldLater<T>(
  call: Call,
  make: () => Promise<T>,
  read: (result: T) => Uint8Array | undefined = () => undefined,
): Promise<T> {
  if (!listener || isTelling) return await make();
  tell((one) => one.before(call));
  const result = await make();
  tell((one) => one.after(call, read(result)));
  return result;
}

function tell(what: (listener: Listener) => void): void {
  if (!listener) return;
  isTelling = true;
  try {
    what(listener);
  } finally {
    isTelling = false;
  }
}

/** What a call throws that the system refuses, as Deno would have put it. */
export class Refusal extends Error {
  constructor(readonly code: string, { operation, path }: Call) {
    super(`${code}: ${operation} '${path}' (a fault of a test's)`);
  }
}

/** What every call of a dead program throws. Nothing that catches it can do any harm any more. */
export class Killed extends Error {
  constructor() {
    super("This program was killed");
  }
}
