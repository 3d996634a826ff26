/** The text's first line: by it Waterlock knows its own, which it may write anew. */
export const READ_ME_TITLE = "WATERLOCK: FILES ON THEIR WAY";

/** How each system's programs are spoken of, and how they are opened. */
const SYSTEMS: Record<string, readonly [name: string, family: keyof typeof OPENING]> = {
  "windows-x64": ["Windows", "windows"],
  "macos-arm64": ["macOS, Apple chip", "macos"],
  "macos-x64": ["macOS, Intel chip", "macos"],
  "linux-x64": ["Linux", "linux"],
  "linux-arm64": ["Linux on ARM", "linux"],
};

const OPENING = {
  windows: (_program: string) =>
    "   Windows: double-click it. If a blue window appears: More info, Run anyway.",
  macos: (_program: string) =>
    "   macOS: double-click it. If it is refused: System Settings, Privacy &\n" +
    "   Security, Open Anyway; then double-click it once more.",
  linux: (program: string) => `   Linux: open a terminal in this folder and run  ./${program}`,
};

/** A program that lies on the drive. */
export interface ProgramOnDrive {
  readonly name: string;
  /** The system it is made for, such as `linux-x64`. */
  readonly target: string;
}

/** What stands on the drive for the person at the other end, in plain words. */
export function writeReadMe(programs: readonly ProgramOnDrive[]): string {
  const aboard = Object.entries(SYSTEMS).flatMap(([target, [system, family]]) =>
    programs.filter((one) => one.target === target).map(({ name }) => ({ name, system, family }))
  );
  const width = Math.max(...Object.values(SYSTEMS).map(([system]) => system.length));
  const list = aboard.map(({ name, system }) => `     ${system.padEnd(width)}   ${name}`);
  const families = [...new Map(aboard.map((program) => [program.family, program])).values()];
  const paragraphs = [
    `${READ_ME_TITLE}\n${"=".repeat(READ_ME_TITLE.length)}`,
    "This drive brings files from one computer to another. Nothing needs to be\n" +
    "installed, and nothing goes over a network.",
    "1. Plug the drive into the computer that the files are for.",
    "2. Open the program on the drive that is made for that computer:",
    (list.length > 0 ? list : ["     (none lies here yet)"]).join("\n"),
    ...families.map(({ family, name }) => OPENING[family](name)),
    "3. The first time it shows the folder that the files will arrive in, and asks\n" +
    "   whether that is the right one. Then let it work: every file is copied and\n" +
    "   read back. You may stop it with Ctrl-C, or even pull the plug; open it\n" +
    "   again and it goes on.",
    "4. When it says that it is done, eject the drive and unplug it.",
    "Please leave config and cargo alone: config is what the drive remembers, and\n" +
    "cargo holds the files on their way.",
  ];
  return `${paragraphs.join("\n\n")}\n`.replaceAll("\n", "\r\n");
}
