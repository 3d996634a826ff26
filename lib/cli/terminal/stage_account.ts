import type { Problem, ProgressEvent, Tally, WaitReason } from "../../operations/mod.ts";

/** What a stage has told of until its end, added up for its closing words. */
export class StageAccount {
  /** Problems by kind. */
  readonly problems = new Map<Problem["code"], number>();
  /** What stays behind, by why. */
  readonly waits = new Map<WaitReason, Tally>();

  add(event: ProgressEvent): void {
    if (event.event === "problem") {
      this.problems.set(event.code, (this.problems.get(event.code) ?? 0) + 1);
    } else if (event.event === "waiting") {
      const { files, bytes } = this.waits.get(event.reason) ?? { files: 0, bytes: 0 };
      this.waits.set(event.reason, { files: files + 1, bytes: bytes + event.bytes });
    }
  }
}
