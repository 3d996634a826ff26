import { intro } from "@clack/prompts";
import { isInitialised } from "../../operations/initialise_drive.ts";
import { isHere } from "../../operations/judge_new_pair.ts";
import { pluggedDrives } from "../../operations/pick_folder.ts";
import { askFolder } from "./ask_folder.ts";
import { formatBytes } from "./format.ts";
import { leavingNothing, type Talk } from "./talk.ts";

/**
 * Asks which folder is to become a drive.
 *
 * @param likely absolute path of the one that would be without an answer
 * @throws {WaterlockError} `interrupted`
 */
export async function askWhichDrive(likely: string, talk: Talk): Promise<string> {
  return await leavingNothing(async () => {
    intro("A new drive");
    const plugged = pluggedDrives()
      .map(({ path, freeBytes }) => ({ path, hint: `${formatBytes(freeBytes)} free` }));
    return await askFolder({
      ...talk,
      message: "Which folder is the drive?",
      places: [...plugged, { path: likely, hint: "this folder" }],
      explain: (path) =>
        !isHere(path)
          ? "There is no such folder here; mount the drive first"
          : isInitialised(path)
          ? "There is a config on it already: edit that one"
          : undefined,
    });
  });
}
