/**
 * For so long what follows a request is the same one: a terminal tells Ctrl-C to all that run on it, and
 * what started the program, such as `deno task`, passes it on once more.
 */
const SAME_REQUEST_MS = 150;

/**
 * Raises a signal when the person asks to stop: Ctrl-C, or the system's request to end.
 *
 * @param abandon called the second time, to end at once
 */
export function listenForInterrupts(abandon: () => void): AbortSignal {
  const controller = new AbortController();
  let askedAt = -Infinity;
  const stop = () => {
    if (performance.now() - askedAt < SAME_REQUEST_MS) return;
    if (controller.signal.aborted) return abandon();
    askedAt = performance.now();
    controller.abort();
  };
  const signals: Deno.Signal[] = Deno.build.os === "windows"
    ? ["SIGINT", "SIGBREAK", "SIGHUP"]
    : ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) Deno.addSignalListener(signal, stop);
  return controller.signal;
}
