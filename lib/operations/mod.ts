/** What the command line needs of the operations, in one place. */
export { explainFailure } from "./attempt.ts";
export { dump, type DumpOptions, type DumpOutcome } from "./dump.ts";
export { importLegacy, type ImportOptions, type ImportOutcome } from "./import_legacy.ts";
export {
  explainInvalidPair,
  explainInvalidReserve,
  initialiseDrive,
  isInitialised,
  type NewPair,
  refuseInitialised,
  renewPrograms,
} from "./initialise_drive.ts";
export { type OpenDrive, openDrive } from "./open_drive.ts";
export type { Problem, ProgressEvent, ProgressReporter } from "./progress_reporter.ts";
export { type Refusal, run, type RunOptions, type RunOutcome } from "./run.ts";
export type { DumpFacts, FirstUnload, Gone, Questions, Services } from "./services.ts";
export type { StageOutcome } from "./stage_record.ts";
export { type DriveStatus, type PairStatus, readDriveStatus } from "./status.ts";
export { locateDrive } from "../drive/drive_layout.ts";
export type { ProofGrade, Tally } from "../model/entry.ts";
export { WaterlockError } from "../model/errors.ts";
export type { MissingDecision, Stage, StageResult, StageTallies } from "../model/stage.ts";
export type { WaitReason } from "../planning/plan_load.ts";
