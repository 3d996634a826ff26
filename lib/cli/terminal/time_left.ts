import { TIME_LEFT } from "../../vocabulary.ts";

/** Before this nobody can tell how long it takes. */
const LEAST_MS = 5000;
/** The rate forgets what is longer ago than a twentieth of what is left, but within these bounds. */
const SHARE = 1 / 20, LEAST_MEMORY_MS = 45_000, MOST_MEMORY_MS = 180_000;
/** What was said stands at least so long, … */
const STANDS_MS = 5000;
/** … and it is only said that more is left when it is so much more. */
const WORSE = 1.15;

/**
 * How long it still takes, as a person wants to hear it. It is what is left at the rate of the past, in which
 * a moment counts the less the longer it is ago: the more is left, the calmer. A disk that holds its breath
 * for a few seconds lowers such a rate by little, however slow the last of them were.
 */
export class TimeLeft {
  /** Sums in which what is long ago hardly counts any more. */
  #milliseconds = 0;
  #bytes = 0;
  #last: { readonly at: number; readonly moved: number } | undefined;
  #startedAt: number | undefined;
  #said: { readonly words: string; readonly seconds: number; readonly at: number } | undefined;

  /**
   * @param at milliseconds
   * @param moved bytes so far, never fewer than before
   * @param left bytes still to be done
   * @returns such as `about 3 min left`; undefined as long as there is nothing to say
   */
  tell(at: number, moved: number, left: number): string | undefined {
    this.#remember(at, moved, left);
    this.#startedAt ??= at;
    if (at - this.#startedAt < LEAST_MS || this.#bytes === 0) return undefined;
    const seconds = this.#millisecondsFor(left) / 1000;
    const words = timeLeftWords(seconds), said = this.#said;
    if (said && words !== said.words) {
      const isMore = seconds > said.seconds;
      if (at - said.at < STANDS_MS || (isMore && seconds < WORSE * said.seconds)) return said.words;
    }
    if (words !== said?.words) this.#said = { words, seconds, at };
    return words;
  }

  #remember(at: number, moved: number, left: number): void {
    const { at: before, moved: until } = this.#last ?? { at, moved };
    const memory = this.#bytes === 0 ? LEAST_MEMORY_MS : SHARE * this.#millisecondsFor(left);
    const bounded = Math.min(MOST_MEMORY_MS, Math.max(LEAST_MEMORY_MS, memory));
    // A clock that was put back says nothing.
    const elapsed = Math.max(0, at - before), kept = Math.exp(-elapsed / bounded);
    this.#milliseconds = kept * this.#milliseconds + elapsed;
    this.#bytes = kept * this.#bytes + moved - until;
    this.#last = { at, moved };
  }

  #millisecondsFor(bytes: number): number {
    return bytes * this.#milliseconds / this.#bytes;
  }
}

const MINUTE = 60, HOUR = 60 * MINUTE, DAY = 24 * HOUR;

/** A time that is left, in coarse steps. */
export function timeLeftWords(seconds: number): string {
  if (seconds < 15) return TIME_LEFT.aFewSeconds;
  if (seconds < 50) return TIME_LEFT.lessThanAMinute;
  if (seconds < 90) return TIME_LEFT.aMinute;
  if (seconds < 10 * MINUTE) return TIME_LEFT.minutes(Math.round(seconds / MINUTE));
  if (seconds < 57.5 * MINUTE) return TIME_LEFT.minutes(5 * Math.round(seconds / MINUTE / 5));
  if (seconds < 5.75 * HOUR) return TIME_LEFT.hours(toHalf(seconds / HOUR));
  if (seconds < 36 * HOUR) return TIME_LEFT.hours(Math.round(seconds / HOUR));
  return TIME_LEFT.days(toHalf(seconds / DAY));
}

function toHalf(number: number): number {
  return Math.round(2 * number) / 2;
}
