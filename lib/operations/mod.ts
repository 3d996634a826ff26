/**
 * What every command needs of the operations and of what lies below them, types above all. An
 * operation itself is not here: its command imports it from its own file when it is run, so that no
 * other command waits for it.
 */
export type { Adoption, AdoptOptions } from "./adopt.ts";
export { explainFailure } from "./attempt.ts";
export type { DumpOptions, DumpOutcome } from "./dump.ts";
export type { FoundFile, FoundPlace } from "./find_files.ts";
export type { ImportOptions, ImportOutcome } from "./import_legacy.ts";
export type { FirstTransfer, NewDriveSpace } from "./first_transfer.ts";
export type { NewDrive, NewPair } from "./initialise_drive.ts";
export type { DriveThatKnows } from "./initialise_from.ts";
export type { FolderListing, ListedFile, ListedFolder, ListedState } from "./list_folder.ts";
export type { OpenDrive } from "./open_drive.ts";
export type { PastStage } from "./past_stage.ts";
export type { Problem, ProgressEvent, ProgressReporter } from "./progress_reporter.ts";
export type { Refusal, RunOptions, RunOutcome } from "./run.ts";
export type { PairReport, ReportFacts } from "./report_facts.ts";
export { selectOnePair } from "./select_pairs.ts";
export type { DumpFacts, FirstUnload, Gone, Questions, Services } from "./services.ts";
export type { StageOutcome } from "./stage_record.ts";
export type { DriveStatus, PairStatus } from "./status.ts";
export type { VerifyOptions, VerifyOutcome } from "./verify.ts";
export type { ProblemTally } from "../catalogue/entries.ts";
export type { PassedOverNames } from "../catalogue/passed_over.ts";
export type { VerifiedSoFar } from "../catalogue/verification.ts";
export type { Visit } from "../catalogue/visits.ts";
export { locateDrive } from "../drive/drive_layout.ts";
export { type ProofGrade, type Proofs, sumTallies, type Tally } from "../model/entry.ts";
export { SAFETIES, type Safety, type SafetyTallies, totalOf } from "../model/safety.ts";
export { isJobs, MOST_JOBS } from "../model/jobs.ts";
export { manifestLine } from "../model/manifest_line.ts";
export { WaterlockError } from "../model/errors.ts";
export type { EachDecided, GoneAnswer, GoneEntry, MissingDecision } from "../model/stage.ts";
export type { LargestFolders } from "../planning/largest_folders.ts";
export type { Stage, StageResult, StageTallies } from "../model/stage.ts";
export { type Budget, parseBudget } from "../model/budget.ts";
export { type End, ENDS, type VerificationTallies } from "../model/verification.ts";
export type { WaitReason } from "../planning/plan_load.ts";
