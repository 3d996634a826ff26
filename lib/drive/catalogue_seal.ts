import { basename } from "node:path";
import { digestOfFile } from "../filesystem/digest_of_file.ts";
import { readStatus } from "../filesystem/file_status.ts";
import { writeWholeFile } from "../filesystem/write_whole_file.ts";
import { type Digest, parseDigest } from "../model/digest.ts";
import { manifestLine } from "../model/manifest_line.ts";
import type { DriveLayout } from "./drive_layout.ts";

/** What was said of a catalogue when it was closed. */
export interface Seal {
  /** The digest of its snapshot, where that knew all that the catalogue did but the latest history. */
  readonly snapshot: Digest | undefined;
}

/**
 * The seal of a catalogue that lies there to the bit as it was closed, checked and whole. Undefined
 * where nothing tells so: the program was killed, the snapshot was put in its place, a bit has flipped.
 */
export function readSeal(layout: DriveLayout): Seal | undefined {
  const { catalogue, snapshot, seal } = layout;
  try {
    // A log holds what the file does not.
    if (LOGS.some((suffix) => readStatus(catalogue + suffix)?.size)) return undefined;
    const digests = parseSeal(Deno.readTextFileSync(seal));
    const sealed = digests.get(basename(catalogue));
    if (!sealed || digestOfFile(catalogue) !== sealed) return undefined;
    return { snapshot: digests.get(basename(snapshot)) };
  } catch {
    return undefined;
  }
}

/** Seals a catalogue that has just been closed, in the form that `b2sum -c` reads. */
export function writeSeal({ catalogue, snapshot, seal }: DriveLayout, facts: Seal): void {
  try {
    const lines = [manifestLine(digestOfFile(catalogue), basename(catalogue))];
    if (facts.snapshot) lines.push(manifestLine(facts.snapshot, basename(snapshot)));
    writeWholeFile(seal, lines.map((line) => `${line}\n`).join(""));
  } catch {
    // An older seal fits nothing that has changed: the next opening checks the catalogue itself.
  }
}

const LOGS = ["-wal", "-journal"];

function parseSeal(text: string): Map<string, Digest> {
  const lines = text.split("\n").filter((line) => line !== "");
  return new Map(lines.map((line) => [line.slice(130), parseDigest(line.slice(0, 128))]));
}
