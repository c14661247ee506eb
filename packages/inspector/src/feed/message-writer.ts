import { createHash } from "node:crypto";

import { redact } from "@tenure/engine";
import {
  type MachineName,
  machineOf,
  machines,
  type Snapshot,
  type SubscriptionEvent,
} from "@tenure/machine";

import {
  type FeedEvent,
  type FeedMessage,
  type FeedSnapshot,
  protocolVersion,
} from "./feed-message.ts";

/** A function is told by its name: what it does is nothing a definition can carry. */
const withoutFunctions = (_key: string, value: unknown): unknown =>
  typeof value === "function" ? { type: value.name } : value;

const definitions: Readonly<Record<MachineName, string>> = {
  subscription: JSON.stringify(machines.subscription.config, withoutFunctions),
  tierConfiguration: JSON.stringify(machines.tierConfiguration.config, withoutFunctions),
};

/** Writes what happens to subscriptions as messages of the protocol, redacted or as it is. */
export class MessageWriter {
  readonly #isRedacted: boolean;

  constructor(isRedacted: boolean) {
    this.#isRedacted = isRedacted;
  }

  actor(key: string, snapshot: Snapshot, at: number): FeedMessage {
    const common = this.#common(key, at);
    return {
      type: "@xstate.actor",
      ...common,
      name: common.sessionId,
      definition: definitions[machineOf(snapshot)],
      snapshot: this.#snapshot(snapshot),
    };
  }

  event(key: string, event: SubscriptionEvent, at: number): FeedMessage {
    return { type: "@xstate.event", ...this.#common(key, at), event: this.#event(event) };
  }

  snapshot(key: string, event: SubscriptionEvent, snapshot: Snapshot, at: number): FeedMessage {
    return {
      type: "@xstate.snapshot",
      ...this.#common(key, at),
      event: this.#event(event),
      snapshot: this.#snapshot(snapshot),
    };
  }

  #common(key: string, at: number) {
    const sessionId = this.#nameOf(key);
    return {
      sessionId,
      rootId: sessionId,
      id: null,
      _version: protocolVersion,
      createdAt: String(at),
    };
  }

  #nameOf(key: string): string {
    if (!this.#isRedacted || redact({ key })["key"] === key) return key;
    return `subscription ${createHash("sha256").update(key).digest("hex").slice(0, 16)}`;
  }

  #event(event: SubscriptionEvent): FeedEvent {
    if (!this.#isRedacted) return { ...event };
    const { event: shown } = redact({ event });
    return { ...(typeof shown === "object" ? shown : {}), type: event.type };
  }

  #snapshot({ value, context }: Snapshot): FeedSnapshot {
    return {
      status: "active",
      value,
      context: this.#isRedacted ? redact({ context })["context"] : context,
      historyValue: {},
      children: {},
      tags: [],
    };
  }
}
