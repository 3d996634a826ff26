import type { EntryRow } from "../catalogue/rows.ts";
import { writing } from "../filesystem/attempt.ts";
import { publishFile } from "../filesystem/publish_file.ts";
import { discard } from "./transfer_file.ts";
import { checkEnds, type UnloadContext } from "./unload_context.ts";

/**
 * Gives a proven partial its final name at the destination; what somebody else put there moves aside.
 * When it cannot have the name, no partial is left.
 *
 * @param isForeign whether what lies under the name now is neither nothing nor what Waterlock delivered
 */
export function publishProven(
  partial: string,
  final: string,
  { id, path }: Pick<EntryRow, "id" | "path">,
  isForeign: () => boolean,
  context: UnloadContext,
): void {
  let restore = () => {};
  try {
    checkEnds(context);
    restore = context.drive.catalogue.deliveries.withdraw(id);
    writing(() => {
      if (isForeign()) context.setAside.move(final, path);
      publishFile(partial, final);
    });
  } catch (error) {
    restore();
    discard(partial);
    throw error;
  }
  context.services.reached("published", final);
}
