import type { Catalogue } from "../catalogue/catalogue.ts";
import type { PairConfig } from "../drive/config.ts";
import type { Services } from "./services.ts";
import type { StageRecord } from "./stage_record.ts";

/**
 * Has somebody decide about what the scan found gone from the source, and remembers it. Undecided it
 * stays as it is, and is asked again next time.
 */
export async function decideMissing(
  catalogue: Catalogue,
  pair: PairConfig,
  record: StageRecord,
  services: Services,
): Promise<void> {
  const tally = catalogue.missing.tally();
  if (tally.files === 0 && tally.folders === 0) return;
  const decision = await services.questions.decideMissing({
    pair: pair.name,
    tally,
    paths: () => catalogue.missing.paths(),
  });
  if (decision === "leave") {
    record.hasOpenDecisions = tally.files > 0;
    record.notice(
      `${tally.files} files and ${tally.folders} folders are gone from the source; nothing was decided ` +
        "about them (--on-missing skip keeps them at the destination, --on-missing remove removes them)",
    );
  } else {
    catalogue.transaction(() => catalogue.missing.decide(decision));
  }
}
