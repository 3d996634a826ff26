import type { FoundFile, FoundPlace } from "../../operations/mod.ts";
import { formatBytes, FOUND } from "../../vocabulary.ts";

/** A file, its state in words, and below it what lies on the drive and at the destination. */
export function foundLines(file: FoundFile): string[] {
  const { pair, path, kind, size, parts, where: { source, drive, destination } } = file;
  const much = kind === "link" ? FOUND.link : size === null ? FOUND.sizeUnknown : formatBytes(size);
  const places = [];
  if (source?.provenAt) places.push(FOUND.readAtSource(source.provenAt));
  if (parts) places.push(FOUND.parts(parts, size ?? 0));
  if (drive) places.push(placeWords("drive", drive, kind));
  if (destination && destination.since !== null) {
    places.push(placeWords("destination", destination, kind));
  }
  return [
    FOUND.file(pair, path, much, stateWords(file)),
    ...places.map((words) => `    ${words}`),
  ];
}

function stateWords(file: FoundFile): string {
  if (!file.isUndecided) return latestWords(file);
  const isSomewhere = file.state === "aboard" || file.state === "delivered";
  return isSomewhere ? FOUND.somewhereUndecided(latestWords(file)) : FOUND.undecided;
}

function latestWords(
  { state, isHeld, parts, problem, where: { drive, destination } }: FoundFile,
): string {
  switch (state) {
    case "pending":
      if (drive || destination) {
        if (isHeld) return FOUND.changedHeld;
        return problem ? FOUND.changedFailed(problem) : FOUND.changed;
      }
      if (isHeld) return FOUND.held;
      if (parts && !problem) return FOUND.inParts;
      return problem ? FOUND.atSourceOnlyFailed(problem) : FOUND.atSourceOnly;
    case "aboard":
      return drive ? FOUND.aboard : FOUND.aboardInCatalogue;
    case "skipped":
      return destination ? FOUND.skippedThere : drive ? FOUND.skippedAboard : FOUND.skipped;
    case "damaged":
      return isHeld ? FOUND.damagedHeld : FOUND.damaged;
    case "delivered":
    case "removal":
    case "removed":
    case "adopted":
      return FOUND[state];
  }
}

function placeWords(
  end: "drive" | "destination",
  { proof, provenAt, ...place }: FoundPlace,
  kind: FoundFile["kind"],
): string {
  const proven = proof ? FOUND[proof](provenAt) : FOUND.notProven;
  return FOUND.place(end, { ...place, proof: kind === "link" ? undefined : proven });
}
