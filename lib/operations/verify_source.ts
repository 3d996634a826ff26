import type { PairRow } from "../catalogue/pairs.ts";
import { type EntryRow, ownTime } from "../catalogue/rows.ts";
import type { PairConfig } from "../drive/config.ts";
import { reading } from "../filesystem/attempt.ts";
import { type FileStatus, mtimePrecisionNs, readStatus } from "../filesystem/file_status.ts";
import { FoldersInside } from "../filesystem/folders_inside.ts";
import { keepsLocalTime } from "../filesystem/local_time.ts";
import { toNativePath } from "../filesystem/native_path.ts";
import { isEmptyFolder } from "../filesystem/read_folder.ts";
import { isSameVersion, type Version } from "../model/entry.ts";
import { FileProblem, WaterlockError } from "../model/errors.ts";
import { isTimeInDoubt } from "../planning/time_in_doubt.ts";
import { FILE_AT_SOURCE, UNFIT_END } from "../vocabulary.ts";
import { usable } from "./attempt.ts";
import { refuseDestination } from "./destination_guard.ts";
import { isBelow } from "./load_file.ts";
import type { OpenDrive } from "./open_drive.ts";
import { readFromMedium } from "./read_from_medium.ts";
import type { Services } from "./services.ts";
import type { Finding, Inspection } from "./verify_subject.ts";
import { Witness } from "./witness.ts";

/**
 * Makes ready to read every file of a source that is here of which a digest is known.
 *
 * @throws {WaterlockError} when the source is the destination, or is empty as if its disk were not mounted
 */
export function inspectSource(
  { catalogue }: OpenDrive,
  pair: PairConfig,
  row: PairRow,
  services: Services,
): Inspection {
  const { source } = pair;
  refuseDestination(pair, row, "usage");
  const total = catalogue.verification.lineUp(row.id, "source", services.clock.now());
  if (total.files > 0 && usable("source", source, () => isEmptyFolder(source))) {
    throw new WaterlockError("refused", ...UNFIT_END.emptySource(source, total.files));
  }
  const isLocal = keepsLocalTime(source), folders = new FoldersInside(source);
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
          look: (onBytes) => lookAt(entry, pair, folders, isLocal, services, onBytes),
          record({ is }, at) {
            // The entry keeps its digest, by which the next load knows the corrupt version.
            if (is === "verified" || is === "corrupt") {
              catalogue.verification.markSource(entry.id, at);
              catalogue.missing.remove(entry.id);
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
  folders: FoldersInside,
  isLocal: boolean,
  services: Services,
  onBytes: (bytes: number) => void,
): Promise<Finding> {
  const native = toNativePath(source, entry.path);
  const follow = symlinks === "follow";
  const look = () =>
    reading(() =>
      follow || isBelow(folders, entry.path) ? readStatus(native, { follow }) : undefined
    );
  const before = look();
  if (!before) return { is: "missing" };
  const isSameTime = isAsRecorded(entry, before);
  if (!isSameTime && !isInDoubt(entry, before, isLocal)) return { is: "changed" };
  const { digest, proof } = await readFromMedium(native, entry.digest, services, onBytes);
  if (digest === entry.digest) return { is: "verified", proof };
  // What somebody wrote meanwhile is a change like any other.
  const after = look();
  if (!isSameTime || after?.identity !== before.identity || !isAsRecorded(entry, after)) {
    return { is: "changed" };
  }
  const problem = new FileProblem("source-corrupt", FILE_AT_SOURCE.foundDifferent);
  return { is: "corrupt", problem };
}

function isAsRecorded(entry: EntryRow, status: FileStatus): boolean {
  return status.kind === "file" &&
    isSameVersion(entry, versionOf(entry, status), mtimePrecisionNs());
}

/** Whether its bytes alone can tell that it is as it was. */
function isInDoubt(entry: EntryRow, status: FileStatus, isLocal: boolean): boolean {
  return status.kind === "file" &&
    isTimeInDoubt({ ...versionOf(entry, status), kind: "file" }, entry, isLocal);
}

function versionOf(entry: EntryRow, { size, mtimeNs, mode }: FileStatus): Version {
  return { size, mtimeNs: ownTime(entry, mtimeNs), mode, linkTarget: null };
}
