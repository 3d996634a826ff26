/**
 * Makes a file for each of the modes that it is given, in a folder, and tells which they have then. A
 * program of its own: a umask is the whole process's, and other tests run beside this one.
 */
import { join } from "node:path";
import { modeToMakeWith, NewFileModes } from "../../lib/filesystem/new_file_modes.ts";

const [folder, umask, ...wanted] = Deno.args;
Deno.umask(Number(umask));
const modes = new NewFileModes();
const given = wanted.map(Number).map((mode, number) => {
  const path = join(folder!, String(number));
  using file = Deno.openSync(path, { write: true, createNew: true, mode: modeToMakeWith(mode) });
  modes.set(path, file, mode);
  return Deno.lstatSync(path).mode! & 0o7777;
});
console.log(JSON.stringify(given));
