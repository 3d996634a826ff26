import { statfsSync } from "node:fs";
import { BenchFailure } from "./bench_failure.ts";
import type { DeliveredTrees } from "./delivered_tree.ts";
import type { DiskKind } from "./disks.ts";
import type { Result } from "./result.ts";
import type { Program } from "./waterlock.ts";

/** One kind of work that is measured. */
export interface Workload {
  /** As `--only` takes it. */
  readonly name: string;
  /** @throws {BenchFailure} when it cannot be measured here */
  readonly measure: (ground: Ground) => Promise<Result[]>;
}

/** What every workload is given. */
export interface Ground {
  /** Absolute path of an empty folder on the machine's own disk, for this workload alone. */
  readonly folder: string;
  readonly trees: DeliveredTrees;
  readonly program: Program;
  readonly rounds: number;
  /** What amounts of data are multiplied by, at most 1. */
  readonly size: number;
  readonly jobs: number | undefined;
  readonly signal: AbortSignal;
  /** What is going on, for a person. */
  readonly say: (line: string) => void;
  /** A fact that belongs beside the results. */
  readonly note: (line: string) => void;
  /** Why images of a kind cannot be mounted here; undefined where they can. */
  readonly whyNoImage: (kind: DiskKind) => string | undefined;
}

/** @throws {BenchFailure} where the disk has less room than is needed */
export function refuseWithoutRoom(folder: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize >= bytes) return;
  const gib = (count: number) => `${(count / 2 ** 30).toFixed(1)} GiB`;
  throw new BenchFailure(
    `${folder} has room for ${gib(bavail * bsize)}, and ${gib(bytes)} are needed`,
    "Make room, name another folder in TMPDIR, or measure less with --size",
  );
}
