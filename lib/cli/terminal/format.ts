const UNITS = ["KiB", "MiB", "GiB", "TiB", "PiB"] as const;

/** Bytes as a person reads them, in binary units: `0 bytes`, `512 bytes`, `1.2 GiB`, `40 GiB`. */
export function formatBytes(bytes: number): string {
  const whole = Math.round(bytes);
  if (whole < 1024) return whole === 1 ? "1 byte" : `${whole} bytes`;
  let value = bytes, unit = -1;
  do {
    value /= 1024;
    unit += 1;
  } while (value >= 1023.5 && unit < UNITS.length - 1);
  return `${value < 99.95 ? Number(value.toFixed(1)) : Math.round(value)} ${UNITS[unit]}`;
}

/** A number as a person reads it: `1,204`. */
export function formatNumber(count: number): string {
  return count.toLocaleString("en");
}

/** A number with its noun: `1 file`, `1,204 files`. */
export function formatCount(count: number, noun: string): string {
  return `${formatNumber(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** Files with their bytes: `3 files, 1.2 GiB`. */
export function formatTally(tally: { readonly files: number; readonly bytes: number }): string {
  return `${formatCount(tally.files, "file")}, ${formatBytes(tally.bytes)}`;
}

/** A stretch of time: `under 1 s`, `4 s`, `3 min 20 s`, `2 h 5 min`. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole === 0) return "under 1 s";
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${whole % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

// Making one takes 12 ms, which only a command that shows a time shall pay.
let time: Intl.DateTimeFormat | undefined;

/** A moment as the clock on the wall here shows it: `18 Oct 2026, 14:03`. @param ms since 1970 */
export function formatTime(ms: number): string {
  time ??= new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });
  return time.format(ms);
}

let day: Intl.DateTimeFormat | undefined;

/** The day of a moment by the calendar here: `18 Oct 2026`. @param ms since 1970 */
export function formatDay(ms: number): string {
  day ??= new Intl.DateTimeFormat("en-GB", { dateStyle: "medium" });
  return day.format(ms);
}

/** A path on one line: control characters, which could move the cursor, are shown as escapes. */
export function showPath(path: string): string {
  // deno-lint-ignore no-control-regex
  return path.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (character) => {
    const known: Record<string, string> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };
    return known[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}
