import type { Events, Reference } from "./reference.ts";

/** One for every request; `instance_id` is the request's id. */
export interface Conversation {
  readonly id: string;
  readonly instance_id: string;
  readonly topic: string;
  readonly type: "conversation";
  readonly status: "open" | "closed";
  readonly created: string;
  readonly accounts: readonly Reference[];
  readonly creator: Reference;
  readonly events: Events;
}

export interface Message {
  readonly id: string;
  readonly conversation: string;
  readonly account: Reference;
  readonly created: string;
  readonly creator: Reference;
  readonly text: string;
  readonly type: string;
  readonly events: Events;
}
