import { type Message, messageSchema } from "../wire/conversation.ts";
import { type CallOptions, segment } from "./call-options.ts";
import type { Caller } from "./caller.ts";
import { type ConnectPage, type ListOptions, pagesOf } from "./pages.ts";

/** A message to post. */
export interface NewMessage {
  readonly text: string;
  /** `message` when left out; `private` is for the own account only. */
  readonly type?: "message" | "state_change" | "private";
}

/**
 * Conversations about requests, by the conversation's or the request's id. The platform posts a message
 * of its own when a request is failed.
 */
export interface ConversationCalls {
  messages(id: string, options?: ListOptions): AsyncIterable<ConnectPage<Message>>;
  post(id: string, message: NewMessage, options?: CallOptions): Promise<Message>;
}

const messages = (id: string) => `/conversations/${segment(id)}/messages`;

/** The calls on conversations. */
export function conversationCallsOf(caller: Caller): ConversationCalls {
  return {
    messages: (id, options) => pagesOf(caller, messages(id), messageSchema, options),
    post: (id, { text, type = "message" }, { signal } = {}) =>
      caller.json(
        { method: "POST", path: messages(id), body: { text, type }, signal },
        messageSchema,
      ),
  };
}
