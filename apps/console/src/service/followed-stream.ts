import { eventsOf, type StreamEvent } from "./event-stream.ts";
import { ask } from "./request.ts";

/** The server sends something every fifteen seconds. */
const longestSilence = 45_000;
/** How long to wait before the next connection. */
const patience = 2000;

/** Resolves before the next connection is to be tried, or when the signal aborts. */
export async function patienceOver(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, patience);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/**
 * The events of one connection to a stream of the service, until it ends.
 *
 * @throws Problem when the service refuses it; what aborted it when the signal does, or when nothing comes for
 *   too long
 */
export async function* streamFrom(
  path: string,
  {
    signal,
    lastEventId,
  }: { readonly signal: AbortSignal; readonly lastEventId?: string | undefined },
): AsyncGenerator<StreamEvent, void, undefined> {
  const silent = new AbortController();
  let timer = setTimeout(() => silent.abort(), longestSilence);
  const isAlive = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => silent.abort(), longestSilence);
  };
  try {
    const response = await ask(path, {
      signal: AbortSignal.any([signal, silent.signal]),
      headers: {
        accept: "text/event-stream",
        ...(lastEventId !== undefined && { "last-event-id": lastEventId }),
      },
    });
    yield* eventsOf(response, isAlive);
  } finally {
    clearTimeout(timer);
  }
}
