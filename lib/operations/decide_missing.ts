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
    record.leaveOpen("missing", tally);
  } else {
    catalogue.transaction(() => catalogue.missing.decide(decision));
  }
}
