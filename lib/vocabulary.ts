/**
 * Every word that Waterlock says to a person, in the order in which he meets them: what a translator
 * translates, and nothing else. Paths, flags, commands, the config's keys and what `--json` writes are
 * the same in every language. A sentence is a function of its facts, so that each language may put
 * them where it wants; how lines are broken, set in and coloured is decided where they are drawn.
 *
 * The linter's rule `waterlock/vocabulary` fails on a sentence anywhere else.
 */

/** What ended a run or keeps it from beginning: what happened, to what; and what to do about it. */
export type Said = readonly [what: string, remedy: string];

// ---------------------------------------------------------------------------------------------
// Numbers, sizes, times and paths
// ---------------------------------------------------------------------------------------------

/** The language of what follows (BCP 47): how it writes numbers, dates, and which plurals it has. */
export const LANGUAGE = "en-GB";

/** A word by the number before it: as many forms as the language tells apart (CLDR's plural rules). */
export type Forms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;

/** What is counted. */
const NOUNS = {
  byte: { one: "byte", other: "bytes" },
  day: { one: "day", other: "days" },
  file: { one: "file", other: "files" },
  folder: { one: "folder", other: "folders" },
  "file or folder": { one: "file or folder", other: "files or folders" },
  link: { one: "link", other: "links" },
  load: { one: "load", other: "loads" },
  name: { one: "name", other: "names" },
  pair: { one: "pair", other: "pairs" },
  part: { one: "part", other: "parts" },
  problem: { one: "problem", other: "problems" },
  time: { one: "time", other: "times" },
  trip: { one: "trip", other: "trips" },
  unload: { one: "unload", other: "unloads" },
  "more file": { one: "more file", other: "more files" },
  "more folder": { one: "more folder", other: "more folders" },
  "more large file": { one: "more large file", other: "more large files" },
  "more name": { one: "more name", other: "more names" },
  "more pair": { one: "more pair", other: "more pairs" },
  "more trip": { one: "more trip", other: "more trips" },
} satisfies Record<string, Forms>;

/** Something that is counted. */
export type Noun = keyof typeof NOUNS;

export const UNITS = ["KiB", "MiB", "GiB", "TiB", "PiB"] as const;

let plurals: Intl.PluralRules | undefined;

/** The form of a word that goes with a number: `is`, `are`. */
export function formFor(count: number, forms: Forms): string {
  plurals ??= new Intl.PluralRules(LANGUAGE);
  return forms[plurals.select(count)] ?? forms.other;
}

/** Bytes as a person reads them, in binary units: `0 bytes`, `512 bytes`, `1.2 GiB`, `40 GiB`. */
export function formatBytes(bytes: number): string {
  const whole = Math.round(bytes);
  if (whole < 1024) return `${whole} ${formFor(whole, NOUNS.byte)}`;
  let value = bytes, unit = -1;
  do {
    value /= 1024;
    unit += 1;
  } while (value >= 1023.5 && unit < UNITS.length - 1);
  return `${value < 99.95 ? Number(value.toFixed(1)) : Math.round(value)} ${UNITS[unit]}`;
}

/** A number as a person reads it: `1,204`. */
export function formatNumber(count: number): string {
  return count.toLocaleString(LANGUAGE);
}

/** A number with its noun: `1 file`, `1,204 files`. */
export function formatCount(count: number, noun: Noun): string {
  return `${formatNumber(count)} ${formFor(count, NOUNS[noun])}`;
}

interface Tally {
  readonly files: number;
  readonly bytes: number;
}

interface Gone extends Tally {
  readonly folders: number;
}

/** Files with their bytes: `3 files, 1.2 GiB`. */
export function formatTally({ files, bytes }: Tally): string {
  return `${formatCount(files, "file")}, ${formatBytes(bytes)}`;
}

/** Files and folders that are gone, without what is none: `1 file (3 bytes) and 2 folders`. */
export function formatGone({ files, bytes, folders }: Gone): string {
  const parts = [];
  if (files > 0) parts.push(`${formatCount(files, "file")} (${formatBytes(bytes)})`);
  if (folders > 0) parts.push(formatCount(folders, "folder"));
  return parts.join(" and ");
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
  if (!isOnCalendar(ms)) return "a time that no calendar has";
  time ??= new Intl.DateTimeFormat(LANGUAGE, { dateStyle: "medium", timeStyle: "short" });
  return time.format(ms);
}

let day: Intl.DateTimeFormat | undefined;

/** The day of a moment by the calendar here: `18 Oct 2026`. @param ms since 1970 */
export function formatDay(ms: number): string {
  if (!isOnCalendar(ms)) return "a day that no calendar has";
  day ??= new Intl.DateTimeFormat(LANGUAGE, { dateStyle: "medium" });
  return day.format(ms);
}

/** What a damaged catalogue holds may be no time at all, for which a format throws. */
function isOnCalendar(ms: number): boolean {
  return !Number.isNaN(new Date(ms).getTime());
}

/** A path on one line: control characters, which could move the cursor, are shown as escapes. */
export function showPath(path: string): string {
  // deno-lint-ignore no-control-regex
  return path.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (character) => {
    const known: Record<string, string> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };
    return known[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

// ---------------------------------------------------------------------------------------------
// The command line: what commands and flags are for, and what is wrong with what was typed
// ---------------------------------------------------------------------------------------------

/**
 * What the help of a command tells: what the command does, more of it, and calls of it. A line of `more` is
 * a paragraph; one that is set in is a call, and as the examples it has at most 78 letters.
 */
export interface CommandHelp {
  readonly does: string;
  readonly more?: string;
  readonly examples: readonly string[];
}

/** What `waterlock --help` tells of the program. */
export const PROGRAM = {
  does: "Moves files to a computer that no network reaches, on a drive, and proves every byte.",
  examples: ["waterlock            load or unload, whichever end this is"],
};

/** The words that the help of every command has. */
export const HELP = {
  examples: "Example:",
  ofThisCommand: "show this help",
  ofACommand: "show the help of a command",
  version: "show the version",
};

/** What each flag is for that several commands take; seen in their help, and while a shell completes. */
export const FLAGS = {
  drive: "the drive's folder (default: where the program lies)",
  json: "one JSON object a line, the last one a summary",
  yes: "confirm what this command asks to confirm; decides nothing else",
  restore: "go on with the newest snapshot where the catalogue is damaged or gone",
  quiet: "only say what went wrong",
  plain: "whole lines, and nothing drawn over, as a screen reader likes it",
  noColor: "no colours",
  onMissing:
    "what becomes, at the destination, of files gone from the source: skip keeps them and " +
    "asks no more, remove removes them, leave asks again",
  onRemoval: "the same for files to be removed, said at the destination",
  pair: "only this pair (repeatable)",
  dryRun: "show the plan and change nothing",
  allowMissing:
    "go on though the source shows less than half of what it had, or the destination's marker has gone",
  jobs: "files copied side by side (default: as the config says)",
};

/** What each command and its own flags are for; seen in its help, and while a shell completes. */
export const COMMANDS = {
  run: {
    does: "load or unload every pair, whichever this computer calls for (the default)",
    examples: ["waterlock", "waterlock run --pair gopro --dry-run"],
  },
  init: {
    does: "set a drive up: ask for what it needs to know and write config/waterlock.toml",
    examples: [
      "waterlock init --to /media/usb --pair a --source /srv/a --destination /mnt/a",
      "waterlock init --to /media/new-drive --from /backup/gopro",
    ],
    pair: "a pair's name (repeatable, with --source and --destination)",
    source: "the folder to be moved, absolute",
    destination: "where it arrives on the other computer, absolute",
    reserve: 'room left free on the drive (default: "1 GiB", at most a tenth of what is free)',
    to:
      "set up the drive at this folder and put the programs there; on a drive set up before, renew them",
    from:
      "at the destination at this folder: with what a drive has left there, so that it knows all that has arrived",
  },
  plan: {
    does: "show what this trip would carry, what must wait and why; change nothing",
    examples: [
      "waterlock plan --pair gopro",
      "waterlock plan --json      names every file",
    ],
  },
  load: {
    does: "fill the drive from the source with what the destination lacks",
    examples: ["waterlock load --dry-run"],
  },
  unload: {
    does: "bring what is aboard to the destination, and prove it there",
    examples: ["waterlock unload --yes"],
  },
  status: {
    does: "source, drive and destination at a glance, as the drive remembers them",
    examples: ["waterlock status --json"],
  },
  adopt: {
    does: "at the destination: record what is there already, so that it is not carried",
    examples: ["waterlock adopt --hash --pair gopro"],
    hash: "read every file, so that it is recognised under any path and any time",
    dryRun: "look, say how much it would save, and record nothing",
  },
  history: {
    does: "every trip: when, where, what it carried and how it ended; the newest last",
    examples: ["waterlock history --pair gopro"],
  },
  find: {
    does: "where each file is, since when, and how it was proven",
    more:
      "PATTERN is any part of a file's path below its source, or, where it holds *, ? or […], a pattern as " +
      ".gitignore has them: *.mov at any depth, album/*.mov in that folder, album/** below it. Case does not " +
      "matter. Put it in quotes, so that the shell leaves it alone.",
    examples: ['waterlock find "*.mov"'],
  },
  ls: {
    does: "what lies in a folder, how large it is, and where: source only, aboard, delivered",
    more:
      "FOLDER is a path below a pair's source. Without it the pairs are listed, or what lies in the only one. " +
      "Each folder is told with all that lies in it, however deep.",
    examples: ["waterlock ls 2026/holiday"],
  },
  manifest: {
    does: "the destination's files as lines for b2sum --check, on standard output",
    more: `Check the destination without Waterlock, there:
  cd DESTINATION && b2sum --check --quiet MANIFEST`,
    examples: ["waterlock manifest --pair gopro > gopro.b2"],
    pair: "the pair; need not be named where there is only one",
  },
  report: {
    does: "a page for the browser: what is safe, what is at risk, and every trip",
    more:
      "The page is one file that fetches nothing: open it in any browser, print it, or take it with you.",
    examples: ["waterlock report --output ~/waterlock.html"],
    output: "where to write it (default: config/report.html on the drive)",
  },
  verify: {
    does: "read the source, the drive or the destination again and compare every digest",
    examples: ["waterlock verify destination --budget 30m"],
    place: "middle is understood for drive, end for destination",
    budget: "only so long (90s, 30m, 2h, 1d) or so much (10GiB), the longest unverified first",
    dryRun: "show what would be verified, and in which order; read nothing",
  },
  dump: {
    does: "delete delivered cargo from the drive, after the word Yes",
    examples: ["waterlock dump --pair gopro"],
    all: "delete undelivered cargo too; it has to be loaded again",
    dryRun: "say what would be deleted, and delete nothing",
  },
  importLegacy: {
    does: "take over the database and the cargo of the original Python Waterlock",
    examples: ["waterlock import-legacy config/media.db --dry-run"],
    database: "the original's database, which is only read, such as config/media.db",
    pair: "the pair to import into (default: the one with that source)",
    dryRun: "look at everything, show what would be taken over and change nothing",
  },
  completions: {
    does: "a script by which a shell completes commands, flags and their values",
    more: `For bash, in ~/.bashrc:
  eval "$(waterlock completions bash)"
For zsh, in ~/.zshrc:
  source <(waterlock completions zsh)
For fish, in its config.fish:
  waterlock completions fish | source
For PowerShell, in its profile:
  waterlock completions powershell | Out-String | Invoke-Expression`,
    examples: ["waterlock completions fish > ~/.config/fish/completions/waterlock.fish"],
  },
};

/** The first line of each shell's script, above or before what to write into the shell's own file. */
export const COMPLETIONS = {
  bash: "Completions of waterlock for bash; in ~/.bashrc:",
  zsh: "Completions of waterlock for zsh; in ~/.zshrc, behind compinit:",
  fish: "Completions of waterlock for fish; in ~/.config/fish/config.fish:",
  powershell: "Completions of waterlock for PowerShell; in the file that $PROFILE names:",
};

/** What is wrong with what was typed. The first two stand behind the flag that they are about. */
export const MISTYPED = {
  /** Behind each of them. @param command undefined for the program itself */
  seeHelp: (command?: string) => `See waterlock ${command ? `${command} ` : ""}--help.`,
  jobs: (most: number) => `It must be a whole number from 1 to ${most}.`,
  empty: "It must not be empty.",
  nothingToVerify: (): Said => ["Nothing says what to verify", PLACES_TO_VERIFY],
  noPlaceToVerify: (place: string): Said => [
    `"${place}" is nothing that can be verified`,
    PLACES_TO_VERIFY,
  ],
  budget: (text: string): Said => [
    `--budget: "${text}" is neither a time nor a size`,
    "Write a time as 90s, 30m, 2h or 1d, or a size as 500MB or 10GiB",
  ],
  budgetUnit: (text: string): Said => [
    `--budget: "${text}" has no unit`,
    "Write a time as 30m or 2h, or a size as 10GiB",
  ],
  pairs: (given: { pair: number; source: number; destination: number }): Said => [
    `There are ${given.pair} --pair, ${given.source} --source and ${given.destination} --destination`,
    "Give each pair all three: --pair NAME --source PATH --destination PATH",
  ],
  reserve: (mistake: string): Said => [`--reserve: ${mistake}`, "Correct it and run it again"],
  nothingToMove: (): Said => [
    "Nothing says what the drive is to move, and nobody can be asked here",
    "Say it with flags, --to DRIVE --pair NAME --source PATH --destination PATH, or run waterlock init " +
    "on a terminal",
  ],
};

const PLACES_TO_VERIFY =
  "Name one of these: waterlock verify source, waterlock verify drive, waterlock verify destination";

/** What is said when a run ends before its time. */
export const ENDING = {
  stopping: "Stopping: what is proven is recorded, and the next run goes on there …",
  outputFailed: (why: string) => `The output could not be written: ${why}`,
  abandoned: "Abandoned. What was proven is recorded; the next run puts the rest in order.",
  unexpected: (message: string): Said => [
    `Something unexpected happened: ${message}`,
    "Everything proven so far is recorded; run waterlock again, and if it happens again report it",
  ],
};

/** What `init` says of the programs and the config that it puts onto a drive or leaves there. */
export const SETTING_UP = {
  copying: (program: string) => `Copying and proving ${showPath(program)} …`,
  kept: (config: string) => `Kept ${showPath(config)} as it is.`,
  wrote: (config: string) => `Wrote ${showPath(config)}:`,
  pair: (name: string, source: string, destination: string) =>
    `${showPath(name)}: ${showPath(source)} to ${showPath(destination)}`,
};

/** What `init --from` says of a drive that was set up with what another one had left. */
export const SET_UP_FROM = {
  passedOver: (snapshot: string) => `Passed over ${showPath(snapshot)}.`,
  notNamed: (destination: string) => `None of them names ${showPath(destination)}: correct that.`,
  knows: (lastStageAt: number | null) =>
    `The drive knows what has arrived${
      lastStageAt === null ? "" : `, up to ${formatTime(lastStageAt)}`
    }. Look through its config, then take it to the source and run waterlock there.`,
};

/** What `adopt` found at a destination. */
export const ADOPTION = {
  adopted: (pair: string, tally: Tally) =>
    `${showPath(pair)}: ${formatTally(tally)} at the destination that Waterlock did not bring.`,
  delivered: (tally: Tally) => `${formatTally(tally)} more it brought itself.`,
  hashed: (tally: Tally) =>
    `${formatTally(tally)} ${
      formFor(tally.files, {
        one: "has been read: it is recognised under any name",
        other: "have been read: they are recognised under any name",
      })
    }.`,
  saved: (tally: Tally) =>
    `Of what waits at the source, ${formatTally(tally)} need not be carried.`,
  sourceUnknown:
    "The source was never seen with this drive: what it has of the same path, size and time " +
    "will not be carried.",
};

/** What `dump` says beside what it deleted. */
export const DUMPING = {
  would: (cargo: CargoToDump) => `Would delete from the drive: ${cargoToDelete(cargo)}.`,
  declined: "Nothing was deleted.",
  notConfirmed: (cargo: CargoToDump, isAll: boolean): Said => [
    `Nobody confirmed that cargo may be deleted: ${cargoToDelete(cargo)}`,
    `Run waterlock dump${isAll ? " --all" : ""} on a terminal and type Yes, or add --yes`,
  ],
  noCargo: "There is no cargo on the drive.",
  noneDelivered: "There is no delivered cargo on the drive.",
};

interface CargoToDump {
  readonly delivered: Tally;
  readonly undelivered: Tally;
}

/** What of it arrived, and what did not. */
function cargoToDelete({ delivered, undelivered }: CargoToDump): string {
  const parts = [];
  if (delivered.files > 0) parts.push(`${formatTally(delivered)} that arrived`);
  if (undelivered.files > 0) parts.push(`${formatTally(undelivered)} that did NOT arrive yet`);
  return parts.join(", ");
}

/** What `manifest` says of what it cannot list. */
export const MANIFEST = {
  noDigest: "It was edited there, or nobody knows its digest, so it is not in the manifest",
  nothingArrived: (pair: string) => `${showPath(pair)}: nothing has arrived at the destination yet`,
};

// ---------------------------------------------------------------------------------------------
// The config, and the texts that are written onto a drive
// ---------------------------------------------------------------------------------------------

const CORRECT = "Correct the line and run waterlock again";

/** What keeps a config from being understood, where and how. */
export const CONFIG = {
  /** @param fault what {@linkcode CONFIG.fault} says of the key */
  wrongKey: (file: string, line: number, key: string, fault: string): Said => [
    `${file}, line ${line}: ${key} ${fault}`,
    CORRECT,
  ],
  /** @param mistake what {@linkcode CONFIG_MISTAKES} says of the key @param value what it is, where that is a text */
  fault: (mistake: string, value = "") =>
    value === "" ? mistake : `${mistake} (it is ${JSON.stringify(value)})`,
  /** @param reason in the parser's own English @param remedy one of {@linkcode TOML_REMEDIES} */
  notToml: (file: string, line: number, reason: string, remedy: string): Said => [
    `${file}, line ${line}: this is not TOML: ${reason}`,
    remedy,
  ],
};

/** What to do about a line that is no TOML. */
export const TOML_REMEDIES = {
  correct: CORRECT,
  quotePaths: "Write Windows paths in single quotes: 'C:\\Users\\me'",
  closeQuote: "A closing quote is missing there; add it",
};

const BELOW_SOURCE = 'write it as it is below the source, such as "2026/**"';

/** What is wrong with a key of the config; the key stands before it, what it was given behind it. */
export const CONFIG_MISTAKES = {
  missing: "is missing; add it",
  unknown: "is not a key that Waterlock knows; remove or correct it",
  notText: "must be a text in quotes",
  notSize: 'must be a size such as "1 GiB", "500 MB" or "0"',
  notJobs: (most: number) => `must be a whole number from 1 to ${most}, or left out`,
  notOneOf: (words: readonly string[]) =>
    `must be one of ${words.map((word) => `"${word}"`).join(", ")}`,
  noPair: "is missing: add a [[pair]] with name, source and destination, or run waterlock init",
  pairsNotTables: "must be a list of tables, each begun by a line [[pair]]",
  emptyPath: "is empty; write the folder's full path",
  pathWithNul: "holds a character that no path has",
  placeholder: "is still a placeholder; write the real folder",
  notAbsolute: 'must be an absolute path, such as "/srv/media" or "D:\\\\media"',
  /** @param why one of what follows */
  notFolderName: (why: string) =>
    `becomes a folder on the drive, so it must be a plain name that every system takes: ${why}`,
  ofFolderName: {
    empty: "one letter at the least",
    letter: (letter: string) =>
      `without ${letter === '"' ? "a double quote" : `"${showPath(letter)}"`}`,
    edges: "without a dot or a space at either end",
    device: "not that of a device of Windows",
    tooLong: (bytes: number) => `of at most ${bytes} bytes`,
  },
  nameTwice: (name: string) => `"${name}" is used twice; rename one`,
  destinationTwice: "is another pair's already; give each one of its own",
  aroundDrive: "holds the drive itself; name a folder on the computer, off the drive",
  onDrive: "lies on the drive itself; name a folder on the computer, off the drive",
  notPatterns: "must be a list of patterns",
  emptyPattern: "has a pattern that is empty; remove it",
  slashPattern: 'has a pattern that is but a slash, which names nothing; write "/*" for all of it',
  commentPattern:
    "has a pattern that begins with #, which makes it a comment; put a \\ before the #",
  backslashPattern:
    "has a pattern with a \\ in it, which only stands before !, #, [, ] or a space; write / " +
    "between folders, and [*] or [?] for such a letter of a name",
  dotPattern: `has a pattern that begins with a dot and a slash; ${BELOW_SOURCE}`,
  sourcePattern: `has a pattern with the source's own path; ${BELOW_SOURCE}`,
  takesBackNothing:
    "begins with a pattern that takes back what those before it match, and there are none; put one " +
    'before it, such as "/*"',
};

/** The comments of a new config: what each key is for. Where a line breaks, so does the comment. */
export const NEW_CONFIG = {
  opening:
    "What Waterlock moves. Edit it as you like. Paths are absolute, in the style of the computer\n" +
    "they are on; those of Windows stand in single quotes: 'D:\\films'.",
  reserve: "left free on the drive",
  dump: "delivered cargo after an unload: ask | always | never | when-needed",
  proof: "cold: each file is read back from the medium | reread: sooner, perhaps from memory",
  jobs: "files copied side by side, 1 to 64; left out, the computer chooses",
  exclude: "gitignore patterns of what stays behind",
  first: "patterns of what goes before everything else",
  hold: "patterns of what waits at the source for now",
  min_size: "leave smaller files to the network",
  symlinks: "keep | follow | skip",
  names: "what cannot have its name there: portable: a substitute | strict: waits",
};

/**
 * README.txt on the drive, for the person at the other end, who may never have heard of Waterlock. A
 * line has at most 74 letters.
 */
export const READ_ME = {
  /** By this first line Waterlock knows its own text, which it may write anew. */
  title: "WATERLOCK: FILES ON THEIR WAY",
  opening: "This drive brings files from one computer to another. Nothing needs to be\n" +
    "installed, and nothing goes over a network.",
  plugIn: "Plug the drive into the computer that the files are for.",
  open: "Open the program on the drive that is made for that computer:",
  noProgram: "(none lies here yet)",
  /** The systems that there are programs for. */
  systems: {
    "windows-x64": "Windows",
    "macos-arm64": "macOS, Apple chip",
    "macos-x64": "macOS, Intel chip",
    "linux-x64": "Linux",
    "linux-arm64": "Linux on ARM",
  },
  /** How each kind of system opens a program. */
  ways: {
    windows: (_program: string) =>
      "Windows: double-click it. If a blue window appears: More info, Run anyway.",
    macos: (_program: string) =>
      "macOS: double-click it. If it is refused: System Settings, Privacy &\n" +
      "Security, Open Anyway; then double-click it once more.",
    linux: (program: string) => `Linux: open a terminal in this folder and run  ./${program}`,
  },
  letItWork: "The first time it shows the folder that the files will arrive in, and asks\n" +
    "whether that is the right one. Then let it work: every file is copied and\n" +
    "read back. You may stop it with Ctrl-C, or even pull the plug; open it\n" +
    "again and it goes on.",
  unplug: "When it says that it is done, eject the drive and unplug it.",
  leaveAlone: "Please leave config and cargo alone: config is what the drive remembers, and\n" +
    "cargo holds the files on their way.",
};

// ---------------------------------------------------------------------------------------------
// A new drive: what init asks and answers
// ---------------------------------------------------------------------------------------------

/** What `waterlock init` asks on a terminal, and says between the questions. */
export const NEW_DRIVE = {
  title: "A new drive",
  whichDrive: "Which folder is the drive?",
  isFree: (bytes: number) => `${formatBytes(bytes)} free`,
  /** Behind a folder that is offered though no drive is known to be there. */
  likely: { current: "this folder", ofProgram: "where the program lies" },
  isNotHere: "There is no such folder here; mount the drive first",
  hasConfig: "There is a config on it already: edit that one",
  settingUp: (root: string) => `Setting up the drive ${showPath(root)}`,
  escapeLeaves: "Nothing is written before the last answer. Escape leaves.",
  ctrlCLeaves: "Nothing is written before the last answer. Ctrl-C leaves.",
  whichSource: "Which folder is to be moved?",
  elsewhere: "It arrives on another computer. Type the folder's path as it is there, such as " +
    "/backup/films or D:\\films.",
  asItIsThere: "Type the folder's path as it is on the destination's computer.",
  asItIsThereOrByTab:
    "Type the folder's path as it is on the destination's computer; where that is this one, Tab " +
    "completes it.",
  whichDestination: "Where is it to arrive?",
  whichName: "What is it called on the drive?",
  anotherSource: "Another source?",
  howMuchReserve: "How much room is to stay free?",
  keepThatAnswer: "Keep that answer?",
  isAll: "That is all it needs to know.",
  notThere: (root: string): Said => [
    `There is no folder ${root}`,
    "Mount the drive first; if it is to be a folder of this disk, make it yourself, and run waterlock " +
    "init again",
  ],
  noFolder: (root: string): Said => [
    `${root} is a file, not a folder`,
    "Name the folder that the drive is mounted in",
  ],
  /** What to type then stands below it. @param folder that programs are taken from */
  lacksWindows: (end: "source" | "destination", folder: string) =>
    `The ${END_NAMES[end]} is on Windows, and no program for Windows is on the drive. Put ` +
    `waterlock-windows-x64.exe into ${showPath(folder)} and run this:`,
};

/** How much a folder that is to become a drive can hold. */
export const NEW_DRIVE_SPACE = {
  isFree: (free: number, total: number) =>
    `${formatBytes(free)} of ${formatBytes(total)} are free.`,
  programs: (bytes: number) => `The programs that go along take ${formatBytes(bytes)} of it.`,
};

/** What a source holds, while it is counted and then. */
export const NEW_SOURCE = {
  counting: (tally: Tally) => `Counting: ${formatTally(tally)}. Enter: go on without`,
  holds: (tally: Tally) => `It holds ${formatTally(tally)}.`,
  holdsMoreThan: (tally: Tally) => `It holds more than ${formatTally(tally)}.`,
  holdsNothing: "It holds no file yet.",
  isItMounted: "Is it mounted?",
  unreadable: (names: number) =>
    `${formatCount(names, "more name")} cannot be read or ${
      formFor(names, { one: "holds", other: "hold" })
    } no data; the load will say which.`,
};

/** How the first transfer onto a new drive will go: sentences, one behind the other. */
export const FIRST_TRANSFER = {
  /** @param reserve as it was typed */
  room: (bytes: number, reserve: string) =>
    `With ${reserve} left free, about ${formatBytes(bytes)} can travel at a time.`,
  roomWithoutReserve: (bytes: number) =>
    `With nothing left free, about ${formatBytes(bytes)} can travel at a time.`,
  tooLittle: "That is too little to carry anything: make room on the drive before the first load.",
  trips: (trips: number) =>
    `The first transfer will take ${
      trips === 1 ? "one trip" : `about ${formatCount(trips, "trip")}`
    }.`,
  tripsAtLeast: (trips: number) =>
    `The first transfer will take at least ${
      trips === 1 ? "one trip" : formatCount(trips, "trip")
    }.`,
  inParts: (files: number) =>
    `${formatCount(files, "file")} ${
      formFor(files, {
        one: "is larger than that: it travels in parts",
        other: "are larger than that: they travel in parts",
      })
    } over several trips.`,
  inPartsForTheDrive: (files: number) =>
    `${formatCount(files, "file")} ${
      formFor(files, {
        one: "is larger than this drive can hold whole: it travels in parts",
        other: "are larger than this drive can hold whole: they travel in parts",
      })
    }.`,
};

/** The programs that have been put onto a new drive. */
export const NEW_PROGRAMS = {
  areThere: "On the drive, to be opened there:",
  none: "No program is there to go along; deno task build makes them.",
};

/** What to do with a new drive: numbered steps, some with a command to copy below them. */
export const NEXT_STEPS = {
  wroteConfig: "Wrote the config. It is a text with comments, to be edited as you like:",
  next: "Next:",
  load: "Load the drive, here at the source:",
  /** @param words what is typed: `plan`, `--dry-run` */
  seeFirst: (words: string) => `To see first what it would do, write ${words} behind it.`,
  toSource: {
    openProgram: "Take the drive to the source and open the program on it that is made for that " +
      "computer; README.txt beside it tells how.",
    runWaterlock: "Take the drive to the source and run waterlock there.",
  },
  unload: "The destination is here as well. Unload the drive into it:",
  toDestination: {
    openProgram: "Eject the drive, take it to the destination and open the program on it that is " +
      "made for that computer; README.txt beside it tells how.",
    runWaterlock: "Eject the drive, take it to the destination and run waterlock there.",
    doTheSame: "Eject the drive, take it to the destination and do the same there.",
  },
  again: "Begin again at 1 whenever there is something new.",
  bringBack: "Bring it back and begin again at 1: until nothing waits, and later whenever there " +
    "is something new.",
  dump:
    "What has arrived is deleted from the drive when you say so; dump in the config changes that.",
};

// ---------------------------------------------------------------------------------------------
// Questions: which drive, the first unload, what is gone, what is removed, what is deleted
// ---------------------------------------------------------------------------------------------

/** What belongs to no question of its own: the answers yes and no, and questions in whole lines. */
export const ASKING = {
  yes: "Yes",
  no: "No",
  yesOrNo: {
    elseYes: (question: string) => `${question} (yes or no; Enter means yes)`,
    elseNo: (question: string) => `${question} (yes or no; Enter means no)`,
  },
  /** What is taken for yes and for no when it is typed, in whatever letters. */
  meansYes: ["y", "yes"],
  meansNo: ["n", "no"],
  /** @param usual what Enter alone answers */
  text: (question: string, usual: string) => `${question} (Enter means ${usual})`,
  whichNumber: (usual: number) => `The number of your answer? (Enter means ${usual})`,
  place: (path: string, hint: string) => `${path} (${hint})`,
  numberOrPath: "The number of a folder above, or the full path of another one?",
  fullPath: "The folder's full path?",
  typeFullPath: "Type the folder's full path",
  isNoAnswer: "That is no answer to it. Again?",
  /** @param mistake what is wrong with an answer, without a full stop */
  again: (mistake: string) => `${mistake}. Again?`,
};

/** Somebody pressed Ctrl-C or Escape instead of an answer. */
export const LEFT = {
  atQuestion: [
    "Interrupted at a question: nothing more was done",
    "Run it again when you are ready to answer",
  ],
  atNewDrive: [
    "Left at a question: no drive was set up and nothing was written",
    "Run waterlock init again when you are ready to answer",
  ],
} satisfies Record<string, Said>;

/** Before anything is written into a destination, or adopted there, for the first time. */
export const FIRST_UNLOAD = {
  warning: (pair: string, destination: string, isEmpty: boolean) =>
    `${showPath(pair)}: as far as this drive remembers, it has never unloaded here:\n` +
    `${showPath(destination)} ${isEmpty ? "(empty)" : "(not empty)"}\n` +
    "What is there already stays; a file that a new version replaces moves to " +
    ".waterlock/replaced.",
  unload: (toUnload: Tally) => `Unload ${formatTally(toUnload)} into it?`,
  adopt: "Is it the right one? What is there is only looked at",
};

/** Before cargo is deleted from the drive. */
export const DUMP_QUESTION = {
  warning: (undelivered: Tally) =>
    `${formatTally(undelivered)} ${
      formFor(undelivered.files, {
        one: "has NOT arrived at a destination yet; the next load would carry it again.",
        other: "have NOT arrived at a destination yet; the next load would carry them again.",
      })
    }`,
  question: (cargo: Tally) =>
    `Delete cargo (${formatTally(cargo)}) from the drive? Type Yes to do it`,
  /** What has to be typed, in just these letters. */
  word: "Yes",
  /** Where something like it was typed; what became of the cargo is said behind it. */
  takesWord: "That takes the word Yes, with a capital Y.",
};

/** Before a damaged catalogue is replaced by a copy of it. */
export const SNAPSHOT_QUESTION = {
  isDamaged: (catalogue: string) => `The catalogue ${showPath(catalogue)} is damaged.`,
  isMissing: (catalogue: string) => `The catalogue ${showPath(catalogue)} is missing.`,
  wasLeft: (snapshot: string) =>
    `A snapshot of it was left at the destination: ${showPath(snapshot)}`,
  question: (takenAt: number, isMissing: boolean) =>
    `Go on with its snapshot of ${formatTime(takenAt)}?` +
    (isMissing ? "" : " The damaged file is kept beside it"),
};

/** What is gone from the source: asked there, and where it is to be removed at the destination. */
export const GONE = {
  missing: {
    question: (pair: string, gone: Gone) =>
      `${showPath(pair)}: ${formatGone(gone)} ${
        formFor(gone.files + gone.folders, { one: "is", other: "are" })
      } gone from the source. What now?`,
    skip: "Keep at the destination, and stop asking",
    remove: "Remove at the destination, when confirmed there",
  },
  removal: {
    question: (pair: string, gone: Gone) =>
      `${showPath(pair)}: At the source it was decided to remove ${formatGone(gone)} here. Do it?`,
    skip: "No, keep them, and stop asking",
    remove: "Yes, remove what Waterlock delivered and nobody edited",
  },
  later: "Decide later",
  oneByOne: "Decide one by one",
  showAll: "Show all",
  /** @param what one of them, by its path */
  nth: (nth: number, count: number, what: string) =>
    `${formatNumber(nth)} of ${formatNumber(count)}: ${what}`,
  forThisAndOthers: (others: number) =>
    others === 1
      ? "One answer for this and the other one"
      : `One answer for this and the ${formatNumber(others)} others`,
  theRest: (count: number) => `What becomes of all ${formatNumber(count)} that are not decided?`,
  inNoFolder: "in no folder",
  moreFolders: (count: number) => `… and ${formatCount(count, "more folder")}`,
  file: (path: string, bytes: number) => `${showPath(path)} (${formatBytes(bytes)})`,
};

// ---------------------------------------------------------------------------------------------
// A run: how it opens, what it shows while it works, what it says of single files
// ---------------------------------------------------------------------------------------------

interface SizedFile {
  readonly path: string;
  readonly bytes: number;
}

/** The line that a pair's stage opens with: which end this is, and why it is taken for it. */
export const STAGE_OPENS = {
  load: {
    asAsked: (pair: string, source: string) =>
      `${showPath(pair)}: loading at the source ${showPath(source)}, as you asked`,
    because: (pair: string, reason: string) =>
      `${showPath(pair)}: loading at the source, because ${showPath(reason)}`,
  },
  unload: {
    asAsked: (pair: string, destination: string) =>
      `${showPath(pair)}: unloading at the destination ${showPath(destination)}, as you asked`,
    because: (pair: string, reason: string) =>
      `${showPath(pair)}: unloading at the destination, because ${showPath(reason)}`,
  },
};

/** Lines of single files below that: what a plan says of each, and what has another name there. */
export const FILE_LINES = {
  goes: ({ path, bytes }: SizedFile) => `goes: ${showPath(path)} (${formatBytes(bytes)})`,
  waits: ({ path, bytes }: SizedFile, why: string) =>
    `waits: ${showPath(path)} (${formatBytes(bytes)}): ${why}`,
  known: ({ path, bytes }: SizedFile) =>
    `need not be carried: ${showPath(path)} (${formatBytes(bytes)}), its bytes are there or ` +
    "aboard already",
  asks: {
    missing: ({ path, bytes }: SizedFile) =>
      `asks: ${showPath(path)} (${formatBytes(bytes)}) is gone from the source`,
    removal: ({ path, bytes }: SizedFile) =>
      `asks: ${showPath(path)} (${formatBytes(bytes)}) is to be removed`,
  },
  substitute: ({ path, place }: { path: string; place: string }) =>
    `is there as: ${showPath(place)}, because the destination cannot hold ${showPath(path)}`,
};

/** Behind the first twenty such lines of a sort: how many more of it there are. */
export const MORE_FILES = {
  goes: (count: number) =>
    `goes: … and ${formatCount(count, "more file")} (with --json all are named)`,
  waits: (count: number) =>
    `waits: … and ${formatCount(count, "more file")} (with --json all are named)`,
  known: (count: number) =>
    `need not be carried: … and ${formatCount(count, "more file")} (with --json all are named)`,
  asks: (count: number) =>
    `asks: … and ${formatCount(count, "more file")} (with --json all are named)`,
  substitutes: (count: number) =>
    `is there as: … and ${formatCount(count, "more name")} (with --json all are named)`,
};

/** Why a file waits that could go. */
const HELD = "held at the source, as the config says (hold)";

/** What is held, as a clause or a line of its own. */
export function formatHeld(held: Tally): string {
  return `${formatTally(held)} ${HELD}`;
}

const NAME_NOT_POSSIBLE =
  'the destination cannot hold its name, and names = "strict" wants no other';

const LINK_NOT_POSSIBLE =
  "the destination's file system holds no symbolic links, or this user may make none there; " +
  'symlinks = "follow" in the config carries what they point to';

/** Why a file stays behind for now, behind a colon. */
export const WAITS = {
  load: {
    "no-room": "no room left on the drive this time",
    held: HELD,
    "never-fits":
      "can never fit on this drive: even with no other cargo aboard there is too little room beside " +
      "the reserve and what else lies there",
    "in-parts":
      "larger than all the room on this drive, so it goes in parts; the rest on later trips",
    "older-aboard":
      "larger than all the room on this drive, so it goes in parts, once the older version that is " +
      "aboard has arrived",
    "name-not-possible": NAME_NOT_POSSIBLE,
    "link-not-possible": LINK_NOT_POSSIBLE,
  },
  unload: {
    "no-room": "no room left at the destination",
    held: HELD,
    "never-fits": "can never fit at the destination",
    "in-parts": "its other parts come on later trips",
    "older-aboard": "an older version of it comes first",
    "name-not-possible": NAME_NOT_POSSIBLE,
    "link-not-possible": LINK_NOT_POSSIBLE,
  },
};

/** What else is said of a pair, or of a file of it, on a line of its own. */
export const PAIR_LINES = {
  /** A notice, or what is wrong; already a sentence. */
  said: (pair: string, message: string) => `${showPath(pair)}: ${showPath(message)}`,
  ofFile: (pair: string, path: string, message: string) =>
    `${showPath(pair)}: ${showPath(path)}: ${showPath(message)}`,
  unknown: ({ pair, files }: { pair: string; files: number }) =>
    `${showPath(pair)}: the drive holds ${formatCount(files, "file")} of a pair of this ` +
    "name, and the config has none; give the pair this name again to go on with it",
  undecided: {
    missing: (pair: string, gone: Gone) =>
      `${showPath(pair)}: ${formatGone(gone)} gone from the source and left as it is at the ` +
      "destination until somebody decides (--on-missing skip keeps it there, --on-missing remove " +
      "removes it)",
    removal: (pair: string, gone: Gone) =>
      `${showPath(pair)}: ${formatGone(gone)} marked for removal here, which nobody has ` +
      "confirmed (--on-removal remove removes it, --on-removal skip keeps it)",
  },
  dumped: ({ pair, removed, undelivered }: { pair: string; removed: Tally; undelivered: Tally }) =>
    `${showPath(pair)}: ${formatTally(removed)} of cargo deleted from the drive` +
    (undelivered.files > 0
      ? `; ${
        formatNumber(undelivered.files)
      } of them had not arrived; of these the next load carries what the source has`
      : ""),
};

/** How far a stage is: parts of a line behind a bar, or in whole lines where there is no screen. */
export const PROGRESS = {
  /** Where nobody knows how much there is to be done. */
  underWay: (path: string) => `Under way: ${showPath(path)}`,
  reading: (parts: readonly string[]) =>
    `Reading files that may not need to be carried: ${parts.join(", ")}`,
  done: (percent: string) => `${percent} done`,
  bytes: (done: number, total: number) => `${formatBytes(done)} of ${formatBytes(total)}`,
  files: (done: number, total: number) => `${formatNumber(done)} of ${formatCount(total, "file")}`,
  rate: (bytesPerSecond: number) => `${formatBytes(bytesPerSecond)}/s`,
  rateInFull: (bytesPerSecond: number) => `${formatBytes(bytesPerSecond)} a second`,
};

/**
 * The lines at the bottom of a screen while a run works. What stands before a line has at most ten
 * letters, and but for the stages, which a narrow window leaves out, at most seven.
 */
export const LIVE = {
  stages: { load: "loading", unload: "unloading", verify: "verifying" },
  copying: "copying",
  proving: "proving",
  reading: "reading",
  waiting: "waiting",
  forTheDisks: "for the disks",
  moreLarge: (files: number) => `and ${formatCount(files, "more large file")}`,
  scanning: (files: number) => `Looking through the source: ${formatCount(files, "file")}`,
  /** Before there is a plan; the first that has room is shown. */
  whyReading: [
    "Reading files that may not need to be carried",
    "Reading what is perhaps there already",
    "Reading",
  ],
  /** After Ctrl-C; the first that has room is shown. */
  stopping: [
    "Stopping: what is proven is recorded, and the next run goes on there … (Ctrl-C again: abandon it)",
    "Stopping: the next run goes on there … (Ctrl-C again: abandon it)",
    "Stopping … (Ctrl-C again: abandon)",
    "Stopping …",
  ],
};

/** How long it still takes, in coarse steps; `1½` where a whole one is too coarse. */
export const TIME_LEFT = {
  aFewSeconds: "a few seconds left",
  lessThanAMinute: "less than a minute left",
  aMinute: "about a minute left",
  minutes: (minutes: number) => `about ${minutes} min left`,
  hours: (hours: number) => `about ${formatHalves(hours)} h left`,
  days: (days: number) => `about ${formatHalves(days)} days left`,
};

/** `2`, `2½`. */
function formatHalves(number: number): string {
  return `${formatNumber(Math.floor(number))}${number % 1 === 0 ? "" : "½"}`;
}

/** The last line of a window that was opened for the program alone. */
export const WINDOW = { pressAnyKey: "Press any key to close this window." };

// ---------------------------------------------------------------------------------------------
// The close of a run: what is where, what waits and why, what to do next
// ---------------------------------------------------------------------------------------------

/** What a pair's stage says at its end: first what is where now, below that what else came of it. */
export const CLOSE = {
  load: {
    carried: (pair: string, carried: Tally) =>
      `${showPath(pair)}: ${formatTally(carried)} now on the drive.`,
    parts: (pair: string, bytes: number) =>
      `${showPath(pair)}: parts of files (${formatBytes(bytes)}) now on the drive.`,
    nothing: (pair: string) => `${showPath(pair)}: nothing new now on the drive.`,
  },
  unload: {
    carried: (pair: string, carried: Tally) =>
      `${showPath(pair)}: ${formatTally(carried)} now at the destination.`,
    parts: (pair: string, bytes: number) =>
      `${showPath(pair)}: parts of files (${formatBytes(bytes)}) now at the destination.`,
    nothing: (pair: string) => `${showPath(pair)}: nothing new now at the destination.`,
    removed: (pair: string, removed: Tally) =>
      `${showPath(pair)}: ${formatTally(removed)} removed at the destination.`,
  },
  /** Beside whole files, of the same sum. */
  inParts: (files: number, bytes: number) => {
    const are = formFor(files, { one: "which is", other: "which are" });
    return `Of that ${formatBytes(bytes)} are parts of ${
      formatCount(files, "more file")
    }, ${are} ` +
      "not complete yet.";
  },
  settled: (instructed: Tally) => `${formatTally(instructed)} settled without copying.`,
  substituted: (substituted: Tally) =>
    `${formatTally(substituted)} of it under another name (waterlock find tells which).`,
  removed: (removed: Tally) => `${formatTally(removed)} removed at the destination.`,
  aboard: (aboard: Tally) => `Aboard in all: ${formatTally(aboard)}.`,
  /** How so many files were proven: past the system's memory, or without that being sure. */
  proven: (cold: number, reread: number) => {
    if (reread === 0) return "Every byte was read back from the medium and proven.";
    const which = cold === 0 ? "" : ` of ${formatCount(reread, "file")}`;
    return `Every byte was read back and proven, but${which} perhaps from the computer's memory ` +
      "instead of the medium.";
  },
  took: (seconds: number) => `Took ${formatDuration(seconds)}.`,
  toBeRemoved: (removal: Tally) =>
    `${formatTally(removal)} ${
      formFor(removal.files, { one: "is", other: "are" })
    } to be removed ` +
    "at the destination, when confirmed there.",
  failed: (failed: Tally) => `${formatTally(failed)} could not be carried (see above).`,
  /** The same of files of which some were not even planned, so that nobody knows their sizes. */
  failedFiles: (files: number) => `${formatCount(files, "file")} could not be carried (see above).`,
  held: (held: Tally) => `${formatHeld(held)}.`,
  interrupted: "Interrupted; all of that is proven and recorded.",
  interruptedBefore: "Interrupted before anything was finished.",
  moreAtSource: (trips: number) =>
    `More waits at the source: about ${formatCount(trips, "more trip")}.`,
};

/** What stays behind at the end of a stage; why follows the colon, or stands below it. */
export const STAYS = {
  load: (waiting: Tally, trips: number) => {
    const wait = formFor(waiting.files, { one: "waits", other: "wait" });
    const forTrips = trips > 0 ? `, for about ${formatCount(trips, "more trip")}` : "";
    return `${formatTally(waiting)} ${wait} at the source${forTrips}:`;
  },
  unload: (waiting: Tally) => {
    const stay = formFor(waiting.files, { one: "stays", other: "stay" });
    return `${formatTally(waiting)} ${stay} on the drive:`;
  },
  because: (files: Tally, why: string) => `${formatTally(files)}: ${why}`,
  othersBecause: (files: number, why: string) => `${formatCount(files, "file")}: ${why}`,
  notFinished: "not finished before it was stopped",
  seeAbove: "see above",
};

/** Why, as in `WAITS` of a load, where it is said of many files otherwise than of one. */
export const WAITS_OF_MANY: Partial<Record<string, string>> = {
  "in-parts": "larger than all the room on this drive, which goes in parts",
  "older-aboard": "too large for this drive while an older version is aboard; in parts after that",
};

/** What to do about files that something went wrong with, by the code of their problem. */
export const ADVICE = {
  "unreadable": (files: number) =>
    `${formatCount(files, "file")} could not be read: allow it to this user, or look at the ` +
    "disk, and run waterlock again",
  "changing": (files: number) =>
    `${formatCount(files, "file")} changed while being copied: run waterlock again when ` +
    "nothing writes there",
  "write-failed": (files: number) =>
    `${formatCount(files, "file")} could not be written: look at the disk (full? read-only? ` +
    "failing?) and run waterlock again",
  "mismatch": (files: number) =>
    `${formatCount(files, "file")} read back otherwise than written: that disk may be ` +
    "failing, do not rely on it",
  "source-corrupt": (files: number) => {
    const themselves = formFor(files, { one: "itself", other: "themselves" });
    return `${formatCount(files, "file")} changed at the source by ${themselves}: restore from a ` +
      "backup, or touch what is to go as it is";
  },
  "bytes-gone": (files: number) =>
    `${formatCount(files, "file")} no longer where the bytes should be: to be carried again ` +
    "by the next load",
  "missing": (files: number) => {
    const they = formFor(files, { one: "it", other: "they" });
    return `${formatCount(files, "file")} no longer where ${they} should be: to be carried again ` +
      "by the next load";
  },
  "edited": (files: number) =>
    `${formatCount(files, "file")} edited at the destination: kept there as found`,
  "in-the-way": (files: number) =>
    `${formatCount(files, "file")} with something else in the way: move that away and run ` +
    "waterlock again",
  "name-not-utf8": (files: number) =>
    `${formatCount(files, "file")} with a name that is no text: rename at the source`,
  "name-not-possible": (files: number) =>
    `${formatCount(files, "file")} with a name that cannot be had there: rename at the source`,
  "name-reserved": (files: number) =>
    `${formatCount(files, "file")} with a name that Waterlock needs for itself: rename at ` +
    "the source",
  "name-collision": (files: number) =>
    `${formatCount(files, "file")} with a name that is taken there for another one: rename ` +
    "at the source",
  "link-loop": (files: number) =>
    `${formatCount(files, "file")} linked in a circle: correct the link, or set ` +
    'symlinks = "keep" in the config',
  "dangling-link": (files: number) =>
    `${formatCount(files, "file")} linked to nothing: correct the link, or set ` +
    'symlinks = "keep" in the config',
};

/** The same of files that are damaged, where that is found. */
export const ADVICE_OF_DAMAGE = {
  load: (files: number) =>
    `${formatCount(files, "file")} damaged: look at the disk, and restore from a backup`,
  unload: (files: number) =>
    `${formatCount(files, "file")} damaged in cargo: nothing is lost, to be carried again by ` +
    "the next load",
};

/** Behind what is said to be at the destination. */
const EXCEPT = {
  nothing: ".",
  held: ", except what is held.",
  edited: ", except what was edited there.",
  heldAndEdited: ", except what is held and what was edited there.",
};

type Except = keyof typeof EXCEPT;

/**
 * What to do next, when every pair has had its turn.
 *
 * A `command` is what to type here: `waterlock`, or with its stage where both ends are here.
 */
export const NEXT = {
  interrupted: (command: string) => `Next: run ${command} here again; it goes on where it stopped.`,
  allArrived: (pairs: readonly string[], except: Except) =>
    (pairs.length === 1
      ? `${showPath(pairs[0]!)}: everything that the source had at the last load is at the ` +
        "destination"
      : `Everything that the source had (${allOf(pairs)}) at the last load is at the destination`) +
    EXCEPT[except],
  /** Where the load left something behind that the person has been told of. */
  allThatCould: (pairs: readonly string[], except: Except) =>
    (pairs.length === 1
      ? `${showPath(pairs[0]!)}: what the last load could carry is at the destination`
      : `What the last load could carry (${allOf(pairs)}) is at the destination`) +
    EXCEPT[except],
  dump: (bytes: number, command: string) =>
    `delivered cargo takes ${formatBytes(bytes)} of the drive. Delete it with waterlock dump, ` +
    `then run ${command} here again.`,
  first: (step: string) => `Next: ${step}`,
  then: (step: string) => `Then: ${step}`,
  makeRoom: (destinations: readonly string[], command: string) =>
    `make room at ${allOf(destinations)}, or see above what else keeps files on the drive, ` +
    `and run ${command} here again.`,
  takeThere: (destinations: readonly string[]) =>
    `take the drive to ${allOf(destinations)} and run waterlock there.`,
  takeBack: (sources: readonly string[]) =>
    `take the drive back to ${allOf(sources)} for the next trip.`,
  isHere: {
    destination: (command: string) => `the destination is here as well: ${command}.`,
    source: (command: string) => `the source is here as well: ${command}.`,
  },
};

/** Names or paths as a sentence lists them: `a`, `a, b and c`. */
function allOf(names: readonly string[]): string {
  const shown = names.map(showPath);
  return shown.length === 1 ? shown[0]! : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}

// ---------------------------------------------------------------------------------------------
// Plan, status and history
// ---------------------------------------------------------------------------------------------

/** What of that an interrupted run has begun, where there is any. */
function writtenAlready(bytes: number): string {
  return bytes > 0 ? `, ${formatBytes(bytes)} of it written there already` : "";
}

/** The line of a plan for each pair: what goes, what must wait and what is held. */
export const PLAN = {
  load: {
    nothing: "nothing to load",
    goes: (carry: Tally, begunBytes: number) =>
      `${formatTally(carry)} to go to the drive now${writtenAlready(begunBytes)}`,
  },
  unload: {
    nothing: "nothing to unload",
    goes: (carry: Tally, begunBytes: number) =>
      `${formatTally(carry)} to go to the destination now${writtenAlready(begunBytes)}`,
  },
  noneNow: "nothing can go now",
  removes: (removal: Tally) => `${formatTally(removal)} to be removed there once that is confirmed`,
  mustWaitBeside: (waiting: Tally, delivered: Tally) =>
    `${formatTally(waiting)} must wait: delivered cargo takes ${
      formatBytes(delivered.bytes)
    } of the drive`,
  mustWait: (waiting: Tally, trips: number) =>
    trips > 0
      ? `${formatTally(waiting)} must wait: about ${formatCount(trips, "more trip")}`
      : `${formatTally(waiting)} must wait`,
  ofPair: (pair: string, clauses: readonly string[]) => `${showPath(pair)}: ${clauses.join("; ")}`,
};

/** Below that line what goes and waits, added up: as a table on a screen, else in lines. */
export const FORECAST = {
  titles: { goes: "goes now", files: "files", bytes: "bytes" },
  mustWait: "must wait",
  inAll: "in all",
  outside: "outside any folder",
  moreFolders: (count: number) => `… and ${formatCount(count, "more folder")}`,
  goes: (folder: string, carry: Tally) => `of it: ${folder}: ${formatTally(carry)}`,
  waits: (waiting: Tally, why: string) => `waiting: ${formatTally(waiting)}: ${why}`,
  /** Why files wait, with one of them. */
  whySuchAs: (why: string, files: number, example: string) =>
    files === 1 ? `${why} (${showPath(example)})` : `${why} (such as ${showPath(example)})`,
};

/** What may be expected of a plan, each under a label of at most five letters. */
export const PROSPECTS = {
  labels: { known: "known", takes: "takes", then: "then" },
  line: (label: string, words: string) => `${label}: ${words}`,
  known: (instructed: Tally) => {
    const are = formFor(instructed.files, { one: "is", other: "are" });
    return `${formatTally(instructed)} ${are} there or aboard already, and need not be carried`;
  },
  takes: {
    load: (time: string, bytesPerSecond: number, loads: number) => {
      const last = loads === 1 ? "the last load" : `the last ${formatCount(loads, "load")}`;
      return `${time}, at ${formatBytes(bytesPerSecond)}/s as ${last} here`;
    },
    unload: (time: string, bytesPerSecond: number, unloads: number) => {
      const last = unloads === 1 ? "the last unload" : `the last ${formatCount(unloads, "unload")}`;
      return `${time}, at ${formatBytes(bytesPerSecond)}/s as ${last} here`;
    },
  },
  aboutAMinute: "about a minute",
  aboutMinutes: (minutes: number) => `about ${minutes} min`,
  aboutHours: (hours: number, minutes: number) =>
    minutes === 0 ? `about ${hours} h` : `about ${hours} h ${minutes} min`,
  aboutDays: (days: number) => `about ${formatCount(days, "day")}`,
  trips: (trips: number) => `about ${formatCount(trips, "more trip")}`,
  /** With the days of the first of them and of the last, in milliseconds since 1970. */
  tripsOn: (
    trips: number,
    { first, last, isCut }: { first: readonly number[]; last: number; isCut: boolean },
    habit: { everyDays: number; pastTrips: number },
  ) => {
    const days = first.length === 0
      ? formatDay(last)
      : `${first.map(formatDay).join(", ")}${isCut ? " …" : ""} and the last ${formatDay(last)}`;
    const often = habit.everyDays === 1
      ? "every day"
      : `every ${formatCount(habit.everyDays, "day")}`;
    return `about ${formatCount(trips, "more trip")}: about ${days}, if you go on ${often} as ` +
      `on the last ${formatCount(habit.pastTrips, "trip")}`;
  },
};

/** What a stage is called in a line of what was done. */
const STAGES = { load: "load", unload: "unload" };

interface DoneStage {
  readonly trip: number;
  readonly stage: keyof typeof STAGES;
  readonly host: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

/** `waterlock status`, the drive: how much of it is free, and what on it may be deleted. */
export const DRIVE_STATUS = {
  room: (root: string, freeBytes: number, reserveBytes: number) => {
    const reserve = reserveBytes > 0
      ? `; ${formatBytes(reserveBytes)} is the reserve and stays free`
      : "";
    return `Drive ${showPath(root)}: ${formatBytes(freeBytes)} free${reserve}`;
  },
  toDump: (toDump: Tally) =>
    `${formatTally(toDump)} of delivered cargo can be deleted: waterlock dump`,
  unknownCargo: (unknown: Tally) =>
    `${formatTally(unknown)} in cargo that this drive has no record of: look at ${
      formFor(unknown.files, { one: "it", other: "them" })
    }, and delete yourself what nobody needs`,
};

/** The three basins of the picture that `waterlock status` draws of a pair, and the same in lines. */
export const LOCK = {
  ends: { source: "source", drive: "drive", destination: "destination" },
  /** What is said of what lies at each of them. */
  holds: { source: "waiting", drive: "aboard", destination: "delivered" },
  /** In the picture, on two lines below each other. */
  nothingKnownYet: { first: "nothing known", second: "yet" },
  notLoadedYet: "not loaded from yet, so nothing is known of it",
  share: (word: string, share: string) => `${word} ${share}`,
  tally: (word: string, tally: Tally, share: string) => `${word}: ${formatTally(tally)} (${share})`,
};

interface PartsProgress {
  readonly aboardBytes: number;
  readonly arrivedBytes: number;
}

/** How far a file, or several, is that travels in parts. @param bytes of the whole */
function progressOfParts({ aboardBytes, arrivedBytes }: PartsProgress, bytes: number): string {
  const of = `of ${formatBytes(bytes)}`;
  const there = `${formatBytes(arrivedBytes)} ${of} at the destination already`;
  if (aboardBytes === 0) return there;
  return arrivedBytes === 0
    ? `${formatBytes(aboardBytes)} ${of} on the drive`
    : `${there}, ${formatBytes(aboardBytes)} on the drive`;
}

interface SoFar {
  readonly files: number;
  readonly of: number;
  /** Milliseconds since 1970. */
  readonly since: number;
}

function someOfAll({ files, of }: SoFar): string {
  return files === of
    ? `all of ${formatCount(of, "file")} there`
    : `${formatNumber(files)} of ${formatCount(of, "file")} there`;
}

/** Facts that `waterlock status` tells of a pair below that, each under a label of at most 12 letters. */
export const PAIR_STATUS = {
  labels: {
    toCome: "to come",
    inParts: "in parts",
    held: "held",
    lastTrip: "last trip",
    verified: "verified",
    proven: "proven",
    edited: "edited",
    gone: "gone",
    problems: "problems",
  },
  inParts: ({ files, bytes, ...parts }: Tally & PartsProgress) =>
    `${formatCount(files, "file")}: ${progressOfParts(parts, bytes)}`,
  toCome: (trips: number) => `about ${formatCount(trips, "more trip")} for what waits`,
  lastTrip: ({ trip, stage, host, startedAt }: DoneStage, carried: Tally, result: string) =>
    `${formatTime(startedAt)}: trip ${formatNumber(trip)}, ${STAGES[stage]} at ` +
    `${showPath(host)}, ${formatTally(carried)}; ${result}`,
  noTripYet: "none yet",
  verified: (
    end: string,
    startedAt: number,
    found: {
      verified: Tally;
      faulty: Tally;
      left: Tally;
      isInterrupted: boolean;
      /** Of what follows. */
      soFar?: readonly string[];
    },
  ) => {
    const which = found.left.files > 0 ? "that time " : "";
    const parts = [`${which}${formatTally(found.verified)} verified`];
    if (found.faulty.files > 0) {
      parts.push(`${formatTally(found.faulty)} damaged, gone or unreadable`);
    }
    if (found.left.files > 0) parts.push(`${formatTally(found.left)} left for the next time`);
    if (found.isInterrupted) parts.push("interrupted");
    parts.push(...(found.soFar ?? []));
    return `${end}, ${formatTime(startedAt)}: ${parts.join("; ")}`;
  },
  /** How much of what is at an end was read or proven at any time, by whatever read it. */
  soFar: {
    source: (soFar: SoFar) => `so far ${someOfAll(soFar)} read since ${formatTime(soFar.since)}`,
    drive: (soFar: SoFar) => `so far ${someOfAll(soFar)} proven since ${formatTime(soFar.since)}`,
    destination: (soFar: SoFar) =>
      `so far ${someOfAll(soFar)} proven since ${formatTime(soFar.since)}`,
  },
  neverVerified: "never, as far as this drive remembers (waterlock verify destination)",
  proven: (end: string, proof: string) => `${end}, ${proof}`,
  edited: (edited: Tally) => {
    const was = formFor(edited.files, { one: "it was", other: "they were" });
    const it = itOrThem(edited.files);
    return `${formatTally(edited)} edited at the destination since ${was} delivered, and kept ` +
      `there; to have ${it} brought anew, move ${it} away and run waterlock verify destination`;
  },
  undecided: (gone: Tally) =>
    `${formatTally(gone)} ${UNDECIDED}: waterlock load on a terminal asks what becomes of ` +
    itOrThem(gone.files),
  gone: {
    skipped: (gone: Tally) => `${formatTally(gone)} gone from the source, kept at the destination`,
    removal: (gone: Tally) =>
      `${formatTally(gone)} gone from the source, to be removed at the destination`,
  },
  damaged: (damaged: Tally) =>
    `${formatTally(damaged)} damaged; the next trip brings ${itOrThem(damaged.files)} again`,
  unknownProblem: (files: Tally, code: string) =>
    `${formatTally(files)} could not be carried (${showPath(code)})`,
  unknownPassedOver: (names: number, code: string) =>
    `${formatCount(names, "name")} at the source could not be carried (${showPath(code)})`,
  problemSuchAs: (problem: string, files: number, example: string) =>
    files === 1 ? `${problem}: ${showPath(example)}` : `${problem}: such as ${showPath(example)}`,
  noProblems: "none known",
};

/** What befell files, by the code that the catalogue has for it. */
export const PAST_PROBLEMS = {
  "unreadable": (files: Tally) => `${formatTally(files)} could not be read`,
  "changing": (files: Tally) => {
    const they = formFor(files.files, { one: "it was", other: "they were" });
    return `${formatTally(files)} changed while ${they} copied`;
  },
  "write-failed": (files: Tally) => `${formatTally(files)} could not be written`,
  "mismatch": (files: Tally) => {
    const they = formFor(files.files, { one: "it was", other: "they were" });
    return `${formatTally(files)} did not read back as ${they} written`;
  },
  "source-corrupt": (files: Tally) =>
    `${formatTally(files)} silently corrupt at the source, and left there`,
  "damaged": (files: Tally) => {
    const they = formFor(files.files, { one: "it", other: "they" });
    return `${formatTally(files)} damaged on the drive before ${they} arrived; the next load ` +
      "carries the newer version";
  },
  "bytes-gone": (files: Tally) => {
    const their = formFor(files.files, { one: "its", other: "their" });
    return `${formatTally(files)} not where ${their} bytes were known to be, carried by the ` +
      "next load";
  },
  "order-unknown": (files: Tally) =>
    `${formatTally(files)} held back, because another drive may have brought a newer version`,
};

/** What the last load could make no file of, by the code that the catalogue has for it. */
export const PASSED_OVER = {
  "name-not-utf8": (names: number) => {
    const are = formFor(names, { one: "is", other: "are" });
    return `${formatCount(names, "name")} at the source ${are} no text, so what is called so is ` +
      `not carried; rename ${itOrThem(names)} there`;
  },
  "name-reserved": (names: number) => {
    const are = formFor(names, { one: "is one", other: "are some" });
    return `${
      formatCount(names, "name")
    } at the source ${are} that Waterlock needs for itself, so ` +
      `what is called so is not carried; rename ${itOrThem(names)} there`;
  },
  "link-loop": (links: number) => {
    const lead = formFor(links, { one: "leads round in a circle", other: "lead round in circles" });
    return `${formatCount(links, "link")} at the source ${lead}, so nothing is carried for ` +
      itOrThem(links);
  },
  "dangling-link": (links: number) => {
    const lead = formFor(links, { one: "leads", other: "lead" });
    return `${
      formatCount(links, "link")
    } at the source ${lead} to nothing, so nothing is carried ` +
      `for ${itOrThem(links)}`;
  },
  "unreadable": (some: number) =>
    `${formatCount(some, "file or folder")} at the source could not be looked into, so what is ` +
    "there now is not known",
};

function itOrThem(count: number): string {
  return formFor(count, { one: "it", other: "them" });
}

/** How many files were proven how; nothing where none was. */
export const PROOFS = {
  inFull: ({ cold, reread }: { cold: number; reread: number }) => {
    if (cold + reread === 0) return "";
    if (reread === 0) return `${formatNumber(cold)} proven from the medium`;
    if (cold === 0) return `${formatNumber(reread)} proven, perhaps from memory`;
    return `${formatNumber(cold)} proven from the medium, ${formatNumber(reread)} perhaps from ` +
      "memory";
  },
  /** By what was read, where there is little room. */
  inAWord: ({ cold, reread }: { cold: number; reread: number }) => {
    if (cold + reread === 0) return "";
    if (reread === 0) return "medium";
    if (cold === 0) return "memory?";
    return `${formatNumber(cold)} medium, ${formatNumber(reread)} memory?`;
  },
};

/** `waterlock history`: a table on a screen, else a sentence for each load and unload. */
export const HISTORY = {
  titles: {
    trip: "trip",
    when: "when",
    pair: "pair",
    stage: "stage",
    where: "where",
    files: "files",
    bytes: "bytes",
    proven: "proven",
    took: "took",
    result: "result",
  },
  stages: STAGES,
  none: "Nothing was loaded or unloaded yet.",
  /** @param seconds undefined where nobody knows when it ended. @param proof perhaps empty */
  sentence: (
    { pair, trip, stage, host, startedAt }: DoneStage & { pair: string },
    carried: Tally,
    seconds: number | undefined,
    proof: string,
    result: string,
  ) =>
    `${showPath(pair)}: trip ${formatNumber(trip)}, ${STAGES[stage]} at ${showPath(host)}, ` +
    `${formatTime(startedAt)}: ${formatTally(carried)}` +
    (seconds === undefined ? "" : ` in ${formatDuration(seconds)}`) +
    (proof === "" ? "" : `, ${proof}`) + `; ${result}`,
};

/** How a load or an unload ended, and what else came of it than files carried. */
export const RESULT = {
  ended: {
    done: "all done",
    partial: "done in part",
    damaged: "damage found",
    failed: "failed",
    interrupted: "interrupted",
    "broken-off": "broken off",
  },
  failed: (files: number) => `${formatCount(files, "file")} could not be carried`,
  waiting: {
    load: (files: number) => `${formatNumber(files)} waited`,
    unload: (files: number) => `${formatNumber(files)} stayed`,
  },
  instructed: (files: number) => `${formatNumber(files)} settled without copying`,
  removed: (files: number) => `${formatNumber(files)} removed`,
};

// ---------------------------------------------------------------------------------------------
// Find, ls, verify, import-legacy, adopt, dump and the manifest
// ---------------------------------------------------------------------------------------------

/** Of what the last load found gone and nobody has decided about. */
const UNDECIDED = "gone from the source, not decided yet";

/** `waterlock find`: a file with its size and where it is; below that, each place that has it. */
export const FOUND = {
  /** @param size as `formatBytes()` writes it, or one of the next two @param where of what follows */
  file: (pair: string, path: string, size: string, where: string) =>
    `${showPath(pair)}: ${showPath(path)} (${size}): ${where}`,
  link: "link",
  sizeUnknown: "size unknown",
  atSourceOnly: "at the source only",
  inParts: "at the source, and on its way in parts",
  parts: (parts: PartsProgress, bytes: number) => `in parts: ${progressOfParts(parts, bytes)}`,
  atSourceOnlyFailed: (problem: string) =>
    `at the source only, the last load could not carry it (${showPath(problem)})`,
  changed: "changed at the source, the new version waits there",
  changedFailed: (problem: string) =>
    "changed at the source, the new version waits there, the last load could not carry it " +
    `(${showPath(problem)})`,
  held: HELD,
  changedHeld:
    "changed at the source, the new version is held at the source, as the config says (hold)",
  aboard: "aboard the drive",
  aboardInCatalogue: "on its way, in the catalogue alone",
  delivered: "at the destination",
  skippedThere: "gone from the source, kept at the destination",
  skippedAboard: "gone from the source, still on its way",
  skipped: "gone from the source",
  removal: "gone from the source, to be removed at the destination",
  removed: "gone from the source and from the destination",
  undecided: UNDECIDED,
  /** @param where of what is above */
  somewhereUndecided: (where: string) => `${where}; ${UNDECIDED}`,
  damaged: "damaged, the next trip brings it again",
  damagedHeld:
    "damaged, and held at the source, as the config says (hold), so that no load carries it again",
  adopted: "at the destination, brought by somebody else",
  readAtSource: (at: number) => `at the source, read on ${formatTime(at)}`,
  /** @param as its name there, where it has another one @param since when @param proof of what follows */
  place: (
    end: keyof typeof AT_END,
    { isLatest, as, since, proof }: {
      isLatest: boolean;
      as: string | null;
      since: number | null;
      proof: string | undefined;
    },
  ) =>
    `${isLatest ? "" : "a version before it "}${AT_END[end]}` +
    (as === null ? "" : ` as ${showPath(as)}`) +
    (since === null ? "" : ` since ${formatTime(since)}`) +
    (proof === undefined ? "" : `, ${proof}`),
  notProven: "not proven",
  cold: (at: number | null) => `proven by reading it back from the medium${on(at)}`,
  reread: (at: number | null) =>
    `proven by reading it back, perhaps from the computer's memory${on(at)}`,
};

const AT_END = {
  source: "at the source",
  drive: "on the drive",
  destination: "at the destination",
};

function on(at: number | null): string {
  return at === null ? "" : ` on ${formatTime(at)}`;
}

/** `waterlock ls`: the table of a folder. Where files are is told in few words, for a column. */
export const LISTED = {
  columns: { name: "name", files: "files", size: "size", where: "where" },
  states: {
    pending: "source only",
    changed: "changed at the source",
    held: "held at the source",
    aboard: "aboard",
    delivered: "delivered",
    skipped: "gone from the source",
    removal: "to be removed",
    damaged: "damaged",
    adopted: "brought by others",
  },
  inParts: "at the source, on its way in parts",
  ofItInParts: "of it on its way in parts",
  undecided: UNDECIDED,
  partUndecided: (some: Tally) => LISTED.part(some, `of it ${UNDECIDED}`),
  /** A part of a folder, and where that is: `1.2 GiB aboard`. */
  part: ({ files, bytes }: Tally, where: string) =>
    `${bytes > 0 ? formatBytes(bytes) : formatCount(files, "file")} ${where}`,
  link: "link",
  sizeUnknown: "unknown",
  nothingKnown: "nothing is known of it yet",
  nothingInIt: "nothing lies in it",
};

/** `waterlock verify`: what it is about to do, and the files that are not as they were. */
export const VERIFYING = {
  nothing: {
    source: (pair: string, root: string) =>
      `${showPath(pair)}: nothing to verify at the source ${showPath(root)}`,
    drive: (pair: string) => `${showPath(pair)}: nothing is aboard to verify`,
    destination: (pair: string, root: string) =>
      `${showPath(pair)}: nothing to verify at the destination ${showPath(root)}`,
  },
  would: (pair: string, end: keyof typeof AT_END, root: string, amount: string) =>
    `${showPath(pair)}: ${amount} would be verified, ${theEnd(end, root)}`,
  does: (pair: string, end: keyof typeof AT_END, root: string, amount: string) =>
    `${showPath(pair)}: verifying ${theEnd(end, root)}: ${amount}, the longest unverified first`,
  partOf: (part: Tally, all: Tally) => `${formatTally(part)} of ${formatTally(all)}`,
  next: (path: string, bytes: number) => `next: ${showPath(path)} (${formatBytes(bytes)})`,
  moreNext: (count: number) =>
    `next: … and ${formatCount(count, "more file")} (with --json all are named)`,
  changed: (path: string, bytes: number) =>
    `${showPath(path)} (${
      formatBytes(bytes)
    }): changed since it was loaded, the next load carries it`,
  missing: (path: string, bytes: number) =>
    `${showPath(path)} (${formatBytes(bytes)}): gone from the source, the next load asks about it`,
  moreDiffering: (count: number) =>
    `… and ${formatCount(count, "more file")} changed or gone (with --json all are named)`,
};

function theEnd(end: keyof typeof AT_END, root: string): string {
  const words = { source: "the source", drive: "the drive", destination: "the destination" };
  return `${words[end]} ${showPath(root)}`;
}

/** The close of `waterlock verify`: what was found, in one sentence, and how it was read. */
export const VERIFIED = {
  /** @param found of what follows */
  sentence: (pair: string, found: readonly string[]) => `${showPath(pair)}: ${found.join("; ")}.`,
  verified: (tally: Tally, end: keyof typeof AT_END) =>
    `${formatTally(tally)} verified ${AT_END[end]}`,
  nothing: (end: keyof typeof AT_END) => `nothing verified ${AT_END[end]}`,
  damaged: (tally: Tally) => `${formatTally(tally)} damaged (see above)`,
  corrupt: (tally: Tally) => `${formatTally(tally)} silently corrupt (see above)`,
  missing: (tally: Tally) => `${formatTally(tally)} missing (see above)`,
  edited: (tally: Tally) => `${formatTally(tally)} edited there (see above)`,
  unreadable: (tally: Tally) => `${formatTally(tally)} could not be read (see above)`,
  changed: (tally: Tally) => `${formatTally(tally)} changed since the last load`,
  left: (tally: Tally) => `${formatTally(tally)} left, whose turn comes first the next time.`,
  interrupted: "Interrupted; what was verified is recorded. Run it again and it goes on.",
  cold: (seconds: number) =>
    `Every byte was read from the medium. Took ${formatDuration(seconds)}.`,
  reread: (seconds: number) =>
    "Every byte was read, but perhaps from the computer's memory instead of the medium. " +
    `Took ${formatDuration(seconds)}.`,
  rereadInPart: (files: number, seconds: number) =>
    `Every byte was read, but of ${formatCount(files, "file")} perhaps from the computer's ` +
    `memory instead of the medium. Took ${formatDuration(seconds)}.`,
};

/** In the status: how much of a destination has been proven since which day. */
export const PROVEN = {
  all: (since: number) => `all proven since ${formatDay(since)}`,
  part: (since: number, tally: Tally) => `proven since ${formatDay(since)}: ${formatTally(tally)}`,
  never: (tally: Tally) => `never verified: ${formatTally(tally)} (waterlock verify destination)`,
};

/** `waterlock import-legacy`: what became of the original's files. */
export const IMPORTED = {
  takenOver: (pair: string, files: number, rows: number) =>
    `${showPath(pair)}: ${formatNumber(files)} of ${formatCount(rows, "file")} taken over`,
  wouldBeTakenOver: (pair: string, files: number, rows: number) =>
    `${showPath(pair)}: ${formatNumber(files)} of ${formatCount(rows, "file")} would be taken over`,
  delivered: (tally: Tally) => `${amountOf(tally)} at the destination, to be carried no more`,
  aboard: (tally: Tally) => `${amountOf(tally)} in cargo, every byte of it proven`,
  skipped: (tally: Tally) => `${amountOf(tally)} gone from the source, kept at the destination`,
  removal: (tally: Tally) =>
    `${
      amountOf(tally)
    } gone from the source, to be removed at the destination when confirmed there`,
  waiting: (files: number) => `${formatCount(files, "file")} not carried yet: the next load`,
  known: (files: number) => `${formatCount(files, "file")} left as the catalogue knows them`,
  refused: (files: number) => `${formatCount(files, "file")} not taken over (see above)`,
};

/** Not every size is known before both ends have been seen. */
function amountOf(tally: Tally): string {
  return tally.bytes > 0 ? formatTally(tally) : formatCount(tally.files, "file");
}

/** `waterlock report`: what it says on the terminal, where the page is written. */
export const REPORTED = {
  /** Of what is not counted as the source's, here and in the next. */
  undecided: (gone: Tally) => `Not in it: ${formatTally(gone)} ${UNDECIDED}.`,
  passedOver: (names: number) =>
    `Not in it: ${formatCount(names, "name")} at the source that could not be carried or looked ` +
    "into (waterlock status).",
  /** @param share in percent @param rest what is not safe yet */
  safe: (share: string, sources: number, safe: Tally, rest: Tally) =>
    `${share} of the ${formFor(sources, SOURCES)} is safe at the destination: ` +
    `${formatBytes(safe.bytes)} in ${formatCount(safe.files, "file")}` +
    (rest.files === 0
      ? "."
      : `; ${formatBytes(rest.bytes)} in ${formatCount(rest.files, "file")} not yet.`),
  nothingThere: (sources: number) => `There was nothing at the ${formFor(sources, SOURCES)}.`,
  nothingKnown: "Nothing is known of any source yet.",
  problems: (count: number) => `${formatCount(count, "problem")} to look at.`,
  openIt: (path: string) => `Open it in a browser: ${showPath(path)}`,
};

const SOURCES: Forms = { one: "source", other: "sources" };

// ---------------------------------------------------------------------------------------------
// The report
// ---------------------------------------------------------------------------------------------

/** Bytes, then files: `27.7 TiB in 184,203 files`. */
export function bytesInFiles({ files, bytes }: Tally): string {
  return `${formatBytes(bytes)} in ${formatCount(files, "file")}`;
}

/** `1.3 GiB of 1.4 GiB`; where that would read like all of it, `all but 50 MiB of 1.4 GiB`. */
function partOf(part: number, whole: number): string {
  const [some, all] = [part, whole].map(formatBytes);
  const isMost = some === all && part < whole;
  return isMost ? `all but ${formatBytes(whole - part)} of ${all}` : `${some} of ${all}`;
}

/** A share of a hundred: `66.6%`. */
export function formatPercent(percent: number): string {
  return `${formatNumber(percent)}%`;
}

/** A number on a chart's scale, which has one unit: `0.2 TiB`. @param power of 1024, its unit */
export function formatScale(value: number, power: number): string {
  return `${formatNumber(value)} ${power === 0 ? formFor(value, NOUNS.byte) : UNITS[power - 1]}`;
}

/** The page's head and foot, and what several of its sections say. */
export const REPORT = {
  title: "Waterlock report",
  madeAt: (time: string) => `Report of ${time}`,
  drive: (path: string) => `Drive ${path}`,
  nothingAtSource: "There was nothing at the source",
  nothingKnown: "Nothing is known yet",
  /** A stretch of a bar, for those who do not see it. */
  stretch: (title: string, tally: Tally) => `${title}: ${bytesInFiles(tally)}`,
  glossary: "What the words mean",
  limits: (timeZone: string) =>
    "All of this is what the drive remembers; nothing was looked at to write it. What a source got " +
    "since its last load is not known here, nor what befell a file since it was last proven. " +
    `Times are those of ${timeZone}, by the clock of the computer that something was done at.`,
};

/** What becomes of a file, the same everywhere on the page; at its foot, what that means. */
export const SAFETY = {
  safe: {
    title: "Safe",
    means: "delivered, read back at the destination, and found to be what the source has",
  },
  unproven: {
    title: "There, not proven",
    means: "at the destination, but nobody has read it as it is there now; " +
      "waterlock verify destination does",
  },
  aboard: { title: "Aboard", means: "on the drive, on its way" },
  waiting: {
    title: "Waiting",
    means: "at the source only; it goes on a later trip, unless the config holds it",
  },
  damaged: { title: "Damaged", means: "found damaged; the next trip carries it again" },
};

/** The one number that the page begins with, and what it cannot know. */
export const REPORT_HEADLINE = {
  share: (share: string, sources: number) =>
    formFor(sources, {
      one: `${share} of the source is safe at the destination`,
      other: `${share} of the sources is safe at their destinations`,
    }),
  delivered: (sum: string) => `${sum} delivered and proven there.`,
  notYet: (sum: string) => `${sum} not yet.`,
  allSeen: "That is all that was seen.",
  nothingKnown: "Nothing is known of any source yet",
  howToBegin:
    "Plug the drive in at the source and run waterlock load. What it sees there is counted here.",
  nothingFound: "The last load found no file there.",
  /** @param loaded how many sources were, the first and the last at these times */
  seen: (loaded: number, first: number, last: number) => {
    const [from, to] = [formatTime(first), formatTime(last)];
    const when = from === to ? from : `between ${from} and ${to}`;
    const whose = formFor(loaded, {
      one: "The source as seen by its last load",
      other: "The sources as seen by their last load",
    });
    return `${whose}, ${when}. What came since is not known here.`;
  },
  /** @param more beyond those named */
  neverLoaded: (pairs: readonly string[], more: number) => {
    const were = formFor(pairs.length + more, { one: "it was", other: "they were" });
    const rest = more > 0 ? ` and ${formatNumber(more)} more` : "";
    return `Not in it, because ${were} never loaded: ${pairs.join(", ")}${rest}.`;
  },
  reread: (files: number) =>
    `${formatCount(files, "file")} at the destination ${
      formFor(files, { one: "was", other: "were" })
    } read back there perhaps from the computer's memory instead of the disk.`,
  gone: (files: number) => `Not in it: ${formatCount(files, "file")} gone from the source since.`,
  undecided: (files: number) => `Not in it: ${formatCount(files, "file")} ${UNDECIDED}.`,
  passedOver: (names: number) =>
    `Not in it: ${
      formatCount(names, "name")
    } at the source that the last load could not carry or ` +
    "look into.",
};

/** A card for each pair. */
export const REPORT_PAIRS = {
  title: (pairs: number) => formFor(pairs, { one: "The pair", other: "Pair by pair" }),
  more: (pairs: number) => `… and ${formatCount(pairs, "more pair")}`,
  neverLoaded: "Never loaded, so nothing is known of it yet",
  safe: (safe: Tally, total: Tally) =>
    `${partOf(safe.bytes, total.bytes)}, ${formatCount(total.files, "file")}`,
  partlySafe: (safe: Tally, total: Tally, notSafe: string) =>
    `${REPORT_PAIRS.safe(safe, total)}; ${notSafe}`,
  notSafe: (rest: Tally, held: Tally) =>
    `${bytesInFiles(rest)} not yet safe${
      held.files > 0 ? ` (${bytesInFiles(held)} held at the source by the config)` : ""
    }`,
  source: "Source",
  destination: "Destination",
  lastLoad: "Last load",
  lastUnload: "Last unload",
  never: "never",
  oldestProof: "Oldest proof",
  noProof: "none yet",
  lastVerified: "Last verified",
};

/** The picture of the sources: a field for each folder, water in it as far as it is safe. */
export const REPORT_FOLDERS = {
  title: "Folder by folder",
  howToRead: "The larger a field, the more the source has there; the higher the water in it, the " +
    "more of that is safe.",
  headStart: "Each pair has a little more room than is its due, so that small ones can be seen.",
  redDot: "A red dot: something in it is damaged.",
  share: (share: string, bytes: number) => `${share} of ${formatBytes(bytes)}`,
  field: (name: string, share: string, bytes: number, damaged: number) =>
    `${name}: ${share} of ${formatBytes(bytes)} safe${
      damaged > 0 ? `, ${formatCount(damaged, "file")} damaged` : ""
    }`,
  noFolder: "files in no folder",
  rest: "all the rest",
  morePairs: (pairs: number) => formatCount(pairs, "more pair"),
};

/** The two charts over time. A title stands bold in its sentence, a colour before what it is for. */
export const REPORT_CHARTS = {
  title: "Over time",
  wrongClock:
    "Where the clock of a computer was wrong, a trip is drawn at the nearest end of the chart.",
  growth: "Safe at the destination",
  growthExplained: (title: string) =>
    `${title} by when it arrived; the line above is all the source has`,
  growthTold: (safe: number, total: number) =>
    `${partOf(safe, total)} are safe, by when they arrived`,
  trips: "Trips",
  tripsExplained: (title: string, arrived: string, aboard: string) =>
    `${title}: ${arrived}, ${aboard}`,
  arrived: "arrived at the destination",
  aboard: "taken aboard",
  tripsTold: (trips: number, mostBytes: number) =>
    `${formatCount(trips, "trip")}; the most that one of the bars stands for is ${
      formatBytes(mostBytes)
    }`,
  unloaded: (at: number, bytes: number) => `${formatDay(at)}: ${formatBytes(bytes)} arrived`,
  loaded: (at: number, bytes: number) => `${formatDay(at)}: ${formatBytes(bytes)} taken aboard`,
};

/** What could be lost, and when what has arrived was last proven. */
export const REPORT_RISKS = {
  title: "At risk",
  none: "Nothing",
  notDelivered: "Not delivered",
  atSource: (tally: Tally) => `${bytesInFiles(tally)} at the source only`,
  held: (tally: Tally) => `${bytesInFiles(tally)} held there by the config`,
  /** @param since when the oldest of it was loaded; null where nobody knows */
  aboard: (tally: Tally, since: number | null) =>
    `${bytesInFiles(tally)} aboard${
      since === null ? "" : `, the oldest since ${formatTime(since)}`
    }`,
  allDelivered: "Nothing waits at the source or on the drive.",
  damaged: "Damaged",
  carriedAgain:
    "A verification found it. The next trip carries it again, as long as the source has it.",
  noneDamaged: "Nothing is known to be damaged.",
  notProven: "Not proven",
  howToProve:
    "It is at the destination, but nobody has read it as it is there now. Run waterlock " +
    "verify destination there.",
  allProven: "Whatever arrived was proven there.",
  nothingArrived: "Nothing has arrived yet.",
  lastProven: "When what is at the destination was last proven",
  within: (days: number) => `within ${formatCount(days, "day")}`,
  between: (from: number, to: number) => `${formatNumber(from)} to ${formatCount(to, "day")} ago`,
  over: (days: number) => `over ${formatCount(days, "day")} ago`,
  neverProven: "never, or nobody knows when",
  longestUnverified: "Longest unverified",
};

/** What stands above a table that can be searched. */
export const REPORT_TABLE = {
  search: "Search",
  show: "Show",
  nothingMatches: "Nothing matches",
  matches: (some: string, all: string) => `${some} of ${all} shown`,
};

/** The table of problems. */
export const REPORT_PROBLEMS = {
  title: "Problems",
  none: "None: no file is known to be damaged, to be unreadable or to have something in its way, " +
    "and all that arrived is proven.",
  everyKind: "all problems",
  all: (problems: number) => formatCount(problems, "problem"),
  gravest: (problems: number, listed: number) =>
    `${formatCount(problems, "problem")}; the gravest ${formatNumber(listed)} are listed`,
  file: "File",
  wrong: "What is wrong",
  pair: "Pair",
  size: "Size",
  sizeUnknown: "unknown",
  unsettled: "The last trip could not settle it",
  unsettledAs: (code: string) => `The last trip could not settle it (${code})`,
};

/** What is wrong with a file, by the code that the catalogue has for it. */
export const TROUBLES = {
  lost: "Gone from the source, and lost at the destination: no copy is known",
  damaged: "Found damaged; it is carried again",
  unproven: "At the destination, but not proven as it is there now",
  unreadable: "Could not be read at the source",
  changing: "Kept changing while it was copied",
  "special-file": "Is no file, folder or link",
  "name-not-utf8": "Its name is no valid text",
  "name-not-possible": "The other end cannot hold its name",
  "name-reserved": "Its name is Waterlock's own",
  "name-collision": "Another file has its name there",
  "link-not-possible": "The destination holds no symbolic links",
  "link-loop": "The links lead round in a circle",
  "dangling-link": "The link leads nowhere",
  "in-the-way": "Something lies in its place at the destination",
  "write-failed": "Could not be written",
  "source-corrupt": "Reads differently at the source than before: the source may be damaged",
  mismatch: "Was not the same when it was read back",
  "bytes-gone": "Its bytes were gone at the destination; it is carried again",
  "order-unknown": "Another drive brought another version; the next load decides",
  missing: "Was missing",
  edited: "Was edited at the destination",
};

/** The table of trips: a line for each load and each unload. */
export const REPORT_TRIPS = {
  title: "Every trip",
  none: "Nothing was loaded or unloaded yet.",
  everyKind: "loads and unloads",
  all: (loads: number, unloads: number) =>
    `${formatCount(loads, "load")} and ${formatCount(unloads, "unload")}`,
  newest: (loads: number, unloads: number, listed: number) =>
    `${formatCount(loads, "load")} and ${formatCount(unloads, "unload")}; the newest ${
      formatNumber(listed)
    } are listed, waterlock history lists all`,
  when: "When",
  trip: "Trip",
  pair: "Pair",
  stage: "Stage",
  where: "Where",
  files: "Files",
  bytes: "Bytes",
  took: "Took",
  result: "Result",
  stages: { load: "load", unload: "unload" },
  kinds: { load: "loads", unload: "unloads" },
};

// ---------------------------------------------------------------------------------------------
// Refusals: what keeps a run from beginning or going on, at the drive and at both ends
// ---------------------------------------------------------------------------------------------

const MAKE_ACCESSIBLE = "Make it accessible to this user and run waterlock again";

/** What the system refused that a run cannot do without; at one of the ends, or somewhere else. */
export const UNUSABLE = {
  source: (path: string, why: string): Said => [
    `Cannot read the source ${path}: ${why}`,
    MAKE_ACCESSIBLE,
  ],
  drive: (path: string, why: string): Said => [
    `Cannot use the drive ${path}: ${why}`,
    MAKE_ACCESSIBLE,
  ],
  destination: (path: string, why: string): Said => [
    `Cannot use the destination ${path}: ${why}`,
    MAKE_ACCESSIBLE,
  ],
  somewhere: (why: string, detail: string): Said => [
    `The system refused something that is needed: ${why}: ${detail}`,
    "Look whether this user may read and write there and whether the disk is well, then run " +
    "waterlock again",
  ],
};

/** Why a pair cannot be worked with: its ends are one folder, or one lies in the other. */
export const ENDS_NOT_APART = {
  same: (pair: string, source: string, destination: string): Said => [
    `The destination ${destination} of "${pair}" is its source ${source} under another name`,
    "Name another folder in config/waterlock.toml; where each computer has a folder of its own " +
    "under one path, write that path for both",
  ],
  inside: (pair: string, source: string, destination: string): Said => [
    `The destination ${destination} of "${pair}" lies inside its source ${source}`,
    "Name a folder in config/waterlock.toml that lies apart from it",
  ],
  around: (pair: string, source: string, destination: string): Said => [
    `The destination ${destination} of "${pair}" holds its source ${source}`,
    "Name a folder in config/waterlock.toml that lies apart from it",
  ],
};

/** Why nothing is loaded or verified at a source, under a path that both ends share. */
export const UNFIT_SOURCE = {
  isDestination: (path: string, pair: string): Said => [
    `${path} holds the marker of the destination of "${pair}": it is not the source`,
    "Run waterlock unload here, or correct the source in the config",
  ],
  isDestinationToVerify: (path: string, pair: string): Said => [
    `${path} holds the marker of the destination of "${pair}": it is not the source`,
    "Run waterlock verify destination here, or correct the source in the config",
  ],
};

/** Why nothing is unloaded, verified or adopted at a destination. */
export const UNFIT_DESTINATION = {
  notHere: (path: string, pair: string): Said => [
    `The destination ${path} of "${pair}" is not here`,
    "Run waterlock adopt at the computer that has it, or correct its path in the config",
  ],
  ofAnotherDrive: (path: string): Said => [
    `What ${path} holds was brought there by another drive, and this one knows nothing of it`,
    "Unload this drive there first: waterlock unload",
  ],
  isSource: (path: string): Said => [
    `${path} is the path of both ends, and holds no destination's marker: it is the source`,
    "Run it at the destination, or run waterlock verify source here",
  ],
  markedByAnotherDrive: (path: string): Said => [
    `${path} was marked by another drive, and what this one brought went somewhere else: ` +
    "to an empty mount point perhaps, or to what was there before",
    "Mount the other one if there is one; if this is the right one, run waterlock unload " +
    "--allow-missing, and what this drive brought counts as never brought",
  ],
  markedForAnotherPair: (path: string, pair: string): Said => [
    `${path} holds the marker of another pair ("${pair}")`,
    `If it is the same pair, name it "${pair}" in the config; else give this one a destination ` +
    "of its own",
  ],
  lostMarker: (path: string): Said => [
    `${path} has lost its marker .waterlock/pair.json, as if its disk were not mounted`,
    "Mount it and run waterlock again; if it really is a new, empty destination, unload into it with " +
    "--allow-missing",
  ],
  suddenlyEmpty: (path: string, files: number): Said => [
    `${path} is empty, though ${formatCount(files, "file")} ${
      formFor(files, { one: "is", other: "are" })
    } recorded to be there, as if its disk were not mounted`,
    "Mount it and run waterlock again; if it really is a new, empty destination, add --allow-missing",
  ],
  declined: (path: string, command: string): Said => [
    `Nothing was done at ${path}`,
    `Run waterlock ${command} again when it is the right folder, or correct the destination in the config`,
  ],
  unconfirmed: (path: string, command: string): Said => [
    `As far as this drive remembers it has never unloaded into ${path}, and nobody confirmed that it may`,
    `Run waterlock ${command} on a terminal and confirm it, or add --yes if it is the right folder`,
  ],
};

/** Why nothing can be done with the cargo. */
export const UNFIT_CARGO = {
  noFolder: (path: string): Said => [
    `${path} is not a folder`,
    "It holds the files on their way; move away what lies there and run waterlock again",
  ],
};

/** Why `init` does not set a drive up, or could not. */
export const NO_NEW_DRIVE = {
  hasConfig: (path: string): Said => [
    `There is a config already: ${path}`,
    "Edit that file to add or change a pair; init never overwrites one",
  ],
  /** @param fault what {@linkcode CONFIG.fault} says of the key that the flag becomes */
  wrongFlag: (flag: string, fault: string): Said => [
    `${flag} ${fault}`,
    "Correct it and run waterlock init again",
  ],
  unfit: (root: string, why: string): Said => [
    `Cannot set up the drive at ${root}: ${why}`,
    "Look whether the drive is mounted and may be written to",
  ],
  refused: (root: string, why: string): Said => [
    `Cannot set up the drive at ${root}: ${why}`,
    "Look whether the drive is mounted, may be written to and has room",
  ],
  isFile: "a file lies there, not a folder",
};

const SET_UP_AND_ADOPT =
  "Set the drive up with --pair, --source and --destination, and run waterlock adopt at the " +
  "destination: it records what is there";

/** Why a drive is not set up with what other drives have left at a destination. */
export const NOT_LEFT_THERE = {
  noMarker: (destination: string): Said => [
    `${destination} holds no marker .waterlock/pair.json: no drive has unloaded there`,
    "Name the destination's folder itself, or set the drive up with --pair, --source and --destination",
  ],
  noSnapshot: (destination: string): Said => [
    `${destination} holds no snapshot of a drive's catalogue`,
    SET_UP_AND_ADOPT,
  ],
  noGoodSnapshot: (destination: string, broken: readonly string[]): Said => [
    `No snapshot at ${destination} can be used: ${broken.join("; ")}`,
    SET_UP_AND_ADOPT,
  ],
  unreadableConfig: (path: string, why: string): Said => [
    `The config ${path} cannot be read: ${why}`,
    "Say what the drive is to move yourself: --pair NAME --source PATH --destination PATH",
  ],
  strangeSnapshot: (snapshot: string, destination: string): Said => [
    `The snapshot ${snapshot} knows nothing of the pair whose marker ${destination} holds`,
    "Set the drive up with --pair, --source and --destination, and run waterlock adopt there",
  ],
  hostileSnapshot: (snapshot: string, what: string): Said => [
    `The snapshot ${snapshot} holds what Waterlock cannot have written: ${what}`,
    "Somebody has tampered with it; set the drive up with --pair, --source and --destination, and " +
    "run waterlock adopt at the destination",
  ],
};

/** Why what somebody answers about a new drive is refused; `it` is what was asked about. */
export const REFUSED_ANSWER = {
  /** @param fault what {@linkcode CONFIG.fault} says of the key that the answer becomes */
  inConfig: (fault: string) => `It ${fault}`,
  reserveIsAll: "That is all that is free now: nothing could travel",
  nameTaken: "That name is taken",
  destinationTaken: (pair: string) =>
    `It is the destination of "${pair}" already; give each pair one of its own`,
  isFile: "It is a file; name the folder that holds it",
  unreadable: (why: string) => `It cannot be looked at: ${why}`,
  bySource: {
    same: "It is the source itself under another name",
    inside: "It lies inside the source; name a folder apart from it",
    around: "It holds the source; name a folder apart from it",
  },
};

/** What may be meant of an answer about a new pair and seldom is; `it` is the folder asked about. */
export const DOUBT = {
  notHere: "There is no such folder on this computer. That is right at the other end.",
  bySourceOf: {
    same: (pair: string) => `It is the source of "${pair}": what is in both travels twice.`,
    inside: (pair: string) =>
      `It lies inside the source of "${pair}": what is in both travels twice.`,
    around: (pair: string) => `It holds the source of "${pair}": what is in both travels twice.`,
  },
  byDestinationOf: {
    same: (pair: string) => `It is the destination of "${pair}".`,
    inside: (pair: string) => `It lies inside the destination of "${pair}".`,
    around: (pair: string) => `It holds the destination of "${pair}".`,
  },
  onePath: "It is the path of the source. That is right where the other computer has a folder of " +
    "its own there.",
  bySource: {
    same: "By its path it is the source. That is right only on another computer.",
    inside: "By its path it lies inside the source. That is right only on another computer.",
    around: "By its path it holds the source. That is right only on another computer.",
  },
};

/** Why `find` finds nothing. */
export const NOTHING_FOUND = {
  noPattern: [
    "The pattern is empty",
    'Give a part of the path, or a pattern in quotes such as "*.mov"; "*" finds everything',
  ] satisfies Said,
  nothingLoaded: (pattern: string, pairs: readonly string[]): Said => [
    `The drive knows of no file of ${anyOf(pairs)} yet, so "${pattern}" matches nothing`,
    "Run waterlock load at the source first",
  ],
  /** @param passedOver how many names at the source no load could carry or look into */
  noMatch: (pattern: string, pairs: readonly string[], passedOver: number): Said => {
    const brackets = pattern.includes("[") ? "; before a [ that is meant as such put a \\" : "";
    const nor = passedOver > 0
      ? `, nor what it could not carry or look into: ${formatCount(passedOver, "name")} ` +
        "(waterlock status)"
      : "";
    return [
      `No file of ${anyOf(pairs)} matches "${pattern}"`,
      `Try a shorter part of its path, or a pattern in quotes such as "*.mov"${brackets}; what the ` +
      `last load has not seen is not known here${nor}`,
    ];
  },
};

/** One pair, or whichever of several. */
function anyOf(pairs: readonly string[]): string {
  return pairs.length === 1 ? `"${pairs[0]}"` : `any of ${formatCount(pairs.length, "pair")}`;
}

/** Why nothing of the original Waterlock's database was taken over. */
export const NOT_TAKEN_OVER = {
  ownCatalogue: (path: string): Said => [
    `${path} is this drive's own catalogue`,
    "Name the file that the original kept in its folder config, such as config/media.db",
  ],
  interrupted: [
    "Interrupted: nothing was taken over",
    "Run it again and it begins anew",
  ] satisfies Said,
};

/** What stays out when the original's database is taken over. */
export const LEFT_BY_IMPORT = {
  otherCargo: (files: number, cargo: string, pair: string) =>
    formFor(files, {
      one: `Here the original put 1 file that is on its way, and this pair's cargo is ` +
        `cargo/${pair}: the next load carries it again; name the pair "${cargo}" before the ` +
        "import to keep it",
      other: `Here the original put ${formatNumber(files)} files that are on their way, and this ` +
        `pair's cargo is cargo/${pair}: the next load carries them again; name the pair ` +
        `"${cargo}" before the import to keep them`,
    }),
  otherSources: (files: number, sources: string) =>
    formFor(files, {
      one: `1 file in the database is of another source and left alone: ${sources}`,
      other: `${formatNumber(files)} files in the database are of other sources and left alone: ` +
        sources,
    }),
};

/** What stays in cargo after an unload or a dump, and why. */
export const LEFT_IN_CARGO = {
  runFailed:
    "delivered cargo stays on the drive, because something failed in this run; waterlock dump deletes it",
  nobodySaid: "delivered cargo stays on the drive; waterlock dump deletes it",
  lastCopy: (path: string) =>
    `'${path}' stays in cargo: it is damaged there, and may be the last copy; waterlock dump --all deletes it`,
  notAsRecorded: (problem: string) => `${problem}; it is left where it is, delete it yourself`,
};

/** What keeps a file from getting its name at the destination; shown behind its path. */
export const NOT_PLACED = {
  folderInTheWay:
    "At the destination a folder that is not empty lies where this belongs; move it away",
  folderHasName: (cargo: readonly string[]) =>
    "A folder has its name at the destination, and the source has the file no more; take it from " +
    `cargo yourself: ${cargo.map((path) => `'${path}'`).join(" and ")}`,
  bytesGone:
    "Its bytes were to be at the destination already, under another name, and are not; the " +
    "next load carries them",
  bytesWanted: "It would take the place of bytes that others still want; the next load carries it",
};

// ---------------------------------------------------------------------------------------------
// Failures: what the system refused, and what lies wrong with the drive's own files
// ---------------------------------------------------------------------------------------------

/** What ends a run that was asked to stop. */
export const INTERRUPTION: Said = [
  "Interrupted: everything proven so far is recorded",
  "Run waterlock again and it goes on where it stopped",
];

/** What to do where nothing that can be seen tells which end this is; a plan must not do anything. */
function nameTheStage(isDryRun: boolean): string {
  return isDryRun
    ? "To see the plan: waterlock load --dry-run, or waterlock unload --dry-run"
    : "Name the stage: waterlock load, or waterlock unload";
}

/** Which stage a run does, and why; or why it cannot choose one. */
export const STAGE_CHOICE = {
  sourceIsHere: (source: string) => `the source ${source} is here`,
  destinationIsHere: (destination: string) => `the destination ${destination} is here`,
  hasMarker: (folder: string) => `${folder} holds the destination's marker`,
  hasNoMarker: (folder: string) => `${folder} holds no destination's marker`,
  neitherIsHere: (source: string, destination: string): Said => [
    `Neither the source ${source} nor the destination ${destination} is here`,
    "Mount the one that belongs to this computer, or correct its path in the config",
  ],
  bothAreHere: (source: string, destination: string, isDryRun: boolean): Said => [
    `Both the source ${source} and the destination ${destination} are here`,
    nameTheStage(isDryRun),
  ],
  wasLoadedElsewhere: (path: string, host: string, isDryRun: boolean): Said => [
    `${path} is the path of both ends, holds no marker, and the pair was loaded at another computer ` +
    `(${host})`,
    nameTheStage(isDryRun),
  ],
};

const WAIT_FOR_IT = "Wait until it has ended, or end it, then run this again";

/** Two that would get in each other's way. */
export const LOCKED = {
  /** @param holder undefined where it does not say who it is; `since` in ISO 8601 */
  drive: (
    holder: { pid?: number; host?: string; command?: string; since?: string } | undefined,
  ): Said => [
    "Another waterlock is at work on this drive" +
    (holder?.pid
      ? `: process ${holder.pid} on ${holder.host}, "${holder.command}" since ` +
        formatTime(Date.parse(holder.since ?? ""))
      : ""),
    WAIT_FOR_IT,
  ],
  destination: (destination: string): Said => [
    `Another waterlock is unloading into ${destination}`,
    WAIT_FOR_IT,
  ],
};

const FIND_OUT = "Remove it, and find out who put it there, before running waterlock again";

/** What lies where Waterlock keeps a file or a folder of its own, and is not what it would leave there. */
export const OWN_FILE = {
  isLink: (path: string): Said => [
    `${path} is a link, and Waterlock keeps its own files as they are`,
    FIND_OUT,
  ],
  isSpecial: (path: string): Said => [
    `${path} is a pipe or a device, and Waterlock keeps its own files as they are`,
    FIND_OUT,
  ],
  isNoMarker: (path: string): Said => [
    `The marker ${path} cannot be read`,
    "Look whether the disk is healthy; remove the file to set the destination up anew",
  ],
};

/** What ends a run in its midst: what SQLite says of the catalogue, or what is found in it. */
export const CATALOGUE = {
  readOnly: [
    "The catalogue cannot be written: the drive is read-only",
    "Mount it so that you may write to it",
  ],
  inputOutput: [
    "The catalogue cannot be read or written: the drive reports an input/output error",
    "Look whether the drive is still connected and healthy, then run waterlock again",
  ],
  full: [
    "The catalogue cannot grow: the drive is full",
    "Delete something of your own from the drive: Waterlock needs a little room even to unload or dump",
  ],
  damaged: [
    "The catalogue is damaged: SQLite has met something in it that cannot be",
    "Run waterlock again: it looks all of the catalogue through then, and names its last good snapshot",
  ],
  /** @param entry what stands there */
  tampered: (entry: string): Said => [
    `The catalogue holds an entry that Waterlock cannot have written: ${JSON.stringify(entry)}`,
    "Somebody has tampered with config/waterlock.db; put config/waterlock.db.bak in its place and " +
    "delete config/waterlock.db-wal, if there is one",
  ],
} as const satisfies Record<string, Said | ((entry: string) => Said)>;

/** What is wrong with the file of a catalogue or of a snapshot, which is `it`; else SQLite says it. */
export const CATALOGUE_FILE = {
  isEmpty: "is empty",
  isTooShort: (bytes: number) => `It has only ${formatBytes(bytes)}`,
  hasUnknownVersion: "Its header has a version that there is not",
  /** @param log the name of what SQLite keeps beside it */
  hasNoFileBeside: (log: string) => `${log} is no file`,
  hasJournalOfAnother: (journal: string) =>
    `${journal} names another file, which SQLite would delete`,
  isAnothers: "It is a database, but not one of Waterlock's",
  hasOtherTables: "Its tables are not as Waterlock makes them",
  isTooNew: (schema: number, known: number) =>
    `A newer waterlock has written the catalogue: its schema is ${schema}, this one knows ${known}`,
  /** Where a part of a file belongs that has no name of its own. */
  partAt: (byte: number) => `a part at ${byte}`,
};

const NAME_LEGACY =
  "Name the file that the original kept in its folder config, such as config/media.db";

/** Why the original Waterlock's database is not imported. */
export const LEGACY_DATABASE = {
  isMissing: (path: string): Said => [`There is no file ${path}`, NAME_LEGACY],
  isFolder: (path: string): Said => [`${path} is a folder, not a database`, NAME_LEGACY],
  isNoPlainFile: (path: string): Said => [`${path} is no plain file, not a database`, NAME_LEGACY],
  isEmpty: (path: string): Said => [`${path} is empty`, NAME_LEGACY],
  isNoDatabase: (path: string): Said => [`${path} is no SQLite database`, NAME_LEGACY],
  hasNoTable: (path: string): Said => [
    `${path} is not a database that the original Waterlock made: it has no table data`,
    NAME_LEGACY,
  ],
  hasNoColumns: (path: string, columns: readonly string[]): Said => [
    `${path} is not a database that the original Waterlock made: it has no column ` +
    `${columns.join(", ")} in its table data`,
    NAME_LEGACY,
  ],
  hasLog: (path: string): Said => [
    `${path} keeps a write-ahead log, which the original never did and which cannot be read without ` +
    "writing",
    "Turn it off in a copy of the file (sqlite3 COPY 'PRAGMA journal_mode = DELETE') and import that",
  ],
  wasNotClosed: (path: string, log: string): Said => [
    `${path} was not closed: ${log} lies beside it with what was last written`,
    "End the original Waterlock, or open and close the database once with it or with sqlite3, then " +
    "import it",
  ],
  mayNotBeRead: (path: string): Said => [
    `Cannot read ${path}: no permission`,
    "Make it readable for this user and run it again",
  ],
  isDamaged: (path: string, how: string): Said => [
    `${path} is damaged: ${how}`,
    "Take an older copy of it, if there is one; without it waterlock load carries everything once more",
  ],
  /** How it is damaged, where SQLite does not say it. */
  tooShort: (bytes: number) => `it has only ${formatBytes(bytes)}`,
};

/** Why a row of the original's database is passed over; `its` is of the row. */
export const LEGACY_ROW = {
  pathNoText: "Its path is not a text",
  pathWithSlash: "The original never wrote a path with a slash before it",
  pathNotBelow: "It would lead out of the source, or is no path",
  pathOfFolder: "It is not the path of a file",
  noTime: "Its last_modified is not a time of a file",
  noFlag: (column: string) => `Its ${column} is none of 0, 1, -1 and -2`,
  noHash: "Its hash is not one of BLAKE2b-512",
};

/** What the system refuses, by its own names for it; shown with the name behind it. */
export const SYSTEM_FAILURES = {
  EACCES: "no permission",
  EPERM: "the system does not permit it",
  EIO: "the medium reports an input/output error",
  EBUSY: "another program has it open",
  EINVAL: "the file system does not take this name",
  EILSEQ: "the file system does not take this name",
  ENAMETOOLONG: "the path is longer than this system allows",
  ELOOP: "too many links lead to each other",
  ENOENT: "it is not there",
  ENOSPC: "no space left",
  EDQUOT: "the quota is used up",
  EFBIG: "the file system cannot hold a file this large",
  EROFS: "the file system is read-only",
  ENODEV: "the device is gone",
  ENXIO: "the device is gone",
  ENOTCONN: "the device is gone",
  ESTALE: "the device is gone",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of its path is a file",
};

/** What was refused by the system, with its own name for why: where no better words are known. */
export const SYSTEM_REFUSED = {
  look: (path: string, code: string) => `Cannot look at '${path}': ${code}`,
  lookAtOpen: (code: string) => `Cannot look at an open file: ${code}`,
  list: (path: string, code: string) => `Cannot read the folder '${path}': ${code}`,
  open: (path: string, code: string) => `Cannot open '${path}': ${code}`,
  read: (code: string) => `Cannot read: ${code}`,
  seek: (code: string) => `Cannot seek: ${code}`,
  setTime: (path: string, code: string) => `Cannot set the time of '${path}': ${code}`,
  sync: (folder: string, code: string) => `Cannot sync the file system of '${folder}': ${code}`,
  threadBrokeOff: (why: string) => `A thread broke off: ${why}`,
};

/**
 * Why one file could not be settled, the others go on; the file's path stands before it. What the system
 * says for `why` is one of {@linkcode SYSTEM_FAILURES}.
 */
export const FILE_FAILURES = {
  noSpace: "No space left",
  notWritten: (why: string) => `Cannot write it: ${why}`,
  notRemoved: (why: string) => `Cannot remove it: ${why}`,
  notLookedAt: (why: string) => `Cannot look at it: ${why}`,
  notRead: (path: string, why: string) => `Cannot read '${path}': ${why}`,
  /** @param code the system's name for why; undefined where it has none */
  nameNotTaken: (code = "invalid name") =>
    `The file system there does not take the name (${code}); rename it to carry it`,
  nameNotOnWindows: (name: string) =>
    `Windows cannot hold the name ${JSON.stringify(name)}; rename it to carry it`,
  nameKeptByWindows: "Windows keeps names like it for itself",
  nameNotUtf8:
    "Its name is not valid UTF-8, so other systems could not hold it; rename it to carry it",
  nameOfPartial: (suffix: string) =>
    `Names that end with ${suffix} are Waterlock's own; rename it to carry it`,
  nameOfOwnFolder: (folder: string) =>
    `Some systems take its name for ${folder}, which is Waterlock's own; rename it to carry it`,
  noLinksThere: "Symbolic links are not possible there",
  linkLoop: "This link leads back to a folder above it",
  linkToNothing: "This link points to nothing",
  linkInItsPlace: "A link lies where a file or a folder was",
  linkForFolder: (folder: string) =>
    `A link lies where the folder '${folder}' belongs, and writing through it could lead anywhere; ` +
    "move it away",
  fileForFolder: (folder: string) => `A file lies where the folder '${folder}' belongs`,
  special: "Sockets, pipes and devices hold no data to carry",
  becameShorter: "It became shorter while it was copied",
  readsDifferently: (times: number) =>
    `What is read differs from its digest, ${formatCount(times, "time")}`,
  readsBackDifferently: (times: number) =>
    `What was written reads back differently, ${
      formatCount(times, "time")
    }; the medium may be failing`,
};

// ---------------------------------------------------------------------------------------------
// Problems of single files, and notices
// ---------------------------------------------------------------------------------------------

/** What is wrong with a file at the source; shown behind its path. */
export const FILE_AT_SOURCE = {
  gone: "It is not at the source any more",
  changedSinceScan: "It changed after the scan",
  changedMeanwhile: "It changed while it was copied; the next load carries it",
  readsDifferently:
    "It reads differently than before though its size and time are the same: the source may be " +
    "damaged; restore it, or touch the file to carry it as it is now",
  foundDifferent:
    "It reads differently than before though its size and time are the same: the source may be " +
    "damaged. It is not carried as it is now; restore it, or touch the file to have it carried so",
  partsDiffer:
    "It reads differently than when its first parts were carried, though its size and time are the " +
    "same; the next load starts it anew",
};

/** What is wrong with a file in cargo; shown behind its path. */
export const FILE_IN_CARGO = {
  missing: "It is missing from cargo",
  partMissing: "A part of it is missing from cargo",
  missingCarriedNext: "It is missing from cargo; the next load carries it",
  missingCarriedAgain: "It is missing from cargo; the next load carries it again",
  somethingElse: "In cargo lies something else in its place",
  anothersName: "In cargo another file has its name",
  otherSize: (bytes: number, proven: number) =>
    `In cargo it has ${formatCount(bytes, "byte")} where ${wereProven(proven)}`,
  readsDifferently: "In cargo it reads differently than when it was proven",
  recordContradicts:
    "The catalogue's record of it contradicts itself; the next load carries it again",
};

/** What is wrong with a file at the destination; shown behind its path. */
export const FILE_AT_DESTINATION = {
  missing: "It is missing at the destination",
  otherSize: (bytes: number, proven: number) =>
    `It has ${formatCount(bytes, "byte")} where ${wereProven(proven)}: it is damaged`,
  readsDifferently: "It reads differently though its size and time are as they were: it is damaged",
  edited: "It was edited at the destination, so it is kept there",
  editedSince: "It was edited at the destination since it was delivered, so it is kept there; to " +
    "have it brought anew, move it away and verify again",
  replacedSince: "Something else lies in its place at the destination since it was delivered, so " +
    "it is kept there; to have it brought anew, move it away and verify again",
  leadsElsewhere: "The link leads elsewhere at the destination since it was delivered, so it is " +
    "kept there; to have it brought anew, move it away and verify again",
  nameTaken: "The destination's file system takes its name for another one beside it",
  partsGone: "The parts of it that were brought before are gone; they are carried again",
  partsBad: (bad: number, all: number) =>
    `At the destination ${formatNumber(bad)} of its ${formatCount(all, "part")} ${
      formFor(bad, { one: "is", other: "are" })
    } not what was brought there; ${
      formFor(bad, { one: "it is", other: "they are" })
    } carried again`,
  orderUnknown:
    "Another drive has brought another version of it, and nothing tells which is the newer one: " +
    "that one stays, and the next load sees which of them the source has",
  perhapsNewer:
    "Something else lies there, which another drive may have brought and which may be newer: it " +
    "stays until the receipts of other drives can be learned",
};

function wereProven(bytes: number): string {
  return `${formatNumber(bytes)} ${formFor(bytes, { one: "was", other: "were" })} proven`;
}

/** What becomes of a file that a verification found bad, behind what is wrong with it. */
export const OUTLOOK = {
  broughtAgain: "the next trip brings it again",
  carriedNext: "the next load carries it again",
  hasArrived: "it has arrived, so nothing needs to be carried for it",
  goneFromSource: "it is gone from the source, so no load can bring it again",
  toBeRemoved: "it was to be removed",
  behind: (problem: string, outlook: string) => `${problem}; ${outlook}`,
};

/** Why a file of the original Waterlock's database was not taken over; shown behind its path. */
export const LEGACY_FILE = {
  noHashInCargo: "The original made no hash of it to prove it by; the next load carries it",
  notAsHashed: "In cargo it is not what the original hashed; the next load carries it",
  notAtDestination:
    "The original's database says that it has arrived, but it is not at the destination; the next " +
    "load carries it",
  otherAtDestination:
    "At the destination it is not what the original's database says; the next load carries it",
  noHashToRemove:
    "It was to be removed at the destination, but the original made no hash to know it by: it stays " +
    "there",
};

/** What is wrong with the copies of the catalogue that a stage leaves; shown behind their paths. */
export const SNAPSHOT = {
  notWritten: (why: string) =>
    `The catalogue's snapshot was not written: ${why}; make some room on the drive`,
  notLeft: (why: string) => `It was not written at the destination: ${why}`,
};

/** What a person is told beside problems while a command runs: goes on behind the name of its pair. */
export const NOTICE = {
  nothingAboard: "nothing is aboard yet; load the drive at the source first",
  nothingRemoved: "nothing is removed in a run in which something failed; the next run asks again",
  setAside: (path: string, place: string) =>
    `'${path}' at the destination gave way to what the source has in its place; it is now '${place}'`,
  learnedOthers: (files: number) =>
    `${formatCount(files, "file")} ${
      formFor(files, { one: "has", other: "have" })
    } been brought here that this drive did not know of`,
  strangeReceipts: (lines: number) =>
    "receipts at the destination hold lines that Waterlock cannot have written, which were passed " +
    `over: ${formatNumber(lines)}`,
  noRoomToLearn:
    "the drive is too full to remember what other drives have brought; the next unload learns it",
  noReceipt: (why: string) =>
    `no receipt could be left in .waterlock at the destination (${why}): another drive of this pair ` +
    "may carry again what this one has brought",
  partialLeft: (path: string) =>
    `what has arrived of '${path}' stays under its partial name at the destination, because another ` +
    "drive may have brought it; where none is still to go on with it, delete it",
  partialsFound: (paths: readonly string[], more: number) =>
    "partial files lie at the destination that this drive does not go on with: " +
    `${listSome(paths.map((path) => `'${path}'`), more)}; where no other drive is still to go on ` +
    "with them, delete them",
  nothingToVerify: "nothing has arrived at the destination yet, so there is nothing to verify",
  damageKnown: (files: number) =>
    `${formatCount(files, "file")} that ${formFor(files, { one: "was", other: "were" })} found ` +
    `damaged ${formFor(files, { one: "waits", other: "wait" })} for the next load`,
};

/** What broke a load, an unload or a verification off; shown with the problems of single files. */
export const BROKEN_OFF = ([what, remedy]: Said) => `${what}. ${remedy}.`;

/** What ends a run where the thread that looks at the source has broken off. */
export const SCAN_BROKE_OFF = (why: string) => `The thread that scans broke off: ${why}`;

/** The first of several names, and how many there are beside them. */
export function listSome(names: readonly string[], more: number): string {
  const some = names.join(", ");
  return more > 0 ? `${some} and ${formatNumber(more)} more` : some;
}

/** The ends of a pair, and the drive between them, inside a sentence. */
const END_NAMES = { source: "source", drive: "drive", destination: "destination" };

/** Why an end of a pair cannot be worked with. */
export const UNFIT_END = {
  notHere: (
    end: "source" | "destination",
    path: string,
    pair: string,
    command: string,
  ): Said => [
    `The ${END_NAMES[end]} ${path} of "${pair}" is not here`,
    `Mount it, or correct its path in the config; ${command} needs it`,
  ],
  unreadable: (path: string, why: string): Said => [
    `Cannot look at ${path}: ${why}`,
    "Make it readable for this user and run waterlock again",
  ],
  isFile: (path: string): Said => [
    `${path} is a file, not a folder`,
    "Name the folder that holds what is to be moved in config/waterlock.toml",
  ],
  goneMeanwhile: (end: keyof typeof END_NAMES, path: string): Said => [
    `The ${END_NAMES[end]} is gone: ${path} is not what it was when this began`,
    "Connect it again and run waterlock again; everything proven so far is recorded",
  ],
  shrunkenSource: (path: string, stillThere: number, files: number): Said => [
    `The source ${path} still has ${formatNumber(stillThere)} of the ` +
    `${formatCount(files, "file")} it had, as if its disk were not mounted`,
    "Mount it and run waterlock again; if the files are really gone or moved, add --allow-missing",
  ],
  emptySource: (path: string, files: number): Said => [
    `The source ${path} shows none of the ${formatCount(files, "file")} it had, ` +
    "as if its disk were not mounted",
    "Mount it and run waterlock again",
  ],
};

/** Why a drive cannot be opened. */
export const UNFIT_DRIVE = {
  notThere: (root: string): Said => [
    `There is no drive at ${root}`,
    "Plug it in, or name its folder with --drive",
  ],
  noConfig: (path: string): Said => [
    `There is no config at ${path}`,
    "Run waterlock init to write one, or name the drive with --drive",
  ],
  unreadableConfig: (path: string, why: string): Said => [
    `Cannot read the config ${path}: ${why}`,
    "Make it a file that this user can read and run waterlock again",
  ],
  readOnly: (root: string, why: string): Said => [
    `Cannot write to the drive at ${root}: ${why}`,
    "Mount it so that you may write to it; a drive that became read-only may need a check (fsck)",
  ],
  notWritable: (root: string, why: string): Said => [
    `Cannot write to the drive at ${root}: ${why}`,
    "Look whether the drive is still there and has room",
  ],
  catalogueTooNew: (what: string): Said => [
    what,
    "Run the newer waterlock that wrote it: copy that program onto the drive",
  ],
  noCatalogue: (path: string, why: string): Said => [
    `Cannot open the catalogue ${path}: ${why}`,
    "Look whether the drive has room and may be written to",
  ],
};

/** What is wrong with a catalogue, and what can be done where it was not restored. */
export const DAMAGED_CATALOGUE = {
  /** @param looked the destinations that are here, where none lies either */
  noSnapshot: (path: string, damage: Damage, looked: readonly string[]): Said => [
    `The catalogue ${path} ${stateOf(damage)}, and no good snapshot of it lies beside it` +
    (looked.length > 0 ? ` or at ${allOf(looked)}` : ""),
    (looked.length > 0 ? "To" : "Run waterlock at the destination, where each unload leaves a " +
      "snapshot; or, to") +
    " begin a new catalogue, move all that is in config/ but waterlock.toml out of it, keep it, and " +
    "run waterlock unload at the destination first: what drives have brought there is recognised, " +
    "and the next load carries the rest. What is in cargo/ stays until you delete it",
  ],
  snapshotBeside: (path: string, damage: Damage, takenAt: number | null): Said => [
    `The catalogue ${path} ${stateOf(damage)}; ${goodSnapshot(takenAt)} lies beside it`,
    "Run waterlock on a terminal to be asked whether to use it, or with --restore to use it, or put " +
    "config/waterlock.db.bak in the place of config/waterlock.db yourself and delete " +
    "config/waterlock.db-wal, if there is one",
  ],
  snapshotAtDestination: (
    path: string,
    damage: Damage,
    takenAt: number | null,
    snapshot: string,
  ): Said => [
    `The catalogue ${path} ${stateOf(damage)}; ${goodSnapshot(takenAt)} lies at the destination: ` +
    snapshot,
    "Run waterlock on a terminal to be asked whether to use it, or with --restore to use it",
  ],
};

/** What is wrong with a catalogue; undefined where there is none any more. */
type Damage = string | undefined;

function stateOf(damage: Damage): string {
  if (damage === undefined) return "is missing";
  return damage === CATALOGUE_FILE.isEmpty ? damage : `is damaged (${damage})`;
}

function goodSnapshot(takenAt: number | null): string {
  return takenAt === null ? "a good snapshot" : `a good snapshot of ${formatTime(takenAt)}`;
}

/** Which pairs a command is about, where that is not clear. */
export const PAIR_CHOICE = {
  unknown: (name: string, known: readonly string[]): Said => [
    `There is no pair "${name}" in the config`,
    `Name one of these: ${known.join(", ")}`,
  ],
  tooMany: (known: readonly string[]): Said => [
    "This is about one pair at a time",
    `Name one with --pair: ${known.join(", ")}`,
  ],
  none: (known: readonly string[]): Said => [
    "Nothing says which pair is meant",
    `Name one with --pair: ${known.join(", ")}`,
  ],
};

/** Why `ls` lists nothing. */
export const UNLISTED = {
  nothingLoaded: (folder: string, pairs: readonly string[]): Said => [
    `The drive knows of no file of ${anyOf(pairs)} yet, so there is no "${folder}" to list`,
    "Run waterlock load at the source first",
  ],
  isFile: (path: string, pattern: string): Said => [
    `"${path}" is a file, not a folder`,
    `Run waterlock find "${pattern}", which tells where it is`,
  ],
  unknown: (folder: string, pairs: readonly string[]): Said => [
    `No folder "${folder}" of ${anyOf(pairs)} is known`,
    "Run waterlock ls, which shows those that are; upper and lower case matter, and what the last " +
    "load has not seen is not known here",
  ],
};

/** Why a database of the original Waterlock's fits no pair, or several. */
export const LEGACY_SOURCE = {
  ofSeveralPairs: (pairs: readonly string[]): Said => [
    `The database is about the sources of several pairs: ${pairs.join(", ")}`,
    "Name one with --pair, and import once for each",
  ],
  ofNone: [
    "The database knows of no files at all",
    "Name another one; without any, waterlock load carries everything",
  ] satisfies Said,
  ofAnother: (others: string, sources: readonly string[]): Said => [
    `The database belongs to another source, ${others}: none of its files lies below ${
      sources.join(", ")
    }`,
    "Name the database of that source, or correct the pair's source in config/waterlock.toml",
  ],
};

/** Why a report was not written. */
export const UNWRITTEN_REPORT = {
  isFolder: (path: string): Said => [
    `${path} is a folder, and a report is one file`,
    "Name a file in it, such as report.html",
  ],
  isAnothers: (path: string): Said => [
    `${path} is no report of Waterlock's, so it is left as it is`,
    "Name another file, or move that one away",
  ],
  noFolder: (folder: string): Said => [
    `There is no folder ${folder} to write the report into`,
    "Make it, or name another file with --output",
  ],
  refused: (path: string, why: string): Said => [
    `Cannot write the report ${path}: ${why}`,
    "Name a file elsewhere with --output",
  ],
};
