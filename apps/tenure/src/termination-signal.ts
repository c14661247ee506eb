/** Aborts when the process is asked to end: Ctrl-C, or a supervisor's SIGTERM. A second Ctrl-C kills. */
export function terminationSignal(): AbortSignal {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  process.once("SIGINT", abort);
  process.once("SIGTERM", abort);
  return controller.signal;
}
