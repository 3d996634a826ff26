import type { Command } from "commander";
import type { Surroundings } from "./surroundings.ts";

/** Adds one command to the program; `end` takes its exit code. */
export type RegisterCommand = (
  program: Command,
  surroundings: Surroundings,
  end: (exitCode: number) => void,
) => void;
