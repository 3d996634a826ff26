// deno-lint-ignore-file no-explicit-any
import fs from "node:fs";
import { type Call, Refusal, told, toldLater } from "./calls.ts";

/** The paths of files that are open. */
const paths = new WeakMap<object, string>();
/** What a program has open that ends now: the system closes it. */
const open = new Set<Deno.FsFile>();

/** Puts a teller before each of Deno's calls about files that the program makes. */
export function wrapDeno(): void {
  const deno = Deno as any;
  const replace = (name: string, describe: (...args: any[]) => Call) => {
    const original = deno[name];
    deno[name] = (...args: any[]) =>
      refusing(() => told(describe(...args), () => original(...args)));
  };
  const about = (operation: string, at = 0) => (...args: any[]): Call => {
    return { operation, path: String(args[at]) };
  };
  replace("removeSync", about("remove"));
  replace("mkdirSync", about("mkdir"));
  replace("truncateSync", about("truncate"));
  replace("chmodSync", about("chmod"));
  replace("utimeSync", about("utime"));
  replace("renameSync", (from, path): Call => ({ operation: "rename", path, from }));
  replace("symlinkSync", about("link", 1));
  replace("copyFileSync", about("create", 1));
  for (const name of ["readTextFileSync", "readDirSync", "readLinkSync"]) {
    replace(name, about("read"));
  }
  for (const name of ["statSync", "lstatSync"]) replace(name, about("look"));

  // A folder: Deno's own call would remove a file as well.
  const { rmdirSync } = fs as any;
  (fs as any).rmdirSync = (path: string) =>
    told({ operation: "remove", path }, () => rmdirSync(path));

  const opening = (path: unknown, options?: Deno.OpenOptions): Call => {
    const operation = options?.create || options?.createNew ? "create" : "open";
    return { operation, path: String(path) };
  };
  const remember = (path: unknown, file: Deno.FsFile) => {
    paths.set(file, String(path));
    open.add(file);
    return file;
  };
  const { openSync, open: openLater } = Deno;
  deno.openSync = (path: string, options?: Deno.OpenOptions) =>
    refusing(() => told(opening(path, options), () => remember(path, openSync(path, options))));
  deno.open = (path: string, options?: Deno.OpenOptions) =>
    toldLater(opening(path, options), async () => remember(path, await openLater(path, options)));
  wrapFiles();
}

function wrapFiles(): void {
  const files = Deno.FsFile.prototype as any;
  const of = (file: object, operation: string, data?: Uint8Array): Call => {
    return { operation, path: paths.get(file) ?? "", ...data && { data } };
  };
  const { writeSync, readSync, read, close } = files;
  files.writeSync = function (data: Uint8Array) {
    return refusing(() => told(of(this, "write", data), () => writeSync.call(this, data)));
  };
  const filled = (buffer: Uint8Array) => (length: number | null) => buffer.subarray(0, length ?? 0);
  files.readSync = function (buffer: Uint8Array) {
    const call = of(this, "read");
    return refusing(() => told<any>(call, () => readSync.call(this, buffer), filled(buffer)));
  };
  files.read = function (buffer: Uint8Array) {
    return toldLater<any>(of(this, "read"), () => read.call(this, buffer), filled(buffer));
  };
  for (const [name, operation] of Object.entries(CHANGES_OF_FILES)) {
    const original = files[name];
    files[name] = function (...args: any[]) {
      return refusing(() => told(of(this, operation), () => original.apply(this, args)));
    };
  }
  const dispose = files[Symbol.dispose];
  files.close = function () {
    open.delete(this);
    close.call(this);
  };
  files[Symbol.dispose] = function () {
    open.delete(this);
    dispose.call(this);
  };
}

const CHANGES_OF_FILES = { syncSync: "sync", syncDataSync: "sync", truncateSync: "truncate" };

/** Deno has a class of its own for this one, which the program looks for. */
function refusing<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "EACCES") throw error;
    throw Object.assign(new Deno.errors.PermissionDenied(error.message), { code: error.code });
  }
}

/** Closes what is still open, as the system does for a program that has ended. */
export function closeFiles(): void {
  for (const file of open) {
    try {
      file.close();
    } catch {
      // It was closed some other way.
    }
  }
  open.clear();
}
