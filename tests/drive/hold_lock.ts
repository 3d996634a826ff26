/** Another run on the same drive: takes the lock, says so, and holds it until somebody kills it. */
import { DriveLock } from "../../lib/drive/drive_lock.ts";

const since = "2026-05-04T03:02:01.000Z";
DriveLock.acquire(Deno.args[0]!, { pid: Deno.pid, host: "home", command: "load", since });
Deno.stdout.writeSync(new TextEncoder().encode("held\n"));
setInterval(() => {}, 60_000);
