import type { Prompts } from "./prompts.ts";

/** The prompts for a person who sees the screen, or wants whole lines; loaded when there is a question. */
export async function loadPrompts(isPlain: boolean): Promise<Prompts> {
  if (isPlain) return (await import("./plain_prompts.ts")).PLAIN_PROMPTS;
  const { confirm, text, select, log } = await import("@clack/prompts");
  return { confirm, text, select, log } as Prompts;
}
