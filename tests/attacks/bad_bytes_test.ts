import { ok, strictEqual } from "node:assert/strict";
import { COMMANDS, DriveUnderAttack, FEW } from "./drive_under_attack.ts";

const PAGE_BYTES = 4096;

Deno.test("as it is, the drive does all that it is asked", async () => {
  using drive = await DriveUnderAttack.prepare(0);
  const codes = await drive.runAll(COMMANDS, "nothing was done to it");
  strictEqual(codes.join(), COMMANDS.map(() => 0).join());
});

Deno.test("a catalogue that ends at any page is refused by every command, and nothing is touched", async () => {
  using drive = await DriveUnderAttack.prepare(600);
  const { good, layout } = drive;
  const pages = good.length / PAGE_BYTES;
  ok(pages >= 60, `${pages} pages`);
  for (let page = 1; page < pages; page++) {
    Deno.writeFileSync(layout.catalogue, good.slice(0, page * PAGE_BYTES));
    const codes = await drive.runAll(page % 20 === 1 ? COMMANDS : FEW, `${page} pages`);
    ok(codes.every((code) => code === 1), `${page} pages: ${codes}`);
  }
});

Deno.test("nor does any command crash when somebody has cut it short and made a seal that fits", async () => {
  using drive = await DriveUnderAttack.prepare(100);
  const { good, layout } = drive;
  for (let page = 1; page < good.length / PAGE_BYTES; page++) {
    Deno.writeFileSync(layout.catalogue, good.slice(0, page * PAGE_BYTES));
    drive.forgeSeal();
    for (const command of FEW) await drive.run(command, `sealed, ${page} pages`);
    drive.restore();
  }
});

Deno.test("whichever bit of the catalogue flips, no command crashes, and none claims what is not so", async () => {
  using drive = await DriveUnderAttack.prepare(0);
  const { good, layout } = drive;
  let refused = 0, taken = 0;
  for (let at = 13; at < good.length; at += 4093) {
    const bad = good.slice();
    bad[at]! ^= 1 << at % 8;
    Deno.writeFileSync(layout.catalogue, bad);
    const codes = await drive.runAll(at % 5 === 0 ? COMMANDS : FEW, `bit of byte ${at}`);
    if (codes.every((code) => code === 1)) refused += 1;
    else {
      taken += 1;
      drive.restore();
    }
  }
  ok(refused > 0 && taken > 0, `${refused} refused, ${taken} taken`);
});

Deno.test("nor does one when somebody has flipped the bit and made a seal that fits", async () => {
  using drive = await DriveUnderAttack.prepare(0);
  const { good, layout } = drive;
  for (let at = 101; at < good.length; at += 3061) {
    const bad = good.slice();
    bad[at]! ^= 1 << at % 8;
    Deno.writeFileSync(layout.catalogue, bad);
    drive.forgeSeal();
    for (const command of at % 4 === 0 ? COMMANDS : FEW) {
      await drive.run(command, `sealed, bit of byte ${at}`);
    }
    drive.restore();
  }
});
