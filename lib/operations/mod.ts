/** What the command line needs of the operations, in one place. */
export { adopt, type Adoption, type AdoptOptions } from "./adopt.ts";
export { explainFailure } from "./attempt.ts";
export { dump, type DumpOptions, type DumpOutcome } from "./dump.ts";
export { findFiles, type FoundFile, type FoundPlace } from "./find_files.ts";
export { listPastStages, type PastStage } from "./history.ts";
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
export { listDestination, type ManifestEntry } from "./manifest.ts";
export { type OpenDrive, openDrive } from "./open_drive.ts";
export type { Problem, ProgressEvent, ProgressReporter } from "./progress_reporter.ts";
export { type Refusal, run, type RunOptions, type RunOutcome } from "./run.ts";
export { selectOnePair } from "./select_pairs.ts";
export type { DumpFacts, FirstUnload, Gone, Questions, Services } from "./services.ts";
export type { StageOutcome } from "./stage_record.ts";
export { type DriveStatus, type PairStatus, readDriveStatus } from "./status.ts";
export { verify, type VerifyOptions, type VerifyOutcome } from "./verify.ts";
export { locateDrive } from "../drive/drive_layout.ts";
export type { ProofGrade, Proofs, Tally } from "../model/entry.ts";
export { isJobs, MOST_JOBS } from "../model/jobs.ts";
export { manifestLine } from "../model/manifest_line.ts";
export { WaterlockError } from "../model/errors.ts";
export type { EachDecided, GoneAnswer, GoneEntry, MissingDecision } from "../model/stage.ts";
export type { LargestFolders } from "../planning/largest_folders.ts";
export type { Stage, StageResult, StageTallies } from "../model/stage.ts";
export { type Budget, parseBudget } from "../model/budget.ts";
export type { End, VerificationTallies } from "../model/verification.ts";
export type { WaitReason } from "../planning/plan_load.ts";
