import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { widthOf } from "../../../lib/cli/terminal/fit.ts";
import { NEW_SOURCE } from "../../../lib/vocabulary.ts";
import {
  countedWords,
  nextSteps,
  programLines,
  type SetUpDrive,
  spaceWords,
  transferWords,
} from "../../../lib/cli/terminal/new_drive_words.ts";

const GIB = 2 ** 30;

const SPACE = {
  freeBytes: 931 * GIB,
  totalBytes: 1863 * GIB,
  blockBytes: 4096,
  mostFileBytes: Infinity,
  programBytes: 0,
};

Deno.test("a new drive's space is told", () => {
  strictEqual(spaceWords(SPACE), "931 GiB of 1.8 TiB are free.");
  strictEqual(
    spaceWords({ ...SPACE, programBytes: GIB / 2 }),
    "931 GiB of 1.8 TiB are free. The programs that go along take 512 MiB of it.",
  );
});

Deno.test("a source's count is told as far as it came", () => {
  const tally = { files: 12_345, bytes: 2 * GIB };
  strictEqual(NEW_SOURCE.counting(tally), "Counting: 12,345 files, 2 GiB. Enter: go on without");
  const whole = { tally, isWhole: true, unreadable: 0 };
  strictEqual(countedWords(whole), "It holds 12,345 files, 2 GiB.");
  strictEqual(
    countedWords({ ...whole, isWhole: false }),
    "It holds more than 12,345 files, 2 GiB.",
  );
  strictEqual(
    countedWords({ ...whole, unreadable: 1 }),
    "It holds 12,345 files, 2 GiB. 1 more name cannot be read or holds no data; the load will say which.",
  );
  strictEqual(
    countedWords({ ...whole, tally: { files: 0, bytes: 0 } }),
    "It holds no file yet. Is it mounted?",
  );
});

const FORECAST = {
  roomBytes: 930 * GIB,
  files: 10,
  bytes: GIB,
  trips: 1,
  isAtLeast: false,
  largerThanRoom: 0,
  largerThanFiles: 0,
};

Deno.test("the first transfer's trips are told, and no more than is known", () => {
  const room = "With 1 GiB left free, about 930 GiB can travel at a time.";
  const words = (known: Partial<typeof FORECAST>, reserve = "1 GiB") =>
    transferWords({ ...FORECAST, ...known }, reserve);
  strictEqual(words({}), `${room} The first transfer will take one trip.`);
  strictEqual(
    words({ isAtLeast: true }),
    `${room} The first transfer will take at least one trip.`,
  );
  strictEqual(words({ trips: 1234 }), `${room} The first transfer will take about 1,234 trips.`);
  strictEqual(
    words({ trips: 3, isAtLeast: true, largerThanRoom: 1, largerThanFiles: 2 }),
    `${room} The first transfer will take at least 3 trips. ` +
      "1 file is larger than that: it travels in parts over several trips. " +
      "2 files are larger than this drive can hold whole: they travel in parts.",
  );
  strictEqual(words({ files: 0, trips: 0 }), room);
  strictEqual(
    words({ trips: 0, roomBytes: 0 }, "0"),
    "With nothing left free, about 0 bytes can travel at a time. That is too little to carry " +
      "anything: make room on the drive before the first load.",
  );
});

const DRIVE: SetUpDrive = {
  config: "/media/drive/config/waterlock.toml",
  command: "/media/drive/waterlock-linux-x64",
  isSourceHere: true,
  areBothHere: false,
  hasPrograms: true,
  forWindows: undefined,
};

Deno.test("at the source the next steps are a command to copy, the way there and the way back", () => {
  deepStrictEqual(nextSteps(DRIVE, 80), [
    "Wrote the config. It is a text with comments, to be edited as you like:",
    "  /media/drive/config/waterlock.toml",
    "",
    "Next:",
    "  1. Load the drive, here at the source:",
    "     /media/drive/waterlock-linux-x64",
    "     To see first what it would do, write plan behind it.",
    "  2. Eject the drive, take it to the destination and open the program on it that",
    "     is made for that computer; README.txt beside it tells how.",
    "  3. Bring it back and begin again at 1: until nothing waits, and later whenever",
    "     there is something new.",
    "",
    "What has arrived is deleted from the drive when you say so; dump in the config",
    "changes that.",
  ]);
});

Deno.test("a drive that goes to Windows without a program for it is told of before the next steps", () => {
  const forWindows = {
    end: "destination",
    folder: "/opt/waterlock",
    command: "/opt/waterlock/waterlock-linux-x64 init --to /media/drive",
  } as const;
  deepStrictEqual(nextSteps({ ...DRIVE, forWindows }, 80).slice(2, 7), [
    "",
    "The destination is on Windows, and no program for Windows is on the drive. Put",
    "waterlock-windows-x64.exe into /opt/waterlock and run this:",
    "  /opt/waterlock/waterlock-linux-x64 init --to /media/drive",
    "",
  ]);
  deepStrictEqual(
    nextSteps({ ...DRIVE, hasPrograms: false, forWindows }, 80),
    nextSteps({ ...DRIVE, hasPrograms: false }, 80),
  );
});

Deno.test("at 40 columns the next steps are longer, and 160 columns are not filled for their own sake", () => {
  deepStrictEqual(nextSteps({ ...DRIVE, hasPrograms: false }, 40), [
    "Wrote the config. It is a text with",
    "comments, to be edited as you like:",
    "  /media/drive/config/waterlock.toml",
    "",
    "Next:",
    "  1. Load the drive, here at the source:",
    "     /media/drive/waterlock-linux-x64",
    "     To see first what it would do,",
    "     write plan behind it.",
    "  2. Eject the drive, take it to the",
    "     destination and run waterlock",
    "     there.",
    "  3. Bring it back and begin again at 1:",
    "     until nothing waits, and later",
    "     whenever there is something new.",
    "",
    "What has arrived is deleted from the",
    "drive when you say so; dump in the",
    "config changes that.",
  ]);
  deepStrictEqual(nextSteps(DRIVE, 160).slice(4, 9), [
    "  1. Load the drive, here at the source:",
    "     /media/drive/waterlock-linux-x64",
    "     To see first what it would do, write plan behind it.",
    "  2. Eject the drive, take it to the destination and open the program on it that is made for " +
    "that computer; README.txt beside it tells how.",
    "  3. Bring it back and begin again at 1: until nothing waits, and later whenever there is " +
    "something new.",
  ]);
});

Deno.test("elsewhere the next steps begin with the way to the source, and where both ends are, with the stage's name", () => {
  deepStrictEqual(nextSteps({ ...DRIVE, isSourceHere: false }, 80).slice(4, 8), [
    "  1. Take the drive to the source and open the program on it that is made for",
    "     that computer; README.txt beside it tells how.",
    "  2. Eject the drive, take it to the destination and do the same there.",
    "  3. Bring it back and begin again at 1: until nothing waits, and later whenever",
  ]);
  deepStrictEqual(nextSteps({ ...DRIVE, areBothHere: true }, 80).slice(4, 10), [
    "  1. Load the drive, here at the source:",
    "     /media/drive/waterlock-linux-x64 load",
    "     To see first what it would do, write --dry-run behind it.",
    "  2. The destination is here as well. Unload the drive into it:",
    "     /media/drive/waterlock-linux-x64 unload",
    "  3. Begin again at 1 whenever there is something new.",
  ]);
});

Deno.test("no line but a path or a command is wider than the screen", () => {
  for (const columns of [40, 80, 160]) {
    for (const isSourceHere of [true, false]) {
      for (const line of nextSteps({ ...DRIVE, isSourceHere }, columns)) {
        ok(widthOf(line) <= columns || /^ +\/media/.test(line), line);
      }
    }
    for (const line of programLines([], columns)) ok(widthOf(line) <= columns, line);
  }
});
