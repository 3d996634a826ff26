/**
 * Raises a signal when the person asks to stop: Ctrl-C, or the system's request to end.
 *
 * @param abandon called the second time, to end at once
 */
export function listenForInterrupts(abandon: () => void): AbortSignal {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) return abandon();
    controller.abort();
  };
  const signals: Deno.Signal[] = Deno.build.os === "windows"
    ? ["SIGINT", "SIGBREAK", "SIGHUP"]
    : ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) Deno.addSignalListener(signal, stop);
  return controller.signal;
}
