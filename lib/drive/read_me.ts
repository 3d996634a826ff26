import { READ_ME } from "../vocabulary.ts";

/** The text's first line: by it Waterlock knows its own, which it may write anew. */
export const READ_ME_TITLE = READ_ME.title;

/** The systems that there are programs for, and how each opens one. */
const SYSTEMS = {
  "windows-x64": "windows",
  "macos-arm64": "macos",
  "macos-x64": "macos",
  "linux-x64": "linux",
  "linux-arm64": "linux",
} satisfies Record<keyof typeof READ_ME.systems, keyof typeof READ_ME.ways>;

/** A program that lies on the drive. */
export interface ProgramOnDrive {
  readonly name: string;
  /** The system it is made for, such as `linux-x64`. */
  readonly target: string;
}

/** What stands on the drive for the person at the other end, in plain words. */
export function writeReadMe(programs: readonly ProgramOnDrive[]): string {
  const systems = Object.keys(SYSTEMS) as (keyof typeof SYSTEMS)[];
  const aboard = systems.flatMap((system) =>
    programs.filter(({ target }) => target === system).map(({ name }) => ({ name, system }))
  );
  const width = Math.max(...systems.map((system) => READ_ME.systems[system].length));
  const list = aboard.map(({ name, system }) =>
    `     ${READ_ME.systems[system].padEnd(width)}   ${name}`
  );
  const ways = [...new Map(aboard.map(({ name, system }) => [SYSTEMS[system], name]))];
  const paragraphs = [
    `${READ_ME_TITLE}\n${"=".repeat(READ_ME_TITLE.length)}`,
    READ_ME.opening,
    setIn("1. ", READ_ME.plugIn),
    setIn("2. ", READ_ME.open),
    (list.length > 0 ? list : [`     ${READ_ME.noProgram}`]).join("\n"),
    ...ways.map(([way, name]) => setIn("   ", READ_ME.ways[way](name))),
    setIn("3. ", READ_ME.letItWork),
    setIn("4. ", READ_ME.unplug),
    READ_ME.leaveAlone,
  ];
  return `${paragraphs.join("\n\n")}\n`.replaceAll("\n", "\r\n");
}

function setIn(mark: string, text: string): string {
  return mark + text.replaceAll("\n", `\n${" ".repeat(mark.length)}`);
}
