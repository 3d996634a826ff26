import type { EntryRow } from "../catalogue/rows.ts";
import { publishFiles } from "../filesystem/publish_file.ts";
import type { FileProblem, NoSpace } from "../model/errors.ts";
import { discard } from "../transfer/carry_files.ts";
import { problemOfWriting } from "./problem_of.ts";
import { checkEnds, type UnloadContext } from "./unload_context.ts";

/** A proven partial at the destination, and what it is to become there. */
export interface Candidate {
  readonly partial: string;
  readonly final: string;
  readonly entry: Pick<EntryRow, "id" | "path">;
  /** Whether what lies under the name now is neither nothing nor what Waterlock delivered. */
  readonly isForeign: () => boolean;
  /** Whether the partial stays where it cannot have its name. */
  readonly keepsPartial?: boolean;
}

/**
 * Gives proven partials their final names at the destination; what somebody else put there moves aside.
 * Where one cannot have its name, no partial is left, unless it is to be kept.
 *
 * @returns for each in order why it is not published, or undefined
 * @throws {WaterlockError} when an end is gone
 */
export function publishProven(
  candidates: readonly Candidate[],
  context: UnloadContext,
): (FileProblem | NoSpace | undefined)[] {
  const { drive: { catalogue }, folders, setAside, services } = context;
  let restore: (() => void)[];
  try {
    checkEnds(context);
    restore = catalogue.transaction(() =>
      candidates.map(({ entry }) => catalogue.deliveries.withdraw(entry.id))
    );
  } catch (error) {
    for (const candidate of candidates) discardPartial(candidate);
    throw error;
  }
  const hasGivenWay = new Set<Candidate>();
  const outcomes = publishFiles(
    candidates.map((candidate) => {
      const { partial, final, entry, isForeign } = candidate;
      const makeWay = () => {
        if (!isForeign()) return;
        setAside.move(final, entry.path);
        hasGivenWay.add(candidate);
      };
      return { partial, final, makeWay };
    }),
    folders,
  );
  for (const [index, { hasName }] of outcomes.entries()) {
    if (hasName) continue;
    if (!hasGivenWay.has(candidates[index]!)) restore[index]!();
    discardPartial(candidates[index]!);
  }
  // No file is to be blamed for a disk that is gone.
  if (outcomes.some(({ error }) => error !== undefined)) checkEnds(context);
  return outcomes.map(({ error }, index) => {
    if (error !== undefined) return problemOfWriting(error);
    services.reached?.("published", candidates[index]!.final);
    return undefined;
  });
}

function discardPartial({ partial, keepsPartial }: Candidate): void {
  if (!keepsPartial) discard(partial);
}
