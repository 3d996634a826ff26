import type { PairRow } from "../catalogue/pairs.ts";
import type { EntryRow } from "../catalogue/rows.ts";
import type { PairConfig } from "../drive/config.ts";
import { reading } from "../filesystem/attempt.ts";
import { type FileStatus, mtimePrecisionNs, readStatus } from "../filesystem/file_status.ts";
import { toNativePath } from "../filesystem/native_path.ts";
import { isEmptyFolder } from "../filesystem/read_folder.ts";
import { isSameVersion } from "../model/entry.ts";
import { FileProblem, WaterlockError } from "../model/errors.ts";
import { usable } from "./attempt.ts";
import { refuseDestination } from "./destination_guard.ts";
import type { OpenDrive } from "./open_drive.ts";
import { readFromMedium } from "./read_from_medium.ts";
import type { Services } from "./services.ts";
import type { Finding, Inspection } from "./verify_subject.ts";
import { requireEnd } from "./visible_ends.ts";
import { Witness } from "./witness.ts";

/**
 * Makes ready to read every file of the source of which a digest is known.
 *
 * @throws {WaterlockError} when the source is not here, is the destination, or is empty as if its disk
 *   were not mounted
 */
export function inspectSource(
  { catalogue }: OpenDrive,
  pair: PairConfig,
  row: PairRow,
  services: Services,
): Inspection {
  const { source } = pair;
  requireEnd(pair, "source", "verify source");
  refuseDestination(pair, row, "usage");
  const total = catalogue.verification.lineUp(row.id, "source", services.clock.now());
  if (total.files > 0 && usable("source", source, () => isEmptyFolder(source))) {
    throw new WaterlockError(
      "refused",
      `The source ${source} shows none of the ${total.files} files it had, as if its disk were not ` +
        "mounted",
      "Mount it and run waterlock again",
    );
  }
  return {
    end: "source",
    root: source,
    total,
    witness: new Witness("source", source),
    *subjects() {
      for (const entry of catalogue.verification.sourceInTurn()) {
        yield {
          path: entry.path,
          bytes: entry.size,
          look: (onBytes) => lookAt(entry, pair, services, onBytes),
          record({ is }, at) {
            // The entry keeps its digest, by which the next load knows the corrupt version.
            if (is === "verified" || is === "corrupt") {
              catalogue.verification.markSource(entry.id, at);
            }
            return "";
          },
        };
      }
    },
  };
}

async function lookAt(
  entry: EntryRow,
  { source, symlinks }: PairConfig,
  services: Services,
  onBytes: (bytes: number) => void,
): Promise<Finding> {
  const native = toNativePath(source, entry.path);
  const look = () => reading(() => readStatus(native, { follow: symlinks === "follow" }));
  const before = look();
  if (!before) return { is: "missing" };
  if (!isAsRecorded(entry, before)) return { is: "changed" };
  const { digest, proof } = await readFromMedium(native, entry.digest, services, onBytes);
  if (digest === entry.digest) return { is: "verified", proof };
  // What somebody wrote meanwhile is a change like any other.
  const after = look();
  if (!after || after.identity !== before.identity || !isAsRecorded(entry, after)) {
    return { is: "changed" };
  }
  const problem = new FileProblem(
    "source-corrupt",
    "It reads differently than before though its size and time are the same: the source may be " +
      "damaged. It is not carried as it is now; restore it, or touch the file to have it carried so",
  );
  return { is: "corrupt", problem };
}

function isAsRecorded(entry: EntryRow, status: FileStatus): boolean {
  return status.kind === "file" &&
    isSameVersion(entry, { ...status, linkTarget: null }, mtimePrecisionNs());
}
