import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { BenchFailure } from "./bench_failure.ts";

/** How often the memory of a child is looked at. */
const LOOK_EVERY_MS = 20;
const KIB = 1024;

/** A command: a program and its arguments. */
export type Words = readonly [program: string, ...args: string[]];

/**
 * Runs a command from its start to its end; what it prints goes nowhere.
 *
 * @param cwd the folder it runs in
 * @returns seconds
 * @throws {BenchFailure} with what it said, when it fails
 */
export async function timeCommand(words: Words, signal: AbortSignal, cwd = "/"): Promise<number> {
  const startedAt = performance.now();
  const { success, stderr } = await spawn(words, signal, cwd).output();
  const seconds = (performance.now() - startedAt) / 1000;
  refuseFailure(words, success, stderr, signal);
  return seconds;
}

/** Runs a command to its end. @returns what it printed */
export async function askCommand(words: Words, signal: AbortSignal): Promise<string> {
  const { success, stdout, stderr } = await spawn(words, signal, "/", "piped").output();
  refuseFailure(words, success, stderr, signal);
  return new TextDecoder().decode(stdout).trim();
}

/**
 * Runs a command and watches its memory; Linux alone tells.
 *
 * @returns the most bytes it had in memory at a time (`VmHWM` of proc(5)), as last seen before it ended
 */
export async function watchMemory(words: Words, signal: AbortSignal): Promise<number> {
  const child = spawn(words, signal, "/");
  let peakBytes = 0;
  const look = () => peakBytes = Math.max(peakBytes, peakOf(child.pid));
  const timer = setInterval(look, LOOK_EVERY_MS);
  try {
    const { success, stderr } = await child.output();
    refuseFailure(words, success, stderr, signal);
  } finally {
    clearInterval(timer);
  }
  return peakBytes;
}

function spawn(
  [program, ...args]: Words,
  signal: AbortSignal,
  cwd: string,
  stdout: "null" | "piped" = "null",
): Deno.ChildProcess {
  signal.throwIfAborted();
  try {
    const options = { args, cwd, signal, stdin: "null", stdout, stderr: "piped" } as const;
    return new Deno.Command(program, options).spawn();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new BenchFailure(`There is no program ${program}`, "Install it");
  }
}

function refuseFailure(
  words: Words,
  success: boolean,
  stderr: Uint8Array,
  signal: AbortSignal,
): void {
  signal.throwIfAborted();
  if (success) return;
  const said = new TextDecoder().decode(stderr).trim().split("\n").slice(-3).join(" / ");
  throw new BenchFailure(`${words.join(" ")} failed: ${said}`, "Try it by hand");
}

function peakOf(pid: number): number {
  try {
    const [, kib] = /^VmHWM:\s*(\d+) kB$/m.exec(Deno.readTextFileSync(`/proc/${pid}/status`)) ?? [];
    return Number(kib ?? 0) * KIB;
  } catch {
    return 0; // It has just ended.
  }
}

/** Runs a command to its end at once, also when everything is to stop. @returns what it printed */
export function runNow(program: string, ...args: string[]): string {
  const { success, stdout, stderr } = new Deno.Command(program, { args, stdin: "null" })
    .outputSync();
  if (success) return new TextDecoder().decode(stdout).trim();
  const said = new TextDecoder().decode(stderr).trim();
  throw new BenchFailure(`${[program, ...args].join(" ")} failed: ${said}`, "Try it by hand");
}

/** Whether a program can be called by its name. */
export function isInstalled(program: string): boolean {
  const suffix = Deno.build.os === "windows" ? ".exe" : "";
  const folders = (Deno.env.get("PATH") ?? "").split(delimiter);
  return folders.some((folder) => existsSync(join(folder, program + suffix)));
}
