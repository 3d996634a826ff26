/**
 * Runs Windows programs on Linux for the tests: a Wine of its own, in one folder, without root.
 *
 * Debian's Wine 8 lacks two things that a program made by `deno compile` needs. The prepared folder
 * supplies both, and leaves the installed Wine as it is:
 *
 * - `bcryptprimitives.dll`, from which Rust takes its random bytes;
 * - a `kernelbase.dll` without `VirtualAlloc2`, since V8, where it finds that name, asks for
 *   placeholders, which Wine knows nothing of. Wine takes its own DLLs from where it is installed,
 *   never from the folder, unless they bear no mark of Wine: so the copy gets another mark.
 */

import { join, resolve } from "node:path";

const LOADER = "/usr/lib/wine/wine64";
const SERVER = "/usr/lib/wine/wineserver64";
const KERNELBASE = "/usr/lib/x86_64-linux-gnu/wine/x86_64-windows/kernelbase.dll";
const COMPILER = "/usr/bin/x86_64-w64-mingw32-gcc";

/** Wine ends by itself when no program has used it for so long. */
const IDLE_SECONDS = 300;

/** Nothing that is run here takes a tenth of it; a hanging Wine must not hang the tests. */
const PATIENCE_MS = 120_000;

const RANDOM_BYTES = `
unsigned char __stdcall SystemFunction036(void *bytes, unsigned long length);
__declspec(dllexport) int __stdcall ProcessPrng(void *bytes, unsigned long long length) {
  return SystemFunction036(bytes, (unsigned long) length);
}
`;

/** What starts a Windows program: `command`, its path and its arguments, with `env` set. */
export interface WineSetup {
  /** Absolute path of Wine's loader; it needs no `PATH`, and its process becomes the program. */
  readonly command: string;
  /** The variables that have to be set; all others are free, and reach the program. */
  readonly env: Readonly<Record<string, string>>;
}

/** Why Wine cannot be used here, as one sentence, or undefined when it can. */
export function missingForWine(): string | undefined {
  if (Deno.build.os !== "linux" || Deno.build.arch !== "x86_64") {
    return `Wine is used on Linux x86_64 only, and this is ${Deno.build.os} ${Deno.build.arch}`;
  }
  const missing = [LOADER, SERVER, KERNELBASE, COMPILER].filter((path) => !exists(path));
  if (missing.length === 0) return undefined;
  return `Wine is not installed, ${missing.join(" and ")} cannot be found ` +
    "(Debian: apt-get install wine wine64 gcc-mingw-w64-x86-64-win32)";
}

/**
 * Prepares Wine in a folder, and starts it, so that a program need not wait for Wine's services and
 * these hold no pipe of the program open. A folder that was prepared before is used again; one that
 * was left half made is made anew. Two callers must not prepare the same folder at the same time.
 *
 * @param folder takes 700 MB, and belongs to Wine alone; it need not exist
 * @throws {Error} when Wine is not installed, is another one than the preparation knows, or fails
 */
export async function prepareWine(folder: string): Promise<WineSetup> {
  const missing = missingForWine();
  if (missing !== undefined) throw new Error(missing);
  const root = resolve(folder);
  const server = join(root, "server");
  const windows = join(root, "prefix", "drive_c", "windows", "system32");
  const prepared = join(root, "prepared");
  const setup: WineSetup = {
    command: LOADER,
    env: {
      DISPLAY: "",
      // Without it Wine takes the names of files for ASCII
      LC_ALL: "C.UTF-8",
      // The server's socket lies here, all programs have to find the same
      TMPDIR: server,
      WINEDEBUG: "-all",
      WINEDLLOVERRIDES: "kernelbase=n;mscoree,mshtml,winemenubuilder.exe=",
      WINEPREFIX: join(root, "prefix"),
    },
  };
  if (!exists(prepared)) {
    if (exists(server)) {
      await stopWine(setup);
      await Deno.remove(root, { recursive: true });
    }
    await Deno.mkdir(server, { recursive: true });
    await Deno.mkdir(windows, { recursive: true });
    await Deno.writeFile(join(windows, "kernelbase.dll"), await patchedKernelbase());
    const source = join(root, "bcryptprimitives.c");
    await Deno.writeTextFile(source, RANDOM_BYTES);
    const target = join(windows, "bcryptprimitives.dll");
    await run(COMPILER, ["-shared", "-nostdlib", "-e0", "-o", target, source, "-ladvapi32"], {});
  }
  // 2 says that it runs already
  await run(SERVER, [`--persistent=${IDLE_SECONDS}`], setup.env, [0, 2]);
  await run(LOADER, ["winecfg", "-v", "win10"], setup.env);
  await Deno.writeTextFile(prepared, "");
  return setup;
}

/** Ends all programs and services of a prepared Wine, at once; the folder stays prepared. */
export async function stopWine({ env }: WineSetup): Promise<void> {
  // 1 says that none ran
  await run(SERVER, ["--kill"], env, [0, 1]);
  await run(SERVER, ["--wait"], env);
}

/**
 * Runs a program to its end, with no environment but `env`, and with no standard stream: Wine's
 * services inherit these, and whoever read them would wait for the services too.
 *
 * @throws {Error} when it takes too long, or its exit code is not among `codes`
 */
async function run(
  command: string,
  args: string[],
  env: Readonly<Record<string, string>>,
  codes: readonly number[] = [0],
): Promise<void> {
  const { code } = await new Deno.Command(command, {
    args,
    env,
    clearEnv: true,
    stdin: "null",
    stdout: "null",
    stderr: "null",
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).output();
  if (!codes.includes(code)) throw new Error(`${command} ${args.join(" ")} ended with ${code}`);
}

/** @throws {Error} when Wine's DLL is not of the kind that the preparation was made for */
async function patchedKernelbase(): Promise<Uint8Array<ArrayBuffer>> {
  const dll = await Deno.readFile(KERNELBASE);
  // One character for each byte
  const text = new TextDecoder("latin1").decode(dll);
  const replace = (old: string, replacement: string) => {
    let at = text.indexOf(old);
    if (at < 0) throw new Error(`${KERNELBASE} has no ${old}, it is of another Wine than 8.0`);
    for (; at >= 0; at = text.indexOf(old, at + 1)) {
      dll.set(new TextEncoder().encode(replacement), at);
    }
  };
  // Each as long as before, and at the same place in the sorted list of names
  replace("\0VirtualAlloc2\0", "\0VirtualAlloc1\0");
  replace("Wine builtin DLL", "Wine patched DLL");
  return dll;
}

function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
