import type { FoundFile, FoundPlace, ProofGrade } from "../../operations/mod.ts";
import { HELD } from "./held_words.ts";
import { formatBytes, formatTime, showPath } from "./format.ts";

const PROOFS: Record<ProofGrade, string> = {
  cold: "proven cold (read from the medium)",
  reread: "proven reread (perhaps from the system's cache)",
};

/** A file, its state in words, and below it what lies on the drive and at the destination. */
export function foundLines(file: FoundFile): string[] {
  const { pair, path, kind, size, where: { source, drive, destination } } = file;
  const what = kind === "link" ? "link" : size === null ? "size unknown" : formatBytes(size);
  const lines = [`${showPath(pair)}: ${showPath(path)} (${what}): ${stateWords(file)}`];
  if (source?.provenAt) lines.push(`    at the source, read on ${formatTime(source.provenAt)}`);
  if (drive) lines.push(placeLine("on the drive", drive, kind));
  if (destination && destination.since !== null) {
    lines.push(placeLine("at the destination", destination, kind));
  }
  return lines;
}

function stateWords({ state, isHeld, problem, where: { drive, destination } }: FoundFile): string {
  switch (state) {
    case "pending": {
      if (isHeld) {
        return drive || destination ? `changed at the source, the new version is ${HELD}` : HELD;
      }
      const why = problem ? `, the last load could not carry it (${showPath(problem)})` : "";
      return drive || destination
        ? `changed at the source, the new version waits there${why}`
        : `at the source only${why}`;
    }
    case "aboard":
      return drive ? "aboard the drive" : "on its way, in the catalogue alone";
    case "delivered":
      return "at the destination";
    case "skipped":
      return destination
        ? "gone from the source, kept at the destination"
        : drive
        ? "gone from the source, still on its way"
        : "gone from the source";
    case "removal":
      return "gone from the source, to be removed at the destination";
    case "removed":
      return "gone from the source and from the destination";
    case "damaged":
      return isHeld
        ? `damaged, and ${HELD}, so that no load carries it again`
        : "damaged, the next load carries it again";
    case "adopted":
      return "at the destination, brought by somebody else";
  }
}

function placeLine(
  place: string,
  { since, proof, provenAt, isLatest, as }: FoundPlace,
  kind: FoundFile["kind"],
): string {
  const version = isLatest ? "" : "a version before it ";
  const name = as === null ? "" : ` as ${showPath(as)}`;
  const from = since === null ? "" : ` since ${formatTime(since)}`;
  const when = provenAt === null ? "" : ` on ${formatTime(provenAt)}`;
  const how = kind === "link" ? "" : `, ${proof ? PROOFS[proof] + when : "not proven"}`;
  return `    ${version}${place}${name}${from}${how}`;
}
