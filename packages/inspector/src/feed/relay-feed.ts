import { type Clock, type Logger, silentLogger, systemClock, TenureError } from "@tenure/engine";
import { WebSocket } from "ws";

import { isLocalName } from "../local-name.ts";
import type { FeedSource } from "./feed-source.ts";
import { inspectFeed, type InspectFeedOptions } from "./inspect-feed.ts";

export interface RelayFeedOptions extends InspectFeedOptions {
  /** Where the relay listens. Default `ws://localhost:8080`, as `createInspectorServer` does. */
  readonly url?: string;
  /** Whether the relay may be on another machine. Default false. */
  readonly isRemoteAllowed?: boolean;
  /** How long to wait before the first new attempt; each further one waits twice as long. Default 500. */
  readonly retryMilliseconds?: number;
  /** The longest wait between attempts. Default 15,000. */
  readonly maximumRetryMilliseconds?: number;
  /** So many bytes may be on their way before nothing more is read. Default 1,048,576. */
  readonly maximumBufferedBytes?: number;
  /** Default: the machine's clock. */
  readonly clock?: Clock;
  /** Told when the relay comes and goes. Default: nobody. */
  readonly logger?: Logger;
}

function checkUrl({ url = "ws://localhost:8080", isRemoteAllowed = false }: RelayFeedOptions): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !/^wss?:$/.test(parsed.protocol)) {
    throw new TenureError("options_invalid", "A relay's url begins with ws:// or wss://.");
  }
  if (!isRemoteAllowed && !isLocalName(parsed.hostname)) {
    throw new TenureError(
      "options_invalid",
      `The relay ${parsed.hostname} is not on this machine. Allow it with isRemoteAllowed, if what happens to subscriptions may go there.`,
    );
  }
  return parsed;
}

/** A connection that is open, or undefined when it cannot be had. */
function connected(url: URL, signal: AbortSignal | undefined): Promise<WebSocket | undefined> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url, { handshakeTimeout: 10_000, perMessageDeflate: false });
    const abort = (): void => socket.terminate();
    signal?.addEventListener("abort", abort, { once: true });
    const settle = (found: WebSocket | undefined): void => {
      signal?.removeEventListener("abort", abort);
      resolve(found);
    };
    socket.on("error", () => undefined);
    socket.once("open", () => settle(socket));
    socket.once("close", () => settle(undefined));
  });
}

const sent = (socket: WebSocket, text: string): Promise<boolean> =>
  new Promise((resolve) => {
    socket.send(text, (error) => resolve(error === undefined || error === null));
  });

/** Sends a feed through connections that come and go, and knows how far it came. */
class FeedRelay {
  readonly #source: FeedSource;
  readonly #options: RelayFeedOptions;
  readonly #url: URL;
  readonly #clock: Clock;
  readonly #logger: Logger;
  #cursor: string | undefined;

  constructor(source: FeedSource, options: RelayFeedOptions) {
    this.#source = source;
    this.#options = options;
    this.#url = checkUrl(options);
    this.#clock = options.clock ?? systemClock();
    this.#logger = options.logger ?? silentLogger;
    this.#cursor = options.after;
  }

  async run(): Promise<void> {
    const { signal, retryMilliseconds = 500, maximumRetryMilliseconds = 15_000 } = this.#options;
    let wait = retryMilliseconds;
    // oxlint-disable-next-line no-unmodified-loop-condition -- whoever aborts it modifies it
    while (signal?.aborted !== true) {
      // oxlint-disable-next-line no-await-in-loop -- one connection after the other
      const socket = await connected(this.#url, signal);
      if (socket !== undefined) {
        // oxlint-disable-next-line no-await-in-loop -- see above
        const hasSent = await this.#relay(socket);
        if (hasSent) wait = retryMilliseconds;
      }
      // oxlint-disable-next-line no-await-in-loop -- see above
      await this.#clock.sleep(wait, signal);
      wait = Math.min(wait * 2, maximumRetryMilliseconds);
    }
  }

  /** Sends until the connection or the feed ends; says whether anything was sent. */
  async #relay(socket: WebSocket): Promise<boolean> {
    const { maximumBufferedBytes = 1_048_576, signal } = this.#options;
    const closed = new AbortController();
    socket.on("close", () => closed.abort());
    this.#logger.info({}, "inspector relay connected");
    let hasSent = false;
    try {
      for await (const { cursor, message } of inspectFeed(this.#source, {
        ...this.#options,
        ...(this.#cursor !== undefined && { after: this.#cursor }),
        signal: signal === undefined ? closed.signal : AbortSignal.any([signal, closed.signal]),
      })) {
        const isOnItsWay = sent(socket, JSON.stringify(message));
        // Waiting only when much is on its way keeps the connection busy.
        const isLast = cursor !== undefined || socket.bufferedAmount > maximumBufferedBytes;
        if (isLast && !(await isOnItsWay)) break;
        hasSent = true;
        if (cursor !== undefined) this.#cursor = cursor;
      }
    } catch (err) {
      this.#logger.warn({ err }, "inspector feed interrupted");
    } finally {
      socket.terminate();
    }
    this.#logger.info({}, "inspector relay disconnected");
    return hasSent;
  }
}

/**
 * Sends the feed of `inspectFeed` to a WebSocket relay: `createInspectorServer` of `@statelyai/inspect`,
 * which shows it in Stately's own inspector. Goes on until the signal aborts: a relay that is not there is
 * tried again, after one that went away and after trouble of the store it goes on behind the last change
 * that was sent. Nothing is kept waiting in memory: what is not sent yet is not read yet.
 *
 * The relay has to be on this machine unless told otherwise, and subscriptions are redacted unless told
 * otherwise; mind that the page Stately's relay shows is loaded from `stately.ai`.
 *
 * @throws TenureError `options_invalid`
 */
export async function relayFeed(
  source: FeedSource,
  options: RelayFeedOptions & { readonly signal: AbortSignal },
): Promise<void> {
  await new FeedRelay(source, options).run();
}
