import type { ProgressReporter } from "../operations/mod.ts";
import { ENDING } from "../vocabulary.ts";
import type { GlobalFlags } from "./flags.ts";
import type { Surroundings } from "./surroundings.ts";
import type { WriteJson } from "./json/json_lines.ts";
import { JsonReporter } from "./json/json_reporter.ts";
import { withoutPaint, withPaint } from "./terminal/paint.ts";
import { PlainReporter } from "./terminal/plain_reporter.ts";
import { PlanReporter } from "./terminal/plan_reporter.ts";
import { ScreenReporter } from "./terminal/screen_reporter.ts";

/** Who is told what an operation does. Ends with it. */
export interface Telling extends Disposable {
  readonly reporter: ProgressReporter;
}

/**
 * Chooses how it is told: as objects to a script, on a screen that is drawn over, or in whole lines to a
 * pipe, a simple terminal and a screen reader. Says that it stops as soon as somebody asks for it.
 */
export function tellPerson(
  { command, writeJson }: { command: string; writeJson: WriteJson | undefined },
  flags: GlobalFlags & { readonly dryRun?: true },
  surroundings: Surroundings,
): Telling {
  const { out, err, now, signal, columns, isScreen, live } = surroundings;
  const isQuiet = flags.quiet ?? false;
  const plain = new PlainReporter(
    { out, err },
    { isQuiet, now, ...(isScreen && { columns }) },
  );
  const isLive = isScreen && !isQuiet && !writeJson && !isPlain(flags, surroundings);
  const paint = surroundings.hasColours ? withPaint : withoutPaint;
  const screen = isLive ? new ScreenReporter(plain, live, now, paint) : undefined;
  const isPlan = command === "plan" || flags.dryRun === true;
  const drawn = screen && isPlan ? new PlanReporter(screen, out, columns) : screen;
  const announce = () => {
    if (screen?.stop()) return;
    // A terminal that shows keys has just shown ^C, and is not at the beginning of a line.
    err.write(`${isScreen && !live.hidesKeys ? "\n" : ""}${ENDING.stopping}\n`);
  };
  signal.addEventListener("abort", announce);
  return {
    reporter: writeJson ? new JsonReporter(writeJson, now) : drawn ?? plain,
    [Symbol.dispose]() {
      signal.removeEventListener("abort", announce);
      screen?.[Symbol.dispose]();
    },
  };
}

/** Whether the person wants whole lines, as a flag or a variable says. */
export function isPlain(flags: GlobalFlags, surroundings: Surroundings): boolean {
  return flags.plain ?? surroundings.isPlain;
}
