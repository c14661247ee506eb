import { silentLogger, systemClock } from "@tenure/engine";

import { problem } from "./problem.ts";
import { replayWindow } from "./replay-window.ts";
import { signedCalls, type SignedCallOptions } from "./signed-call.ts";
import { readWebhookEvent, replayKeysOf, type WebhookEvent } from "./webhook-event.ts";

const usualWindowMilliseconds = 600_000;
const usualTimeoutMilliseconds = 10_000;

/** How event webhooks are taken in. */
export interface EventWebhookOptions extends SignedCallOptions {
  /** Called for every event that is not a repetition. Must return at once. */
  readonly onEvent: (event: WebhookEvent) => void;
  /** How long a call is remembered, so that it has no effect when it comes again; 600 000 when left out. */
  readonly replayWindowMilliseconds?: number;
  /** Real time the body may take to arrive; 10 000 when left out. */
  readonly timeoutMilliseconds?: number;
}

/** Answers the platform's event webhooks. Fits every server that speaks Fetch. */
export type WebhookEndpoint = (request: Request) => Promise<Response>;

/**
 * An endpoint for the platform's event webhooks. The platform posts that something changed, signed by a
 * JWT with the webhook's secret (HMAC SHA-256, in `Authorization` or `Authentication`).
 *
 * The event is a hint and nothing else: it makes the poller look at once, and what the poller reads is
 * what counts. So it does not matter when events are lost, repeated or swapped. It is answered 200 as
 * soon as it has been read, whatever the state of the platform; a call that was seen within the replay
 * window is answered 200 too, and does nothing.
 *
 * The token does not cover the body. Who has got hold of a token that still is valid can send another
 * body with it, and gains a look of the poller at the platform.
 *
 * Answers 401 before reading anything when the token is missing or not valid, 405 to other methods than
 * POST, 413 to a body too large, 408 to one that does not arrive, 400 to one that is no event, and 500
 * when `onEvent` throws. Never rejects, never hangs.
 *
 * @throws TenureError `options_invalid` without a secret.
 */
export function eventWebhook(options: EventWebhookOptions): WebhookEndpoint {
  const { clock = systemClock(), logger = silentLogger, onEvent } = options;
  const { replayWindowMilliseconds = usualWindowMilliseconds } = options;
  const { timeoutMilliseconds = usualTimeoutMilliseconds } = options;
  const read = signedCalls({ ...options, clock, logger });
  const replays = replayWindow(replayWindowMilliseconds);

  return async (request) => {
    const call = await read(request, AbortSignal.timeout(timeoutMilliseconds));
    if (call.type === "refused") return call.response;
    const event = readWebhookEvent(call.body);
    if (event === undefined) return problem(400, "invalid_event", "The body is not an event.");
    const keys = replayKeysOf(call, event);
    const now = clock.now();
    try {
      if (!replays.has(keys, now)) onEvent(event);
      // Only now: an event that could not be handled may come again.
      replays.add(keys, now);
    } catch (error) {
      logger.error(
        { webhookId: event.webhook_id, error: error instanceof Error ? error.message : "" },
        "a webhook event could not be handled; polls go on without it",
      );
      return problem(500, "event_failed", "The event cannot be handled at this moment.");
    }
    return Response.json({});
  };
}
