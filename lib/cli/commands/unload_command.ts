import { registerStage } from "./run_command.ts";

/** `waterlock unload`: cargo to destination. */
export const registerUnload = registerStage("unload");
