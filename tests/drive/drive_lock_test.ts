import { match, ok, strictEqual, throws } from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { DriveLock } from "../../lib/drive/drive_lock.ts";
import { WaterlockError } from "../../lib/model/errors.ts";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";

/** When the holder began, as the clock here shows it. */
const SINCE = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" })
  .format(Date.parse("2026-05-04T03:02:01Z"));

const ME = { pid: Deno.pid, host: "away", command: "unload", since: "2026-05-05T00:00:00.000Z" };

/** A process that holds the lock when this returns. */
async function startHolder(lock: string): Promise<Deno.ChildProcess> {
  const script = fileURLToPath(import.meta.resolve("./hold_lock.ts"));
  const args = ["run", "--quiet", "--no-prompt", "--allow-read", "--allow-write", script, lock];
  const child = new Deno.Command(Deno.execPath(), { args, stdout: "piped" }).spawn();
  const reader = child.stdout.getReader();
  strictEqual(new TextDecoder().decode((await reader.read()).value), "held\n");
  await reader.cancel();
  return child;
}

Deno.test("whoever comes second is told who is at work, since when, and what to do", async () => {
  using folder = new TemporaryFolder();
  const path = folder.at("waterlock.lock");
  const holder = await startHolder(path);
  throws(() => DriveLock.acquire(path, ME), (error: unknown) => {
    ok(error instanceof WaterlockError);
    strictEqual(error.code, "failed");
    match(error.message, new RegExp(`process ${holder.pid} on home, "load" since ${SINCE}$`));
    match(error.remedy, /Wait until it has ended/);
    return true;
  });
  holder.kill("SIGKILL");
  await holder.status;
});

Deno.test("the lock of a process that was killed is free, whatever it left in the file", async () => {
  using folder = new TemporaryFolder();
  const path = folder.at("waterlock.lock");
  const holder = await startHolder(path);
  holder.kill("SIGKILL");
  await holder.status;
  match(Deno.readTextFileSync(path), /"host":"home"/);
  using _lock = DriveLock.acquire(path, ME);
  strictEqual(JSON.parse(Deno.readTextFileSync(path)).host, "away");
});

Deno.test("a lock that was given back can be taken again, and its file says nothing", () => {
  using folder = new TemporaryFolder();
  const path = folder.write("waterlock.lock", "a much longer text than any holder ".repeat(20));
  for (let times = 0; times < 2; times++) {
    {
      using _lock = DriveLock.acquire(path, ME);
      strictEqual(JSON.parse(Deno.readTextFileSync(path)).pid, Deno.pid);
    }
    strictEqual(Deno.readTextFileSync(path), "");
  }
});

Deno.test("which drive it is, is known to whoever comes next, even after a kill", async () => {
  using folder = new TemporaryFolder();
  const path = folder.at("waterlock.lock");
  {
    using lock = DriveLock.acquire(path, ME);
    strictEqual(lock.drive, undefined);
  }
  {
    using lock = DriveLock.acquire(path, ME);
    strictEqual(lock.drive, undefined, "who has opened no catalogue leaves nothing");
    lock.noteDrive("a uuid");
    strictEqual(JSON.parse(Deno.readTextFileSync(path)).host, "away", "who is at work stays said");
  }
  strictEqual(Deno.readTextFileSync(path), '{"drive":"a uuid"}\n');
  const holder = await startHolder(path);
  holder.kill("SIGKILL");
  await holder.status;
  using lock = DriveLock.acquire(path, ME);
  strictEqual(lock.drive, "a uuid");
});

Deno.test("a holder that cannot be read is not named, and still respected", () => {
  using folder = new TemporaryFolder();
  const path = folder.at("waterlock.lock");
  using _lock = DriveLock.acquire(path, ME);
  Deno.writeTextFileSync(path, "nonsense");
  throws(() => DriveLock.acquire(path, ME), /Another waterlock is at work on this drive$/);
});

Deno.test("where no lock file can be made, the system's own error says so", () => {
  using folder = new TemporaryFolder();
  throws(() => DriveLock.acquire(folder.at("missing/waterlock.lock"), ME), Deno.errors.NotFound);
});
