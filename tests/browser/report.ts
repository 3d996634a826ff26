/** The report in a real browser; started by `deno task test:report`. */
import {
  deepStrictEqual,
  doesNotMatch,
  match,
  notStrictEqual,
  ok,
  strictEqual,
} from "node:assert/strict";
import { join } from "node:path";
import { runProgram } from "../e2e/program.ts";
import {
  LARGE_LIBRARY,
  LibraryOnDrive,
  type LibraryPair,
  SMALL_LIBRARY,
  TYPICAL_LIBRARY,
} from "../fixtures/library_on_drive.ts";
import { FIND_POOR_CONTRAST } from "./contrast.ts";
import { FIND_MISPLACED_TEXT } from "./misplaced_text.ts";
import { type Look, ReportBrowser } from "./opened_report.ts";
import type { Page } from "./playwright.ts";

const EMPTY_LIBRARY: readonly LibraryPair[] = [
  { name: "photos", folders: [""], files: 0, bytes: 1, trips: 0, delivered: 0 },
];
const DESK: Look = { width: 1440, colours: "light" }, HAND: Look = { width: 375, colours: "light" };
const LOOKS: readonly Look[] = [
  DESK,
  HAND,
  { width: 1440, colours: "dark" },
  { width: 375, colours: "dark" },
  { width: 820, colours: "light" },
];

/** A test with the report of a library and a browser to look at it. */
function testReport(
  name: string,
  library: readonly LibraryPair[],
  look: (path: string, browser: ReportBrowser) => Promise<void>,
): void {
  Deno.test({
    name,
    // The browser is another process, whose pipes Deno counts.
    sanitizeOps: false,
    sanitizeResources: false,
    fn: async () => {
      using drive = new LibraryOnDrive(library, Date.now());
      const path = join(drive.folder.path, "report.html");
      const { code, stderr } = await runProgram(
        ["--drive", drive.root, "report", "--output", path],
      );
      deepStrictEqual([code, stderr], [0, ""]);
      await using browser = await ReportBrowser.launch();
      await look(path, browser);
    },
  });
}

/** Whether the page is as it should be however one looks at it. */
async function lookFromAllSides(path: string, browser: ReportBrowser): Promise<void> {
  for (const look of LOOKS) {
    await browser.open(path, look, async ({ page, complaints }) => {
      const from = JSON.stringify(look);
      deepStrictEqual(await page.evaluate(FIND_MISPLACED_TEXT), [], from);
      deepStrictEqual(await page.evaluate(FIND_POOR_CONTRAST), [], from);
      deepStrictEqual(complaints, [], from);
    });
  }
}

const rowsShown = async (page: Page, section: string) =>
  await page.locator(`section[aria-labelledby=${section}] tbody tr:visible`).count();

testReport(
  "before the first load the page is whole, on a desk and in a hand",
  EMPTY_LIBRARY,
  lookFromAllSides,
);

testReport("so it is after one trip", SMALL_LIBRARY, lookFromAllSides);

testReport(
  "two years of trips fit, and what is looked for is found",
  TYPICAL_LIBRARY,
  async (path, browser) => {
    await lookFromAllSides(path, browser);
    for (const look of [DESK, HAND]) {
      await browser.open(path, look, async ({ page, complaints }) => {
        const problems = page.locator("section[aria-labelledby=problems]");
        const all = await rowsShown(page, "problems");
        ok(all > 20);
        await problems.getByLabel("Search").fill("UNREADABLE gopro nothing like it");
        strictEqual(await rowsShown(page, "problems"), 0);
        strictEqual(await problems.locator("[aria-live]").textContent(), "Nothing matches");
        await problems.getByLabel("Search").fill("Damaged GOPRO");
        const damaged = await rowsShown(page, "problems");
        ok(damaged > 0 && damaged < all);
        strictEqual(
          await problems.locator("[aria-live]").textContent(),
          `${damaged} of ${all} shown`,
        );
        await problems.getByLabel("Search").fill("");
        await problems.getByLabel("Show").selectOption({
          label: "Found damaged; it is carried again",
        });
        ok(await rowsShown(page, "problems") >= damaged);
        for (const row of await problems.locator("tbody tr:visible").allTextContents()) {
          match(row, /Found damaged/);
        }
        await problems.getByLabel("Show").selectOption({ index: 0 });
        strictEqual(await rowsShown(page, "problems"), all);

        const trips = page.locator("section[aria-labelledby=trips]");
        await trips.getByLabel("Show").selectOption({ label: "unloads" });
        await trips.getByLabel("Search").fill("music");
        strictEqual(await rowsShown(page, "trips"), 6);
        deepStrictEqual(complaints, []);
      });
    }
  },
);

testReport(
  "the page can be used by keys alone, without motion, and without scripts",
  SMALL_LIBRARY,
  async (path, browser) => {
    await browser.open(path, { ...DESK, reducedMotion: "no-preference" }, async ({ page }) => {
      await page.keyboard.press("Tab");
      await page.keyboard.type("2026");
      strictEqual(await page.locator("input").first().inputValue(), "2026");
      const outline = "getComputedStyle(document.activeElement).outlineStyle";
      strictEqual(await page.evaluate(outline), "solid", "it is seen where one is");
      notStrictEqual(await page.evaluate(MOTION), "none");
    });
    await browser.open(path, { ...DESK, reducedMotion: "reduce" }, async ({ page }) => {
      strictEqual(await page.evaluate(MOTION), "none");
    });
    await browser.open(path, { ...DESK, javaScriptEnabled: false }, async ({ page }) => {
      strictEqual(await page.locator(".controls:visible").count(), 0);
      strictEqual(await rowsShown(page, "trips"), 2);
    });
  },
);

const MOTION = `getComputedStyle(document.querySelector(".wave")).animationName`;

testReport(
  "on paper it is light, all rows are there, and nothing to type into",
  SMALL_LIBRARY,
  async (path, browser) => {
    await browser.open(path, { width: 1440, colours: "dark" }, async ({ page }) => {
      const paper = async () =>
        await page.evaluate("getComputedStyle(document.body).backgroundColor") as string;
      const dark = await paper();
      await page.emulateMedia({ media: "print" });
      strictEqual(await paper(), "rgb(255, 255, 255)");
      notStrictEqual(dark, "rgb(255, 255, 255)");
      strictEqual(await page.locator(".controls:visible").count(), 0);
      ok((await page.pdf({ format: "A4" })).length > 10_000);
    });
  },
);

testReport(
  "charts and pictures say in words what they show",
  TYPICAL_LIBRARY,
  async (path, browser) => {
    await browser.open(path, DESK, async ({ page }) => {
      const names = await page.evaluate(
        `Array.from(document.querySelectorAll("[role=img]"), (one) => one.getAttribute("aria-label"))`,
      ) as string[];
      ok(names.length >= 7 && names.every((name) => name.length > 10), names.join("\n"));
      match(names.join("\n"), /TiB of 17\.\d TiB are safe, by when they arrived/);
      match(names.join("\n"), /\d+ trips; the most that one of the bars/);
      const tiles = await page.locator(".tile").allTextContents();
      ok(tiles.some((text) => /2012.*0% of 6\d\d GiB/s.test(text)), tiles.join("\n"));
    });
  },
);

testReport(
  "200,000 files with names of every kind stay under 2 MiB, open in a second and take nothing over",
  LARGE_LIBRARY,
  async (path, browser) => {
    ok(Deno.statSync(path).size < 2 * 2 ** 20);
    await lookFromAllSides(path, browser);
    const times: number[] = [];
    for (let round = 0; round < 3; round++) {
      await browser.open(path, DESK, async ({ page, milliseconds }) => {
        times.push(milliseconds);
        strictEqual(await page.title(), "Waterlock report");
        const text = await page.locator("main").innerText();
        match(text, /<script>document\.title = "taken over"/);
        doesNotMatch(text, /&lt;(?!b|stills)|&#34;/, "nothing is escaped twice");
        strictEqual(
          await page.evaluate(`fetch("data:,").then(() => "fetched", () => "refused")`),
          "refused",
        );
      });
    }
    ok(Math.min(...times) < 1000, `${times.map(Math.round).join(", ")} ms`);
  },
);
