import type { CargoPart, CargoRow } from "../catalogue/cargo.ts";
import { reading, writing } from "../filesystem/attempt.ts";
import { createName } from "../filesystem/create_name.ts";
import { makeLink, readLink } from "../filesystem/link.ts";
import { toNativePath } from "../filesystem/native_path.ts";
import { partialPath } from "../filesystem/partial_name.ts";
import { removeIfPresent } from "../filesystem/remove_file.ts";
import { setModified } from "../filesystem/set_metadata.ts";
import type { Digest } from "../model/digest.ts";
import type { ProvenVersion } from "../model/entry.ts";
import { FileProblem } from "../model/errors.ts";
import { arrive, examine, isForeignNow, lookAtDestination, settleInPlace } from "./arrival.ts";
import { publishProven } from "./publish_proven.ts";
import { transferFile } from "./transfer_file.ts";
import type { UnloadContext } from "./unload_context.ts";

/**
 * Brings one file from cargo to its final name: what is there is looked at, the new bytes are copied
 * and proven, then published, then recorded.
 *
 * @throws {FileProblem} `damaged` when cargo is not what was proven, and whatever one file's transfer
 *   throws; what lay at the destination before is then still there
 */
export async function unloadFile(cargoRow: CargoRow, context: UnloadContext): Promise<void> {
  const { drive: { catalogue, config }, pair, row, cargo, folders, record, services } = context;
  const { entry, version } = cargoRow;
  const final = toNativePath(pair.destination, entry.path);
  const recorded = catalogue.cargo.partsOf(entry.id);
  const expected = provenDigest(version, recorded);
  const parts = cargo.locate(recorded);
  writing(() => folders.ensureAbove(entry.path));

  const present = await examine(final, cargoRow, context);
  if (present.is === "the same") {
    return settleInPlace(final, cargoRow, present.proof, context);
  }
  catalogue.inFlight.begin(row.id, { side: "destination", path: entry.path, replaces: false });
  const proven = await transferFile({
    from: parts,
    to: final,
    mtimeNs: version.mtimeNs,
    mode: version.mode,
    expected,
    wanted: config.proof,
    onBytes: (bytes) => record.advance(entry.path, bytes),
  }, services);
  publishProven(proven.partial, final, entry, () => isForeignNow(final, present), context);
  arrive("carried", cargoRow, proven.proof, context);
  services.reached("recorded", final);
}

/**
 * The digest that cargo must have: a missing one is never equality.
 *
 * @throws {FileProblem} `damaged` when the record of cargo contradicts itself
 */
export function provenDigest(version: ProvenVersion, parts: readonly CargoPart[]): Digest {
  const bytes = parts.reduce((sum, part) => sum + part.size, 0);
  const isWhole = parts.length > 0 && bytes === version.size &&
    (parts.length > 1 || parts[0]!.digest === version.digest);
  if (version.digest !== null && isWhole) return version.digest;
  throw new FileProblem(
    "damaged",
    "The catalogue's record of it contradicts itself; the next load carries it again",
  );
}

/** Brings a link to its final name; it travelled in the catalogue. */
export function unloadLink(cargoRow: CargoRow, context: UnloadContext): void {
  const { drive: { catalogue }, pair, row, folders } = context;
  const { entry, version } = cargoRow;
  const final = toNativePath(pair.destination, entry.path);
  writing(() => folders.ensureAbove(entry.path));
  const status = lookAtDestination(final);
  const target = status?.kind === "link" ? reading(() => readLink(final)) : undefined;
  const delivered = catalogue.deliveries.of(entry.id);
  const isOurs = target !== undefined && target === delivered?.linkTarget;
  const partial = partialPath(final);
  if (target !== version.linkTarget) {
    catalogue.inFlight.begin(row.id, { side: "destination", path: entry.path, replaces: false });
    writing(() => {
      removeIfPresent(partial);
      createName(final, () => makeLink(version.linkTarget!, partial));
    });
    publishProven(partial, final, entry, () => status !== undefined && !isOurs, context);
  }
  writing(() => setModified(final, version.mtimeNs));
  arrive("carried", cargoRow, null, context);
}
