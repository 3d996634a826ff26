import { registerStage } from "./run_command.ts";

/** `waterlock unload`: cargo to destination. */
export const registerUnload = registerStage(
  "unload",
  "bring what is aboard to the destination, and prove it there",
  "waterlock unload --yes",
);
