import type { Catalogue } from "../catalogue/catalogue.ts";
import type { KnownRow } from "../catalogue/entries.ts";
import type { PassedOverNames } from "../catalogue/passed_over.ts";
import { ownTime } from "../catalogue/rows.ts";
import type { PairConfig } from "../drive/config.ts";
import { mtimePrecisionNs } from "../filesystem/file_status.ts";
import { keepsLocalTime } from "../filesystem/local_time.ts";
import { scanTree } from "../filesystem/scan_tree.ts";
import { type EntryKind, isSameVersion, type ScannedEntry } from "../model/entry.ts";
import { WaterlockError } from "../model/errors.ts";
import { foldersAbove, type RelativePath } from "../model/relative_path.ts";
import { gitignoreRules } from "../planning/gitignore_rules.ts";
import {
  hasShrunken,
  isDecided,
  isUnchanged,
  judgeEntry,
  stateOf,
  type Verdict,
} from "../planning/judge_entry.ts";
import { march } from "../planning/march.ts";
import { UNFIT_END } from "../vocabulary.ts";
import { usable } from "./attempt.ts";
import { Pacer } from "./pacer.ts";
import { isSameDespiteTime } from "./same_despite_time.ts";
import { ScanBeside } from "./scan_beside.ts";
import type { Services } from "./services.ts";
import { isHarmless, type StageRecord } from "./stage_record.ts";

/** From so many entries on a thread of its own saves more time than it costs. */
const MANY = 20_000;

/**
 * Walks the source beside the catalogue and records what is new, changed or gone. To be called in a
 * transaction of the catalogue, which the caller undoes when this throws.
 *
 * Entries that are gone are listed in `catalogue.missing`; nothing is decided about them here. What no
 * entry can be made of is remembered in `catalogue.passedOver`.
 *
 * @throws {WaterlockError} `refused` when the source shows less than half of what it had, unless
 *   `allowMissing`; `interrupted`
 */
export async function scanSource(
  catalogue: Catalogue,
  pairId: bigint,
  pair: PairConfig,
  allowMissing: boolean,
  record: StageRecord,
  services: Services,
): Promise<void> {
  const isExcluded = gitignoreRules(pair.exclude, { ignorecase: false });
  const unknown = new Set<string>();
  const passedOver = new Map<string, PassedOverNames>();
  const isUnknown = (path: string) => unknown.has(path) || unknown.has(path.replace(/\/$/, ""));
  const onProblem: Parameters<typeof scanTree>[1]["onProblem"] = (path, problem) => {
    unknown.add(path);
    record.note(path, problem);
    const { code } = problem,
      { names, example } = passedOver.get(code) ?? { names: 0, example: path };
    if (!isHarmless(code)) passedOver.set(code, { code, names: names + 1, example });
  };
  const judging = {
    precisionNs: mtimePrecisionNs(),
    minSizeBytes: pair.minSizeBytes,
    isLeftOut: ({ path, kind }: { readonly path: RelativePath; readonly kind: EntryKind }) =>
      isExcluded(path) || (kind === "link" && pair.symlinks === "skip"),
    isUnknown: (path: RelativePath) => [...foldersAbove(path), path].some(isUnknown),
  };
  const isLocal = keepsLocalTime(pair.source);
  const pacer = new Pacer(services);
  let scannedFiles = 0, known = 0, stillThere = 0;
  catalogue.missing.clear(pairId);
  const { source: root, symlinks, exclude } = pair;
  using beside = catalogue.entries.areAtLeast(pairId, MANY)
    ? await ScanBeside.begin({ root, symlinks, exclude })
    : undefined;
  const scanned = beside?.entries(onProblem) ??
    scanTree(root, { symlinks, isExcluded, onProblem });
  for (const step of march(readable(scanned, pair.source), catalogue.entries.inPathOrder(pairId))) {
    let verdict: Verdict = "unchanged";
    if (!step.scanned || !step.known || !isUnchanged(step.scanned, step.known, judging)) {
      const whole = step.known && catalogue.entries.withTravels(step.known);
      const scanned = step.scanned && whole
        ? { ...step.scanned, mtimeNs: ownTime(whole, step.scanned.mtimeNs) }
        : step.scanned;
      verdict = judgeEntry(scanned, whole, judging);
      const isPartlyCarried = () => catalogue.parts.known(whole!).parts.length > 0;
      const isAsItWas = verdict === "changed" && !isDecided(whole!) &&
        await isSameDespiteTime(
          scanned!,
          whole!,
          pair,
          isLocal,
          isPartlyCarried,
          record,
          services,
        );
      if (isAsItWas) {
        catalogue.entries.setShownTime(whole!.id, scanned!.mtimeNs);
        verdict = "unchanged";
      } else {
        apply(catalogue, pairId, scanned, whole, verdict, judging.precisionNs);
      }
    }
    if (verdict !== "ignored" && verdict !== "left-out") {
      scannedFiles += isFile(step.scanned) ? 1 : 0;
      if (step.known && isFile(step.known) && !isDecided(step.known)) {
        known += 1;
        stillThere += step.scanned ? 1 : 0;
      }
    }
    if (pacer.isDue && await pacer.pause()) {
      services.reporter.report({ event: "scan", pair: pair.name, files: scannedFiles });
    }
  }
  if (hasShrunken(known, stillThere) && !allowMissing) {
    const said = UNFIT_END.shrunkenSource(pair.source, stillThere, known);
    throw new WaterlockError("refused", ...said);
  }
  catalogue.passedOver.replace(pairId, [...passedOver.values()]);
}

function apply(
  catalogue: Catalogue,
  pairId: bigint,
  scanned: ScannedEntry | undefined,
  known: KnownRow | undefined,
  verdict: Verdict,
  precisionNs: bigint,
): void {
  switch (verdict) {
    case "new":
      return catalogue.entries.add(pairId, scanned!);
    case "changed": {
      const state = stateOf(scanned!, known, precisionNs);
      // What comes back as it was must still have the bytes it had.
      const isAsItWas = known!.digest !== null && known!.kind === scanned!.kind &&
        isSameVersion(scanned!, known!, precisionNs);
      const digest = isAsItWas
        ? known!.digest
        : state === "delivered"
        ? known!.delivered!.digest
        : state === "aboard"
        ? known!.aboard!.digest
        : null;
      catalogue.entries.replaceVersion(known!.id, scanned!.kind, scanned!, digest, state);
      // What is aboard is not what the source wants there any more.
      if (state === "delivered" && known!.aboard) catalogue.cargo.markArrived(known!.id);
      return;
    }
    case "mode":
      catalogue.entries.setMode(known!.id, scanned!.mode);
      if (known!.kind === "folder") catalogue.entries.setState(known!.id, "pending");
      return;
    case "forgotten":
      return catalogue.entries.forget(known!.id);
    case "missing":
      settleBack(catalogue, known!);
      return catalogue.missing.add(known!.id);
    case "left-out":
      return settleBack(catalogue, known!);
    case "unchanged":
    case "ignored":
      return;
  }
}

/** A newer version that waited will not come: the entry is again what has travelled of it. */
function settleBack(catalogue: Catalogue, known: KnownRow): void {
  const version = known.delivered ?? known.aboard;
  if (!version || (known.state !== "pending" && known.state !== "damaged")) return;
  const state = known.delivered ? "delivered" : "aboard";
  catalogue.entries.replaceVersion(known.id, version.kind, version, version.digest, state);
}

function isFile(entry: { kind: string } | undefined): boolean {
  return entry !== undefined && entry.kind !== "folder";
}

/** The walk, with a root that cannot be read as an error of the stage. */
function* readable(scanned: Iterator<ScannedEntry>, source: string): Generator<ScannedEntry> {
  for (;;) {
    const next = usable("source", source, () => scanned.next());
    if (next.done) return;
    yield next.value;
  }
}
