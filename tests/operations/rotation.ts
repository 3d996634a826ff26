import { join } from "node:path";
import type { MissingDecision, Stage } from "../../lib/model/stage.ts";
import type { Services } from "../../lib/operations/services.ts";
import type { StageOutcome } from "../../lib/operations/stage_record.ts";
import { TwoComputers } from "../e2e/two_computers.ts";
import { performStage, servicesWith } from "./perform_stage.ts";

/** What a stage of a rotation may be told. */
export interface RotationOptions {
  readonly decision?: MissingDecision;
  readonly reached?: Services["reached"];
  /** The computer it runs at, where that matters. */
  readonly host?: string;
}

/** Two computers with two drives for one pair, and clocks that a test sets. */
export class Rotation implements Disposable {
  readonly computers = new TwoComputers();
  /** The drives' roots. */
  readonly a = this.computers.drive;
  readonly b: string;
  /** Milliseconds since 1970; a minute passes with each stage. */
  now = Date.parse("2026-01-01T12:00:00Z");
  readonly notices: string[] = [];

  constructor() {
    this.b = this.addDrive("second drive");
  }

  /** A new drive with the same config. */
  addDrive(name: string): string {
    const root = join(this.computers.root, name);
    Deno.mkdirSync(join(root, "config"), { recursive: true });
    const config = "config/waterlock.toml";
    Deno.copyFileSync(join(this.a, config), join(root, config));
    return root;
  }

  async load(drive: string, options?: RotationOptions): Promise<StageOutcome> {
    return await this.#perform(drive, "load", options);
  }

  async unload(drive: string, options?: RotationOptions): Promise<StageOutcome> {
    return await this.#perform(drive, "unload", options);
  }

  async #perform(drive: string, stage: Stage, options: RotationOptions = {}) {
    const { decision = "leave", reached } = options;
    this.now += 60_000;
    return await performStage(drive, stage, {
      ...servicesWith(reached, undefined, decision),
      clock: { now: () => this.now++ },
      host: options.host ?? (stage === "load" ? "home" : "away"),
      reporter: {
        report: (event) => {
          if (event.event === "notice") this.notices.push(event.message);
        },
      },
    });
  }

  [Symbol.dispose](): void {
    this.computers[Symbol.dispose]();
  }
}

/** Files and bytes that a stage copied. */
export function carriedBy({ tallies: { carried } }: StageOutcome): [files: number, bytes: number] {
  return [carried.files, carried.bytes];
}
