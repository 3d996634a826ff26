import { registerStage } from "./run_command.ts";

/** `waterlock load`: source to cargo. */
export const registerLoad = registerStage("load");
