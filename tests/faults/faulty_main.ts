/**
 * The program as a person starts it, with faults that only a test asks for: it stands in nobody's way,
 * because it stands outside. The lines come in the environment, see {@linkcode faultyEnvironment}.
 */
import "./install.ts";
import { listenInThisThread } from "./faulty_threads.ts";

listenInThisThread();
await import("../../main.ts");
