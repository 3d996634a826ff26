import { strictEqual } from "node:assert/strict";
import { Buffer } from "node:buffer";
import { createCipheriv, createHash } from "node:crypto";
import { dump } from "../../lib/operations/dump.ts";
import { openDrive } from "../../lib/operations/open_drive.ts";
import type { Services } from "../../lib/operations/services.ts";
import { performStage, servicesWith } from "./perform_stage.ts";

export const KIB = 1024;

/** A drive's file system that holds no larger file. */
export const LIMIT = { mostFileBytes: 64 * KIB };
/** What a film of 150 KiB lies in. */
export const PARTS = [1, 2, 3].map((number) => `film.waterlock-part-00${number}`);

/** Bytes that are the same nowhere else. */
export function noise(bytes: number, seed = "noise"): Uint8Array<ArrayBuffer> {
  const key = createHash("blake2b512").update(seed).digest().subarray(0, 16);
  const stream = createCipheriv("aes-128-ctr", key, Buffer.alloc(16));
  const made = new Uint8Array(stream.update(Buffer.alloc(bytes)));
  stream.final();
  return made;
}

/** The plug is pulled when a step is reached for a file. */
export function pulledAt(wanted: string, name: string): Services["reached"] {
  return (step, path) => {
    if (step === wanted && path.includes(name)) throw new Error("pulled");
  };
}

/** A load that ends before some part of a file. @param number from 1 */
export async function loadUntil(drive: string, number: number, film = "film"): Promise<void> {
  const reached = pulledAt("begun", PARTS[number - 1]!.replace("film", film));
  strictEqual((await performStage(drive, "load", servicesWith(reached), LIMIT)).result, "failed");
}

/** Dumps what has arrived, or with `all` whatever lies in cargo. @returns what was wrong */
export async function dumpCargo(drive: string, all = false): Promise<readonly unknown[]> {
  const services = servicesWith();
  const questions = { ...services.questions, confirmDump: () => Promise.resolve(true) };
  using open = await openDrive(drive, "dump", services);
  const options = { pairs: [], all, dryRun: false };
  return (await dump(open, options, { ...services, questions })).problems;
}
