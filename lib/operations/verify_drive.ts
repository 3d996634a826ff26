import type { CargoPart, CargoRow } from "../catalogue/cargo.ts";
import type { PairRow } from "../catalogue/pairs.ts";
import type { PairConfig } from "../drive/config.ts";
import { failureCode } from "../filesystem/describe_failure.ts";
import type { ProofGrade } from "../model/entry.ts";
import { FileProblem } from "../model/errors.ts";
import { FILE_IN_CARGO, OUTLOOK } from "../vocabulary.ts";
import { CargoFiles } from "./cargo_files.ts";
import type { OpenDrive } from "./open_drive.ts";
import { readFromMedium } from "./read_from_medium.ts";
import type { Services } from "./services.ts";
import { provenDigest } from "./unload_file.ts";
import type { Finding, Inspection } from "./verify_subject.ts";

/** Makes ready to read every file that lies in a pair's cargo, whether it has arrived or not. */
export function inspectDrive(
  drive: OpenDrive,
  pair: PairConfig,
  row: PairRow,
  services: Services,
): Inspection {
  const { catalogue, witness } = drive;
  const cargo = new CargoFiles(drive, pair.name);
  const total = catalogue.verification.lineUp(row.id, "drive", services.clock.now());
  return {
    end: "drive",
    root: cargo.root,
    total,
    witness,
    *subjects() {
      for (const aboard of catalogue.verification.cargoInTurn()) {
        const { entry, version } = aboard;
        yield {
          path: entry.path,
          bytes: version.size,
          look: (onBytes) => {
            const parts = catalogue.cargo.partsOf(entry.id);
            const isWhole = !catalogue.parts.isInParts(entry.id);
            return lookAt(aboard, parts, isWhole, cargo, services, onBytes);
          },
          record({ is }, at) {
            if (is === "verified") catalogue.verification.markCargo(entry.id, at);
            if (is !== "damaged" && is !== "missing") return "";
            return withdraw(catalogue, aboard, is);
          },
        };
      }
    },
  };
}

async function lookAt(
  { version }: CargoRow,
  parts: readonly CargoPart[],
  isWhole: boolean,
  cargo: CargoFiles,
  services: Services,
  onBytes: (bytes: number) => void,
): Promise<Finding> {
  if (parts.length > 0 && parts.every((part) => !cargo.look(part))) {
    return { is: "missing", problem: new FileProblem("missing", FILE_IN_CARGO.missing) };
  }
  try {
    if (isWhole) provenDigest(version, parts);
    let proof: ProofGrade = "cold";
    for (const part of parts) {
      const path = locate(part, cargo);
      const read = await readFromMedium(path, part.digest, services, onBytes);
      if (read.digest !== part.digest) {
        throw damaged(FILE_IN_CARGO.readsDifferently);
      }
      if (read.proof === "reread") proof = "reread";
    }
    return { is: "verified", proof };
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    if (isLostByMedium(error)) return { is: "damaged", problem: damaged(error.message) };
    if (error.code === "damaged") return { is: "damaged", problem: error };
    throw error;
  }
}

/** The absolute path of a part that has the size it had; what else lies there is said. */
function locate(part: CargoPart, cargo: CargoFiles): string {
  const status = cargo.look(part);
  if (!status) throw damaged(FILE_IN_CARGO.partMissing);
  if (status.kind !== "file") throw damaged(FILE_IN_CARGO.somethingElse);
  if (status.size !== part.size) {
    throw damaged(FILE_IN_CARGO.otherSize(status.size, part.size));
  }
  return cargo.pathOf(part);
}

function damaged(message: string): FileProblem {
  return new FileProblem("damaged", message);
}

/** Whether the medium itself could not give the bytes; no permission helps then. */
function isLostByMedium({ code, cause }: FileProblem): boolean {
  return code === "unreadable" && failureCode(cause) === "EIO";
}

/**
 * Records that cargo is not what was proven. Files that lie there stay for the next load to replace or
 * a dump to delete: the damaged copy may be the last there is.
 *
 * @returns what becomes of it
 */
function withdraw(
  { cargo, entries, parts }: OpenDrive["catalogue"],
  { entry, hasArrived }: CargoRow,
  is: "damaged" | "missing",
): string {
  if (is === "damaged") cargo.giveUp(entry.id);
  else if (hasArrived) cargo.markDumped(entry.id);
  else if (parts.isInParts(entry.id)) parts.loseAboard(entry.id, parts.of(entry.id));
  else cargo.withdraw(entry.id);
  if (hasArrived) return OUTLOOK.hasArrived;
  if (entry.state === "aboard") {
    entries.setState(entry.id, is === "damaged" ? "damaged" : "pending");
  }
  return entry.state === "skipped" ? OUTLOOK.goneFromSource : OUTLOOK.carriedNext;
}
