import type { PairRow } from "../catalogue/pairs.ts";
import type { DeliveryRow } from "../catalogue/verification.ts";
import type { PairConfig } from "../drive/config.ts";
import { reading } from "../filesystem/attempt.ts";
import { type FileStatus, mtimePrecisionNs, readStatus } from "../filesystem/file_status.ts";
import { FoldersInside } from "../filesystem/folders_inside.ts";
import { readLink } from "../filesystem/link.ts";
import { keepsLocalTime } from "../filesystem/local_time.ts";
import { FileProblem } from "../model/errors.ts";
import { isTimeAsGiven } from "../model/kept_time.ts";
import { FILE_AT_DESTINATION, OUTLOOK } from "../vocabulary.ts";
import { recogniseDestination } from "./destination_guard.ts";
import type { OpenDrive } from "./open_drive.ts";
import { Places } from "./places.ts";
import { readFromMedium } from "./read_from_medium.ts";
import type { Services } from "./services.ts";
import type { Finding, Inspection } from "./verify_subject.ts";
import { Witness } from "./witness.ts";

/**
 * Makes ready to look at every file and link that was delivered to a destination that is here.
 *
 * @returns undefined when nothing ever was
 * @throws {WaterlockError} when the destination is not the one that was delivered to
 */
export function inspectDestination(
  { catalogue }: OpenDrive,
  pair: PairConfig,
  row: PairRow,
  services: Services,
): Inspection | undefined {
  const { destination } = pair;
  const total = catalogue.verification.lineUp(row.id, "destination", services.clock.now());
  if (row.acceptedDestination === null && total.files === 0 && pair.source !== destination) {
    return undefined;
  }
  const names = recogniseDestination(pair, row);
  const places = new Places(catalogue, { id: row.id, names });
  const folders = new FoldersInside(destination, { placeOf: places.of });
  const isLocal = keepsLocalTime(destination);
  const isTimeKeptBy = (givenNs: bigint, seenNs: bigint) =>
    isTimeAsGiven(givenNs, seenNs, mtimePrecisionNs(), isLocal);
  return {
    end: "destination",
    root: destination,
    total,
    witness: new Witness("destination", destination),
    *subjects() {
      for (const delivery of catalogue.verification.deliveriesInTurn()) {
        const { entry, version } = delivery;
        yield {
          path: entry.path,
          bytes: version.size,
          look: (onBytes) => lookAt(delivery, folders, isTimeKeptBy, services, onBytes),
          record(finding, at) {
            const { deliveries } = catalogue;
            if (finding.is === "verified") {
              deliveries.markRead(entry.id, at, finding.proof, finding.digest ?? null);
            } else if (finding.is === "edited") {
              deliveries.markRead(entry.id, at, null, null);
            } else if (finding.is === "damaged" || finding.is === "missing") {
              const healer = deliveries.lose(entry.id, finding.is);
              const isGone = catalogue.missing.isUndecided(entry.id);
              if (healer && !(healer === "load" && isGone)) return OUTLOOK.broughtAgain;
              return entry.state === "removal" ? OUTLOOK.toBeRemoved : OUTLOOK.goneFromSource;
            }
            return "";
          },
        };
      }
    },
  };
}

async function lookAt(
  { entry, version }: DeliveryRow,
  folders: FoldersInside,
  isTimeKeptBy: (givenNs: bigint, seenNs: bigint) => boolean,
  services: Services,
  onBytes: (bytes: number) => void,
): Promise<Finding> {
  const native = folders.native(entry.path);
  const look = () => reading(() => folders.existAbove(entry.path) ? readStatus(native) : undefined);
  const before = look();
  if (!before) {
    return { is: "missing", problem: new FileProblem("missing", FILE_AT_DESTINATION.missing) };
  }
  if (before.kind !== version.kind) return edited(FILE_AT_DESTINATION.replacedSince);
  if (version.kind === "link") {
    const isOurs = reading(() => readLink(native)) === version.linkTarget;
    return isOurs ? { is: "verified", proof: null } : edited(FILE_AT_DESTINATION.leadsElsewhere);
  }
  const isTimeKept = isTimeKeptBy(version.mtimeNs, before.mtimeNs);
  const hasOtherSize = before.size !== version.size;
  if (hasOtherSize && isTimeKept && version.digest !== null) {
    return damaged(FILE_AT_DESTINATION.otherSize(before.size, version.size));
  }
  if (hasOtherSize || (version.digest === null && !isTimeKept)) return edited();
  const { digest, proof } = await readFromMedium(native, version.digest, services, onBytes);
  if (version.digest === null || digest === version.digest) {
    return { is: "verified", proof, digest };
  }
  return isTimeKept && isSameStatus(look(), before)
    ? damaged(FILE_AT_DESTINATION.readsDifferently)
    : edited();
}

function damaged(message: string): Finding {
  return { is: "damaged", problem: new FileProblem("damaged", message) };
}

/** What somebody worked on is kept, and is still what a newer version moves aside. */
function edited(message = FILE_AT_DESTINATION.editedSince): Finding {
  return { is: "edited", problem: new FileProblem("edited", message) };
}

function isSameStatus(after: FileStatus | undefined, before: FileStatus): boolean {
  return after?.identity === before.identity && after.size === before.size &&
    after.mtimeNs === before.mtimeNs;
}
