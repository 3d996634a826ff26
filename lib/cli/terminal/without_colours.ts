import process from "node:process";

// Select Graphic Rendition, the part of ECMA-48 that colours are.
// deno-lint-ignore no-control-regex
const COLOURS = /\x1b\[[0-9;]*m/g;

/**
 * Takes the colours out of all that is asked from now on. The prompts go by `NO_COLOR` only where the
 * runtime's `util.styleText` does, which Deno 2.7 does not.
 */
export function askWithoutColours(): void {
  const { stdout } = process;
  const write = stdout.write.bind(stdout) as (chunk: unknown, ...rest: unknown[]) => boolean;
  stdout.write = (chunk: unknown, ...rest: unknown[]) =>
    write(typeof chunk === "string" ? chunk.replace(COLOURS, "") : chunk, ...rest);
}
