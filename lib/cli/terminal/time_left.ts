/** Before this nobody can tell how long it takes. */
const LEAST_MS = 5000;
/** The end moves towards where the latest rate puts it as slowly as that. */
const CALM_MS = 20_000;
/** What was said stands at least so long, … */
const STANDS_MS = 5000;
/** … and it is only said that more is left when it is so much more. */
const WORSE = 1.15;

/**
 * How long it still takes, as a person wants to hear it. The moment of the end is foreseen, and moves
 * slowly: what is left then runs down by itself, and does not jump when a disk holds its breath.
 */
export class TimeLeft {
  #startedAt: number | undefined;
  #at = 0;
  #endAt: number | undefined;
  #said: { readonly words: string; readonly seconds: number; readonly at: number } | undefined;

  /**
   * @param at milliseconds
   * @param bytesLeft still to be done
   * @param bytesPerSecond the rate of the last seconds
   * @returns such as `about 3 min left`; undefined as long as there is nothing to say
   */
  tell(at: number, bytesLeft: number, bytesPerSecond: number): string | undefined {
    this.#startedAt ??= at;
    if (bytesPerSecond > 0) this.#foresee(at, at + bytesLeft / bytesPerSecond * 1000);
    if (this.#endAt === undefined || at - this.#startedAt < LEAST_MS) return undefined;
    const seconds = (this.#endAt - at) / 1000;
    const words = timeLeftWords(seconds), said = this.#said;
    if (said && words !== said.words) {
      const isMore = seconds > said.seconds;
      if (at - said.at < STANDS_MS || (isMore && seconds < WORSE * said.seconds)) return said.words;
    }
    if (words !== said?.words) this.#said = { words, seconds, at };
    return words;
  }

  #foresee(at: number, endAt: number): void {
    const weight = this.#endAt === undefined ? 1 : 1 - Math.exp((this.#at - at) / CALM_MS);
    this.#endAt = (this.#endAt ?? endAt) + weight * (endAt - (this.#endAt ?? endAt));
    this.#at = at;
  }
}

const MINUTE = 60, HOUR = 60 * MINUTE, DAY = 24 * HOUR;

/** A time that is left, in coarse steps. */
export function timeLeftWords(seconds: number): string {
  if (seconds < 15) return "a few seconds left";
  if (seconds < 50) return "less than a minute left";
  if (seconds < 90) return "about a minute left";
  if (seconds < 10 * MINUTE) return `about ${Math.round(seconds / MINUTE)} min left`;
  if (seconds < 57.5 * MINUTE) return `about ${5 * Math.round(seconds / MINUTE / 5)} min left`;
  if (seconds < 5.75 * HOUR) return `about ${halves(seconds / HOUR)} h left`;
  if (seconds < 36 * HOUR) return `about ${Math.round(seconds / HOUR)} h left`;
  return `about ${halves(seconds / DAY)} days left`;
}

/** `2`, `2½`. */
function halves(number: number): string {
  const rounded = Math.round(2 * number) / 2;
  return `${Math.floor(rounded)}${rounded % 1 === 0 ? "" : "½"}`;
}
