import type { Conversation, Message } from "../documents/conversation.ts";
import { created, ok, type Answer } from "../http/answer.ts";
import { idOf, type ApiCall, type Route } from "../http/router.ts";
import { textAt } from "../json-reading.ts";
import { forbidden, invalid, notFound, wrongStatus } from "../refusal.ts";
import { page, single, type Listing } from "../rql/listing.ts";
import {
  accountOf,
  closeConversation,
  conversationOf,
  isFor,
  rewrite,
  say,
} from "../rules/conversations.ts";

const ONE = "/conversations/:id";
const MESSAGES = `${ONE}/messages`;
const BOTH = ["vendor", "distributor"] as const;
const TYPES: ReadonlySet<string> = new Set(["message", "state_change", "private"]);

const MESSAGE_LISTING: Listing = { collection: "messages" };

/** Every request has one conversation, opened by the platform; others may only write into it. */
export const CONVERSATION_ROUTES: readonly Route[] = [
  { method: "GET", path: "/conversations", roles: BOTH, handle: list },
  { method: "POST", path: "/conversations", roles: BOTH, handle: refuse },
  { method: "GET", path: ONE, roles: BOTH, handle: get },
  { method: "DELETE", path: ONE, roles: BOTH, handle: refuse },
  { method: "POST", path: `${ONE}/close`, roles: BOTH, handle: close },
  { method: "GET", path: MESSAGES, roles: BOTH, handle: messages },
  { method: "POST", path: MESSAGES, roles: BOTH, handle: write },
  { method: "PUT", path: `${MESSAGES}/:message`, roles: BOTH, handle: edit },
];

function list({ platform, query }: ApiCall): Answer {
  return page(platform.store.list("conversations"), query, { collection: "conversations" });
}

/** With its messages, which older kits read from here. */
function get(call: ApiCall): Answer {
  return single({ ...find(call), messages: messagesFor(call) }, call.query);
}

/** Conversations come and go with what they are about. */
function refuse(): Answer {
  throw forbidden();
}

function close(call: ApiCall): Answer {
  return ok(closeConversation(call.platform, find(call)));
}

function messages(call: ApiCall): Answer {
  return page(messagesFor(call), call.query, MESSAGE_LISTING);
}

function write(call: ApiCall): Answer {
  const conversation = findOpen(call);
  const type = textAt(call.body, "type") ?? "message";
  if (!TYPES.has(type)) throw invalid(`type: "${type}" is not a valid choice.`);
  return created(say(call.platform, conversation, { text: textIn(call), type }, call.role));
}

/** Only what the caller's own account has written. */
function edit(call: ApiCall): Answer {
  findOpen(call);
  const message = messagesFor(call).find(({ id }) => id === call.ids[1]);
  if (message === undefined) throw notFound("Message");
  if (message.account.id !== accountOf(call.role).id) throw forbidden();
  return ok(rewrite(call.platform, message, textIn(call)));
}

function messagesFor(call: ApiCall): readonly Message[] {
  const { id } = find(call);
  return call.platform.store
    .list("messages")
    .filter((message) => message.conversation === id && isFor(message, call.role));
}

function textIn(call: ApiCall): string {
  const text = textAt(call.body, "text") ?? "";
  if (text.trim() === "") throw invalid("text: This field may not be blank.");
  return text;
}

function findOpen(call: ApiCall): Conversation {
  const conversation = find(call);
  if (conversation.status === "closed") throw wrongStatus("The conversation is closed.");
  return conversation;
}

/** By its own id or by the id of the request it belongs to. */
function find(call: ApiCall): Conversation {
  const id = idOf(call);
  const conversation =
    call.platform.store.get("conversations", id) ?? conversationOf(call.platform, id);
  if (conversation === undefined) throw notFound("Conversation");
  return conversation;
}
