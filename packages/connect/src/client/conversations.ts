import {
  type Conversation,
  conversationSchema,
  type Message,
  messageSchema,
} from "../wire/conversation.ts";
import { type CallOptions, segment } from "./call-options.ts";
import type { Caller } from "./caller.ts";
import { collectionOf } from "./collection.ts";
import { type ConnectPage, type ListOptions, pagesOf } from "./pages.ts";

/** A message to post. */
export interface NewMessage {
  readonly text: string;
  /** `message` when left out; `private` is for the own account only. */
  readonly type?: "message" | "state_change" | "private";
}

/** A conversation to open. Accounts outside the platform may post messages, but open none. */
export interface NewConversation {
  /** The object it is about, as in `PR-…`. */
  readonly instance_id: string;
  readonly topic: string;
  /** Who takes part. */
  readonly accounts: readonly { readonly id: string }[];
  readonly type?: "conversation" | "notes";
}

/**
 * Conversations about requests, by the conversation's or the request's id. The platform posts a message
 * of its own when a request is failed.
 */
export interface ConversationCalls {
  /** Filter by `instance_id` for those about one object. */
  list(options?: ListOptions): AsyncIterable<ConnectPage<Conversation>>;
  get(id: string, options?: CallOptions): Promise<Conversation>;
  create(body: NewConversation, options?: CallOptions): Promise<Conversation>;
  /** A closed conversation takes no messages. */
  close(id: string, options?: CallOptions): Promise<Conversation>;
  messages(id: string, options?: ListOptions): AsyncIterable<ConnectPage<Message>>;
  post(id: string, message: NewMessage, options?: CallOptions): Promise<Message>;
  /** Replaces the text of a message. */
  edit(id: string, messageId: string, text: string, options?: CallOptions): Promise<Message>;
}

/** The calls on conversations. */
export function conversationCallsOf(caller: Caller): ConversationCalls {
  const { list, get, create, act, one } = collectionOf(
    caller,
    "/conversations",
    conversationSchema,
  );
  return {
    list,
    get,
    create,
    close: (id, options) => act(id, "close", {}, options),
    messages: (id, options) => pagesOf(caller, one(id, "/messages"), messageSchema, options),
    post: (id, { text, type = "message" }, { signal } = {}) =>
      caller.json(
        { method: "POST", path: one(id, "/messages"), body: { text, type }, signal },
        messageSchema,
      ),
    edit: (id, messageId, text, { signal } = {}) =>
      caller.json(
        { method: "PUT", path: one(id, `/messages/${segment(messageId)}`), body: { text }, signal },
        messageSchema,
      ),
  };
}
