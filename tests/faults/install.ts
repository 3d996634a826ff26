/** Imported before anything of the program is: from then on every call it makes can be told. */
import { wrapDeno } from "./deno_calls.ts";
import { wrapLibc } from "./libc_calls.ts";
import { wrapSqlite } from "./sqlite_calls.ts";

wrapDeno();
wrapLibc();
wrapSqlite();
