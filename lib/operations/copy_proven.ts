import { readStatus } from "../filesystem/file_status.ts";
import { publishFile } from "../filesystem/publish_file.ts";
import type { ProofGrade, Version } from "../model/entry.ts";
import { discard } from "../transfer/carry_files.ts";
import { Carriers } from "../transfer/carriers.ts";
import type { Services } from "./services.ts";
import { transferFile } from "./transfer_file.ts";

/** A file of Waterlock's own, on the way from one absolute path to another. */
interface Copy {
  readonly from: string;
  readonly to: string;
  readonly mode: Version["mode"];
  /** How it is to be proven. */
  readonly wanted: ProofGrade;
}

/**
 * Copies one file that no pair has, proven as any other is before it takes the other's place.
 *
 * @throws {FileProblem | NoSpace} what kept it from arriving; nothing has changed then
 * @throws {WaterlockError} `interrupted`
 */
export async function copyProven(
  { from, to, mode, wanted }: Copy,
  { signal, reached }: Services,
): Promise<void> {
  const { size, mtimeNs } = readStatus(from, { follow: true })!;
  const pace = { jobs: 1, provesAlong: false, isLittle: true };
  using carriers = new Carriers({ ...pace, wanted, signal, reached });
  const { partial } = await transferFile(
    { from: [from], to, size, mtimeNs, isTimeOptional: true, mode, expected: null },
    carriers,
  );
  try {
    publishFile(partial, to);
  } catch (error) {
    discard(partial);
    throw error;
  }
}
