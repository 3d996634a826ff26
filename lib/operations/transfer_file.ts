import type { Carriers } from "../transfer/carriers.ts";
import type { ProvenPartial, Transfer } from "../transfer/transfer.ts";
import { problemOfOutcome } from "./convoy.ts";

/**
 * Copies one file to its partial name and proves it, by itself.
 *
 * @param onBytes told of every byte copied, and with a negative number of those to be copied again
 * @param onProven told of every byte read back
 * @throws {FileProblem | NoSpace} what kept it from being proven; no partial is left then
 * @throws {WaterlockError} `interrupted`
 */
export async function transferFile(
  transfer: Transfer,
  carriers: Carriers,
  onBytes: (bytes: number) => void = () => {},
  onProven: (bytes: number) => void = () => {},
): Promise<ProvenPartial> {
  const [outcome] = await carriers.carry([transfer], {
    onBytes: (_, bytes) => onBytes(bytes),
    onProven: (_, bytes) => onProven(bytes),
  });
  if (outcome!.is === "proven") return outcome!;
  throw problemOfOutcome(outcome!);
}
