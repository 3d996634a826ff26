import { ok, strictEqual, throws } from "node:assert/strict";
import { join } from "node:path";
import { lockDestination } from "../../lib/drive/destination_lock.ts";

function withDestination(test: (destination: string, lock: string) => void): void {
  const destination = Deno.makeTempDirSync();
  try {
    Deno.mkdirSync(join(destination, ".waterlock"));
    test(destination, join(destination, ".waterlock/lock"));
  } finally {
    Deno.removeSync(destination, { recursive: true });
  }
}

Deno.test("one process at a time unloads into a destination, and the next one when it has ended", () => {
  withDestination((destination) => {
    {
      using held = lockDestination(destination);
      ok(held);
      throws(() => lockDestination(destination), /Another waterlock is unloading into/);
    }
    using next = lockDestination(destination);
    ok(next);
  });
});

Deno.test("a destination where nothing can be locked keeps nobody out", () => {
  withDestination((destination, lock) => {
    Deno.mkdirSync(lock);
    strictEqual(lockDestination(destination), undefined);
  });
});

Deno.test("a destination whose disk has gone gets no lock, and no folder for one", () => {
  withDestination((destination) => {
    Deno.removeSync(join(destination, ".waterlock"));
    strictEqual(lockDestination(destination), undefined);
    strictEqual([...Deno.readDirSync(destination)].length, 0);
  });
});

Deno.test("a link in the place of a destination's lock is refused, and nothing is made where it leads", () => {
  withDestination((destination, lock) => {
    const elsewhere = join(destination, "elsewhere");
    Deno.symlinkSync(elsewhere, lock);
    throws(() => lockDestination(destination), /is a link/);
    throws(() => Deno.lstatSync(elsewhere), Deno.errors.NotFound);
  });
});
