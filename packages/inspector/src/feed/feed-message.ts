/** An event as the protocol sends it. */
export interface FeedEvent {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** A snapshot as XState writes one of a machine. */
export interface FeedSnapshot {
  readonly status: "active";
  readonly value: unknown;
  readonly context: unknown;
  readonly historyValue: Readonly<Record<string, never>>;
  readonly children: Readonly<Record<string, never>>;
  readonly tags: readonly string[];
}

interface Common {
  /** The subscription's key; in its place a digest of it when it is redacted and no plain id. */
  readonly sessionId: string;
  readonly rootId: string;
  readonly id: null;
  /** The release of `@statelyai/inspect` whose protocol this is. */
  readonly _version: string;
  /** Milliseconds since the epoch, as text. */
  readonly createdAt: string;
}

/** A message of the Stately inspect protocol, as receivers of it want it. */
export type FeedMessage =
  | (Common & {
      readonly type: "@xstate.actor";
      readonly name: string;
      /** The machine's configuration as JSON text, states in document order. */
      readonly definition: string;
      readonly snapshot: FeedSnapshot;
    })
  | (Common & { readonly type: "@xstate.event"; readonly event: FeedEvent })
  | (Common & {
      readonly type: "@xstate.snapshot";
      readonly event: FeedEvent;
      readonly snapshot: FeedSnapshot;
    });

export const protocolVersion = "0.7.2";
