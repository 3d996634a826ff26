import type { Prompts } from "./prompts.ts";

/** The prompts for a person who sees the screen, or wants whole lines; loaded when there is a question. */
export async function loadPrompts(isPlain: boolean, columns: () => number): Promise<Prompts> {
  if (isPlain) return (await import("./plain_prompts.ts")).plainPrompts(columns);
  return (await import("./screen_prompts.ts")).screenPrompts(columns);
}
