import type { Problem, ProgressEvent, Tally, WaitReason } from "../../operations/mod.ts";

/** What a stage has told of until its end, added up for its closing words. */
export class StageAccount {
  /** Problems by kind. */
  readonly problems = new Map<Problem["code"], number>();
  /** What stays behind, by why. */
  readonly waits = new Map<WaitReason, Tally>();
  /** What a load's scan could not take into the plan, so that it is not among what failed. */
  unplanned = 0;
  #isPlanned = false;

  /** Bytes that were carried of files of which no last part has come. */
  readonly parts = new Map<string, number>();

  add(event: ProgressEvent): void {
    if (event.event === "plan") this.#isPlanned = true;
    else if (event.event === "part") {
      this.parts.set(event.path, (this.parts.get(event.path) ?? 0) + event.bytes);
    } else if (event.event === "file") this.parts.delete(event.path);
    else if (event.event === "problem") {
      this.problems.set(event.code, (this.problems.get(event.code) ?? 0) + 1);
      const isLeft = event.path !== "" && event.code !== "special-file";
      if (isLeft && !this.#isPlanned) this.unplanned += 1;
    } else if (event.event === "waiting") {
      const { files, bytes } = this.waits.get(event.reason) ?? { files: 0, bytes: 0 };
      this.waits.set(event.reason, { files: files + 1, bytes: bytes + event.bytes });
    }
  }
}
