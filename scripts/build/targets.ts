import { BuildFailure } from "./build_failure.ts";

/** A system that a binary is made for. */
export interface Target {
  /** As `--target` takes it and the binary's name ends with. */
  readonly name: string;
  /** As `deno compile --target` takes it. */
  readonly triple: string;
  /** As a binary's headers tell it, see `inspect_binary.ts`. */
  readonly format: "ELF" | "Mach-O" | "PE";
  readonly architecture: "x64" | "arm64";
}

/** Every system that `deno compile` makes binaries for. */
export const TARGETS: readonly Target[] = [
  {
    name: "linux-x64",
    triple: "x86_64-unknown-linux-gnu",
    format: "ELF",
    architecture: "x64",
  },
  {
    name: "linux-arm64",
    triple: "aarch64-unknown-linux-gnu",
    format: "ELF",
    architecture: "arm64",
  },
  {
    name: "macos-x64",
    triple: "x86_64-apple-darwin",
    format: "Mach-O",
    architecture: "x64",
  },
  {
    name: "macos-arm64",
    triple: "aarch64-apple-darwin",
    format: "Mach-O",
    architecture: "arm64",
  },
  {
    name: "windows-x64",
    triple: "x86_64-pc-windows-msvc",
    format: "PE",
    architecture: "x64",
  },
];

/** The name of a target's binary on the drive. */
export function binaryName({ name, format }: Target): string {
  return `waterlock-${name}${format === "PE" ? ".exe" : ""}`;
}

/**
 * The target by a name.
 *
 * @throws {BuildFailure} with the names there are
 */
export function findTarget(name: string): Target {
  const target = TARGETS.find((one) => one.name === name);
  if (target) return target;
  const names = TARGETS.map((one) => one.name).join(", ");
  throw new BuildFailure(`There is no target "${name}"`, `Name one of ${names}`, 2);
}

/** The target that this computer is. */
export function hostTarget(): Target {
  const target = TARGETS.find((one) => one.triple === Deno.build.target);
  if (target) return target;
  throw new BuildFailure(
    `Deno makes no binaries for ${Deno.build.target}`,
    "Name a target with --target",
    2,
  );
}
