import type { Clock, Logger } from "@tenure/engine";
import { TenureError } from "@tenure/engine";

import type { SessionLimits } from "../session/inspection-session.ts";

export interface InspectorEndpointOptions {
  /** The path that inspectors connect to. Default `/inspect`. */
  readonly path?: string;
  /** Connected at once; more are turned away. Default 8. */
  readonly maximumClients?: number;
  /** How many that left are still remembered, the last ones. Default 4. */
  readonly maximumEnded?: number;
  /**
   * The largest message, in bytes; a connection that sends a larger one is closed. What is within it and
   * still too large to be kept is only counted. Default 8,388,608.
   */
  readonly maximumMessageBytes?: number;
  /** A connection that sends more is read more slowly; none is lost. Default 2,000. */
  readonly messagesPerSecond?: number;
  /** What each connection is remembered of. Default as `emptySession`, with 8,000,000 characters. */
  readonly session?: Partial<SessionLimits>;
  /**
   * What a connection has to show, as `?token=` in its URL or as `Authorization: Bearer`. Default: none is
   * needed, and only this machine may connect.
   */
  readonly token?: string;
  /** Whether others than this machine may connect. Needs a token. Default false. */
  readonly isRemoteAllowed?: boolean;
  /** Names under which the server is reached beside `localhost` and loopback addresses. */
  readonly hosts?: readonly string[];
  /** Origins of pages that may connect beside those on this machine: `https://app.example`. */
  readonly origins?: readonly string[];
  /** How often a silent connection is asked whether it still lives. Default 30,000. */
  readonly heartbeatMilliseconds?: number;
  /** How many updates wait for a reader of `updates` before it is given the whole state anew. Default 2,000. */
  readonly maximumWaitingUpdates?: number;
  /** Default: the machine's clock. */
  readonly clock?: Clock;
  /** Told of connections that come, leave and are turned away. Default: nobody. */
  readonly logger?: Logger;
}

type Numbers =
  | "maximumClients"
  | "maximumEnded"
  | "maximumMessageBytes"
  | "messagesPerSecond"
  | "heartbeatMilliseconds"
  | "maximumWaitingUpdates";

const defaults: Readonly<Record<Numbers, number>> = {
  maximumClients: 8,
  maximumEnded: 4,
  maximumMessageBytes: 8_388_608,
  messagesPerSecond: 2000,
  heartbeatMilliseconds: 30_000,
  maximumWaitingUpdates: 2000,
};

const invalid = (what: string): TenureError => new TenureError("options_invalid", what);

/**
 * The numbers among the options, with defaults for what is left out.
 *
 * @throws TenureError `options_invalid`
 */
export function numbersOf(options: InspectorEndpointOptions): Readonly<Record<Numbers, number>> {
  const numbers = { ...defaults };
  for (const name of Object.keys(defaults)) {
    if (!isName(name)) continue;
    const given = options[name] ?? defaults[name];
    const least = name === "maximumEnded" ? 0 : 1;
    if (!Number.isFinite(given) || given < least) {
      throw invalid(`${name} of an inspector endpoint is a number from ${least} on.`);
    }
    numbers[name] = given;
  }
  return numbers;
}

const isName = (name: string): name is Numbers => Object.hasOwn(defaults, name);

/** @throws TenureError `options_invalid` when the endpoint would be open to everybody */
export function checkExposure({ token, isRemoteAllowed, path }: InspectorEndpointOptions): void {
  if (token !== undefined && token.length < 16) {
    throw invalid("The token of an inspector endpoint has at least 16 characters.");
  }
  if (isRemoteAllowed === true && token === undefined) {
    throw invalid("An inspector endpoint that others may connect to needs a token.");
  }
  if (path !== undefined && !path.startsWith("/")) {
    throw invalid("The path of an inspector endpoint begins with a slash.");
  }
}
