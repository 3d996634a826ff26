import { doesNotMatch, match, ok, strictEqual } from "node:assert/strict";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";
import { PAIR, refusalOf } from "./config_refusal.ts";

/** What a mistake's sentence names: its line, its key, and a word of what to do about it. */
type Mistake = readonly [toml: string, line: number, key: string, remedy: RegExp];

const second = PAIR.replace('"gopro"', '"films"');

const MISTAKES: Record<string, Mistake> = {
  "a relative path": [PAIR.replace("/srv/", "srv/"), 3, "pair.source", /absolute.*"\/srv\/media"/],
  "a path below ~": [PAIR.replace("/backup/", "~/"), 4, "pair.destination", /absolute/],
  "a path relative to a Windows drive": [
    PAIR.replace("/srv/media/gopro", "D:gopro"),
    3,
    "pair.source",
    /absolute/,
  ],
  "a placeholder": [PAIR.replace("/srv/media", "/path/to"), 3, "pair.source", /write the real/],
  "the original's placeholder": [
    PAIR.replace("/srv/media/gopro", "/ABSOLUTE/PATH/source"),
    3,
    "pair.source",
    /write the real/,
  ],
  "an empty path": [PAIR.replace("/backup/gopro", ""), 4, "pair.destination", /write/],
  "no pair": ['reserve = "0"\n', 1, "pair", /add a \[\[pair\]\] .*waterlock init/],
  "nothing at all": ["", 1, "pair", /add a \[\[pair\]\] .*waterlock init/],
  "a single bracket": [PAIR.replace("[[pair]]", "[pair]"), 1, "pair", /\[\[pair\]\]/],
  "two pairs of one name": [PAIR + PAIR, 6, "pair.name", /"gopro" is used twice; rename one/],
  "names that differ by case only": [
    PAIR + PAIR.replace('"gopro"', '"GoPro"'),
    6,
    "pair.name",
    /used twice; rename one/,
  ],
  "an unknown key": [`resreve = "0"\n${PAIR}`, 1, "resreve", /remove or correct/],
  "an unknown key of a pair": [`${PAIR}${second}excludes = []\n`, 9, "pair.excludes", /correct/],
  "a misspelt key of a pair": [PAIR.replace("source", "sorce"), 3, "pair.sorce", /correct/],
  "an unknown table": [`[drive]\nreserve = "0"\n${PAIR}`, 1, "drive", /remove or correct/],
  "a missing destination": [
    PAIR + second.replace(/^dest.*\n/m, ""),
    5,
    "pair.destination",
    /add it/,
  ],
  "a path that is no text": [PAIR.replace('"/backup/gopro"', "5"), 4, "pair.destination", /quotes/],
  "a size that is none": [`\nreserve = "lots"\n${PAIR}`, 2, "reserve", /"1 GiB"/],
  "a size beyond all drives": [`reserve = "9999 TiB"\n${PAIR}`, 1, "reserve", /"1 GiB"/],
  "a smallest size that is none": [`${PAIR}min_size = "x"\n`, 5, "pair.min_size", /"500 MB"/],
  "a word that dump does not know": [`dump = "maybe"\n${PAIR}`, 1, "dump", /"when-needed".*maybe/],
  "a word that proof does not know": [`proof = "warm"\n${PAIR}`, 1, "proof", /"reread".*warm/],
  ...Object.fromEntries(
    ["0", "-1", "1.5", '"4"', '"all"', "1000", "65", "inf", "true", "1e300"].map((
      jobs,
    ): [string, Mistake] => [
      `${jobs} jobs`,
      [`dump = "ask"\njobs = ${jobs}\n${PAIR}`, 2, "jobs", /whole number from 1 to 64/],
    ]),
  ),
  "a word that symlinks does not know": [`${PAIR}symlinks = "copy"\n`, 5, "pair.symlinks", /skip/],
  "a word that names does not know": [`names = "loose"\n${PAIR}`, 1, "names", /"strict".*loose/],
  ...Object.fromEntries(
    Object.entries({
      '"raw/**"': /list/,
      "[3]": /quotes/,
      '["a", " "]': /empty; remove it/,
      '["a", "!"]': /empty; remove it/,
      '["/"]': /but a slash.*"\/\*" for all/,
      '["#recycle/"]': /comment; put a \\ before the # \(it is "#recycle\/"\)/,
      "['raw\\**']": /write \/ between folders/,
      "['raw\\2026']": /write \/ between folders/,
      "['raw\\']": /write \/ between folders/,
      '["./raw"]': /below the source, such as "2026/,
      '["a", "!../raw"]': /below the source/,
      '["/srv/media/gopro/raw/**"]': /source's own path; write it as .* "\/srv\/media\/gopro\/raw/,
      '["a", "!/srv/media/gopro"]': /source's own path/,
      '["!raw/**", "a"]': /takes back .*; put one before it/,
    }).flatMap(([list, remedy]) =>
      ["exclude", "first", "hold"].map((key): [string, Mistake] => [
        `${key} = ${list}`,
        [`${PAIR}# ${key}\n${key} = ${list}\n`, 6, `pair.${key}`, remedy],
      ])
    ),
  ),
};

for (const [what, [toml, line, key, remedy]] of Object.entries(MISTAKES)) {
  Deno.test(`${what} in the config is refused with file, line, key and remedy`, () => {
    const { code, message } = refusalOf(toml);
    strictEqual(code, "config");
    ok(message.startsWith(`config/waterlock.toml, line ${line}: ${key} `), message);
    match(message, remedy);
    doesNotMatch(message, /\n/);
  });
}

for (const end of ["source", "destination"] as const) {
  Deno.test(`a ${end} on the drive itself, or around it, is refused with its line`, () => {
    using folder = new TemporaryFolder();
    const drive = folder.folder("media/drive");
    const line = end === "source" ? 3 : 4;
    const refuse = (path: string) => {
      const toml = PAIR.replace(new RegExp(`(?<=${end} = )".*"`), () => JSON.stringify(path));
      return refusalOf(toml, drive).message;
    };
    for (const inside of [drive, `${drive}/cargo/gopro`, `${drive}/not/there/yet`]) {
      match(refuse(inside), new RegExp(`line ${line}: pair\\.${end} lies on the drive.*off the`));
    }
    match(refuse(folder.path), new RegExp(`line ${line}: pair\\.${end} holds the drive.*off the`));
    const link = folder.link("elsewhere", drive);
    match(refuse(`${link}/films`), /lies on the drive/, "through a link");
  });
}

const NOT_TOML: Record<string, readonly [toml: string, line: number]> = {
  "a size without quotes": [`reserve = 1 GiB\n${PAIR}`, 1],
  "a quote that never closes": [`\n\nreserve = "1 GiB\n${PAIR}`, 3],
  "a backslash path in double quotes": [PAIR.replace("/srv/media", "C:\\Users"), 3],
  "a key said twice": [`${PAIR}name = "again"\n`, 5],
};

for (const [what, [toml, line]] of Object.entries(NOT_TOML)) {
  Deno.test(`${what} is refused as no TOML, with its line, in one sentence`, () => {
    const { code, message } = refusalOf(toml);
    strictEqual(code, "config");
    match(message, new RegExp(`^config/waterlock\\.toml, line ${line}: `));
    match(message, /TOML/);
    doesNotMatch(message, /\n/);
  });
}

Deno.test("a pair's name that some system cannot take as a folder is refused", () => {
  const names = [
    "",
    ".",
    "..",
    "a/b",
    "a\\b",
    "a:b",
    "what?",
    "con",
    "LPT1.films",
    "COM¹",
    "conin$",
    "aux .films",
    " a",
    "a ",
    "a.",
  ];
  for (const name of [...names, "a\u001b[2J", "a\nb", "x".repeat(300)]) {
    const { message } = refusalOf(PAIR.replace('"gopro"', () => JSON.stringify(name)));
    match(message, /^config\/waterlock\.toml, line 2: pair\.name .*folder/, JSON.stringify(name));
    // deno-lint-ignore no-control-regex
    doesNotMatch(message, /[\u0000-\u001f]/);
  }
});

Deno.test("what is wrong with a pair's name is said", () => {
  const wrong = {
    "what?": /without "\?"/,
    'a"b': /without a double quote/,
    "a.": /without a dot or a space at either end/,
    con: /not that of a device of Windows/,
    "": /one letter at the least/,
    ["x".repeat(201)]: /of at most 200 bytes/,
  };
  for (const [name, why] of Object.entries(wrong)) {
    match(refusalOf(PAIR.replace('"gopro"', () => JSON.stringify(name))).message, why);
  }
});
