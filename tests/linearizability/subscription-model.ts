import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";

import type { SendResult } from "@tenure/engine";
import {
  decide,
  initial,
  isFact,
  subscriptionEventSchema,
  type Decision,
  type Snapshot,
  type SubscriptionEvent,
  type SubscriptionEventInput,
  type Verdict,
} from "@tenure/machine";

import type { Model } from "./model.ts";

/** What a client does with one subscription. */
export type SubscriptionOperation =
  | {
      readonly type: "send";
      readonly event: SubscriptionEventInput;
      readonly idempotencyKey?: string;
    }
  | { readonly type: "get" };

/** What a client sees of it. */
export type SubscriptionResponse =
  | {
      readonly type: "sent";
      readonly version: number;
      readonly verdict: Verdict["type"];
      readonly repeated: boolean;
    }
  /** The idempotency key was used before, with another event. */
  | { readonly type: "conflict" }
  /** Version 0: there is no such subscription. */
  | { readonly type: "got"; readonly version: number };

interface Answer {
  readonly event: SubscriptionEvent;
  readonly version: number;
  readonly verdict: Verdict["type"];
}

/** A version register with an inbox; the machine says what an event does. */
export interface SubscriptionState {
  readonly version: number;
  readonly snapshot: Snapshot;
  readonly inbox: ReadonlyMap<string, Answer>;
}

interface Applied {
  readonly state: SubscriptionState;
  readonly output: SubscriptionResponse;
}

/** A response as a client of the engine sees it. */
export function responseOf({
  version,
  verdict,
  repeated,
}: Pick<SendResult, "version" | "verdict" | "repeated">): SubscriptionResponse {
  return { type: "sent", version, verdict: verdict.type, repeated };
}

/** Each event that moves, is refused or is drift counts; a command refused on nothing does not. */
function counts(version: number, event: SubscriptionEvent, { verdict, drift }: Decision): boolean {
  if (drift || verdict.type === "moved") return true;
  return verdict.type === "refused" && (version > 0 || isFact(event));
}

function answer(
  state: SubscriptionState,
  { version, verdict }: Omit<Answer, "event">,
  repeated: boolean,
): Applied {
  return { state, output: { type: "sent", version, verdict, repeated } };
}

function send(
  state: SubscriptionState,
  input: Extract<SubscriptionOperation, { readonly type: "send" }>,
): Applied {
  const { version, snapshot, inbox } = state;
  const parsed = subscriptionEventSchema.safeParse(input.event);
  if (!parsed.success) return answer(state, { version, verdict: "refused" }, false);
  const event = parsed.data;
  const { idempotencyKey } = input;
  const known = idempotencyKey === undefined ? undefined : inbox.get(idempotencyKey);
  if (known !== undefined) {
    return isDeepStrictEqual(known.event, event)
      ? answer(state, known, true)
      : { state, output: { type: "conflict" } };
  }
  const decision = decide(snapshot, event);
  const next = version + (counts(version, event, decision) ? 1 : 0);
  const given = { version: next, verdict: decision.verdict.type };
  const remembered =
    idempotencyKey === undefined
      ? inbox
      : new Map([...inbox, [idempotencyKey, { event, ...given }]]);
  return answer({ version: next, snapshot: decision.snapshot, inbox: remembered }, given, false);
}

function identify({ version, snapshot, inbox }: SubscriptionState): string {
  const answers = [...inbox].toSorted(([left], [right]) => (left < right ? -1 : 1));
  const text = JSON.stringify([version, snapshot, answers]);
  return createHash("sha256").update(text).digest("base64");
}

/** The highest version at which an operation can be answered so; a repeated answer comes at any. */
function latest(seen: SubscriptionResponse): number {
  if (seen.type === "conflict" || (seen.type === "sent" && seen.repeated)) return Infinity;
  return seen.type === "sent" && seen.verdict === "moved" ? seen.version - 1 : seen.version;
}

/** The sequential specification of one subscription, before anything happened to it. */
export function subscriptionModel(
  key: string,
): Model<SubscriptionState, SubscriptionOperation, SubscriptionResponse> {
  return {
    initial: { version: 0, snapshot: initial({ key }), inbox: new Map() },
    apply: (state, input) =>
      input.type === "send"
        ? send(state, input)
        : { state, output: { type: "got", version: state.version } },
    identify,
    matches: isDeepStrictEqual,
    progress: { of: ({ version }) => version, latest },
  };
}
