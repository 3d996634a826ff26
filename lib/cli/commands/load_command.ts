import { registerStage } from "./run_command.ts";

/** `waterlock load`: source to cargo. */
export const registerLoad = registerStage(
  "load",
  "fill the drive from the source with what the destination lacks",
  "waterlock load --dry-run",
);
