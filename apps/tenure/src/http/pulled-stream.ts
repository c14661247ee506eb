import type { Clock } from "@tenure/engine";

interface PulledStreamOptions {
  /** Written whenever nothing was for a while, so that neither side takes the other for dead. */
  readonly heartbeat: string;
  readonly everyMilliseconds: number;
  readonly clock: Clock;
  /** Called once, however the stream ends. */
  readonly ended: () => void;
}

/**
 * Texts as a stream of bytes. Each is asked for only once the reader has taken the one before, so that a
 * slow reader holds no more than two of them in memory, and holds up nobody. The texts must not fail.
 */
export function pulledStream(
  texts: AsyncIterator<string, unknown>,
  { heartbeat, everyMilliseconds, clock, ended }: PulledStreamOptions,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let next: Promise<IteratorResult<string, unknown>> | undefined;
  let isOver = false;

  function end(): void {
    if (!isOver) ended();
    isOver = true;
  }

  /** The next text; undefined when it does not come for a while. */
  async function nextOrNothing(): Promise<IteratorResult<string, unknown> | undefined> {
    next ??= texts.next();
    const waiting = new AbortController();
    const rest = clock.sleep(everyMilliseconds, waiting.signal).then(() => undefined);
    const result = await Promise.race([next, rest]);
    waiting.abort();
    if (result !== undefined) next = undefined;
    return result;
  }

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const result = await nextOrNothing();
        if (isOver) return;
        if (result === undefined) {
          controller.enqueue(encoder.encode(heartbeat));
        } else if (result.done === true) {
          end();
          controller.close();
        } else {
          controller.enqueue(encoder.encode(result.value));
        }
      },
      async cancel() {
        end();
        await texts.return?.();
      },
    },
    { highWaterMark: 1 },
  );
}
