/**
 * Takes the README's pictures from real runs on two computers: `scripts/screenshots/*.svg`, and one of
 * the report.
 *
 *     deno task screenshots    needs Linux, root, tmux and chromium
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ReportBrowser } from "../tests/browser/opened_report.ts";
import { LoopDisk } from "../tests/fixtures/loop_disk.ts";
import { TemporaryFolder } from "../tests/fixtures/temporary_folder.ts";
import { Computer } from "./screenshots/computer.ts";
import { drawTerminal } from "./screenshots/terminal_svg.ts";

const CHECKOUT = fileURLToPath(new URL("..", import.meta.url));
const PICTURES = join(CHECKOUT, "scripts/screenshots");
const MIB = 2 ** 20;

const PROGRAM = "WATERLOCK_DRIVE=/mnt deno run --quiet --no-prompt --allow-read --allow-write " +
  `--allow-ffi --allow-sys --allow-env '${join(CHECKOUT, "main.ts")}'`;

using folder = new TemporaryFolder();
using disk = new LoopDisk("ext4", 1600 * MIB);
const films = folder.folder("home/media/films");
folder.folder("away/backup/films");
fill(films);
using home = new Computer("home", { "/srv": folder.at("home"), "/mnt": disk.path }, PROGRAM);
using away = new Computer("away", { "/srv": folder.at("away"), "/mnt": disk.path }, PROGRAM);

home.run(
  "waterlock init --pair films --source /srv/media/films --destination /srv/backup/films " +
    "--reserve '64 MiB'",
);
await home.ends();
home.run("waterlock plan");
save("plan", await home.ends(), "A plan: what goes now by folder, what waits and why");
home.run("waterlock");
save(
  "run",
  await home.shows(/loading .* [3-6]\d%[^]*proving/),
  "A load at work: bars, rate, what is proven",
);
await home.ends();
away.run("waterlock run --yes");
await away.shows(/Type Yes/);
away.answer("Yes");
await away.ends();
home.run("waterlock");
await home.ends();
home.run("waterlock status");
save("status", await home.ends(), "The status: each pair as a lock with three chambers");
home.run("waterlock report");
await home.ends();
await using browser = await ReportBrowser.launch();
await browser.open(
  join(disk.path, "config/report.html"),
  { width: 1200, colours: "light" },
  async ({ page }) => void await page.screenshot({ path: join(PICTURES, "report.png") }),
);

function save(name: string, screen: string, title: string): void {
  Deno.writeTextFileSync(join(PICTURES, `${name}.svg`), drawTerminal(screen, home.columns, title));
}

/** A library of films and photos, large and small, of which some will not fit on the drive. */
function fill(root: string): void {
  const days = [
    ["2025/skiing", 3, 180],
    ["2026/graduation", 4, 260],
    ["2026/island", 3, 330],
  ] as const;
  let time = Date.UTC(2025, 1, 8, 9) / 1000;
  for (const [day, clips, mebibytes] of days) {
    Deno.mkdirSync(join(root, day), { recursive: true });
    for (let number = 1; number <= clips; number++) {
      write(join(root, day, `clip-${number}.mov`), mebibytes * MIB, time += 86_400);
    }
    for (let number = 1; number <= 120; number++) {
      write(join(root, day, `photo-${number}.jpg`), MIB / 4 + number, time += 60);
    }
  }
}

/** A file that no other one has the bytes of, and that takes no room but at its beginning. */
function write(path: string, bytes: number, time: number): void {
  Deno.writeTextFileSync(path, path);
  Deno.truncateSync(path, bytes);
  Deno.utimeSync(path, time, time);
}
