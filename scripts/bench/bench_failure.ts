/** Why something was not measured, and what to do about it. */
export class BenchFailure extends Error {
  override readonly name = "BenchFailure";

  /** @param exitCode 2 for what was asked for wrongly, 1 for the rest */
  constructor(message: string, readonly remedy: string, readonly exitCode: 1 | 2 = 1) {
    super(message);
  }
}
