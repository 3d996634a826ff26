/** The text's first line: by it Waterlock knows its own, which it may write anew. */
export const READ_ME_TITLE = "WATERLOCK: FILES ON THEIR WAY";

const SYSTEMS: Record<string, string> = {
  "waterlock-windows-x64.exe": "Windows",
  "waterlock-macos-arm64": "macOS, Apple chip",
  "waterlock-macos-x64": "macOS, Intel chip",
  "waterlock-linux-x64": "Linux",
  "waterlock-linux-arm64": "Linux on ARM",
};

/**
 * What stands on the drive for the person at the other end, in plain words.
 *
 * @param programs the names of the programs that lie beside it
 */
export function writeReadMe(programs: readonly string[]): string {
  const width = Math.max(...Object.values(SYSTEMS).map((system) => system.length));
  const known = Object.entries(SYSTEMS).filter(([name]) => programs.includes(name));
  const list = known.map(([name, system]) => `     ${system.padEnd(width)}   ${name}`);
  const paragraphs = [
    `${READ_ME_TITLE}\n${"=".repeat(READ_ME_TITLE.length)}`,
    "This drive brings files from one computer to another. Nothing needs to be\n" +
    "installed, and nothing goes over a network.",
    "1. Plug the drive into the computer that the files are for.",
    "2. Open the program on the drive that is made for that computer:",
    (list.length > 0 ? list : ["     (none lies here yet)"]).join("\n"),
    "   Windows: double-click it. If a blue window appears: More info, Run anyway.\n" +
    "   macOS: double-click it. If it is refused: System Settings, Privacy &\n" +
    "   Security, Open Anyway; then double-click it once more.\n" +
    "   Linux: open a terminal in this folder and run  ./waterlock-linux-x64",
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
