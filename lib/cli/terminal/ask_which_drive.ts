import { isInitialised } from "../../operations/initialise_drive.ts";
import { isHere } from "../../operations/judge_new_pair.ts";
import { pluggedDrives } from "../../operations/pick_folder.ts";
import { answerOf } from "./answer.ts";
import { NEW_DRIVE } from "../../vocabulary.ts";
import { leavingNothing, type Talk } from "./talk.ts";

/**
 * Asks which folder is to become a drive.
 *
 * @param likely absolute path of the one that would be without an answer
 * @param why what that folder is to the person
 * @throws {WaterlockError} `interrupted`
 */
export async function askWhichDrive(
  likely: string,
  why: keyof typeof NEW_DRIVE.likely,
  { prompts, home, signal }: Talk,
): Promise<string> {
  return await leavingNothing(async () => {
    prompts.intro(NEW_DRIVE.title);
    const plugged = pluggedDrives()
      .map(({ path, freeBytes }) => ({ path, hint: NEW_DRIVE.isFree(freeBytes) }));
    return answerOf(
      await prompts.folder({
        message: NEW_DRIVE.whichDrive,
        places: [...plugged, { path: likely, hint: NEW_DRIVE.likely[why] }],
        explain: (path) =>
          !isHere(path)
            ? NEW_DRIVE.isNotHere
            : isInitialised(path)
            ? NEW_DRIVE.hasConfig
            : undefined,
        home,
        signal,
      }),
    );
  });
}
