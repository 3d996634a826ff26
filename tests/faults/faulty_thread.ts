/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />
/** Stands before the module of a thread, which the address of this one names behind its `?`. */
import "./install.ts";
import { listenInThisThread } from "./faulty_threads.ts";

const early: MessageEvent[] = [];
self.onmessage = (event) => early.push(event);
listenInThisThread();
await import(decodeURIComponent(new URL(import.meta.url).search.slice(1)));
const handle = self.onmessage as ((event: MessageEvent) => void) | null;
for (const event of early) handle?.(event);
