import type { Tally } from "../model/entry.ts";
import { Carriers, LITTLE_BYTES } from "../transfer/carriers.ts";
import { choosePace } from "./choose_pace.ts";
import type { OpenDrive } from "./open_drive.ts";
import type { Services } from "./services.ts";
import type { StageOptions } from "./stage.ts";

const LITTLE_FILES = 100;

/**
 * The carriers of a stage.
 *
 * @param ends absolute paths at work besides the drive: the source, or the destination
 * @param total what there is to carry
 */
export function carriersFor(
  drive: OpenDrive,
  ends: readonly string[],
  options: StageOptions,
  total: Tally,
  { signal, reached }: Services,
): Carriers {
  const isLittle = total.files <= LITTLE_FILES && total.bytes <= LITTLE_BYTES;
  const { proof: wanted } = drive.config;
  return new Carriers({ ...choosePace(drive, ends, options), isLittle, wanted, signal, reached });
}
