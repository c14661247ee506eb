import type { Conversation } from "../documents/conversation.ts";
import { created, ok, type Answer } from "../http/answer.ts";
import { page } from "../http/listing.ts";
import { idOf, type ApiCall, type Route } from "../http/router.ts";
import { textAt } from "../json-reading.ts";
import { invalid, notFound, wrongStatus } from "../refusal.ts";
import { conversationOf, say } from "../rules/conversations.ts";

const BOTH = ["vendor", "distributor"] as const;

/** Every request has one conversation, opened by the platform; others may only write into it. */
export const CONVERSATION_ROUTES: readonly Route[] = [
  { method: "GET", path: "/conversations", roles: BOTH, handle: list },
  { method: "GET", path: "/conversations/:id", roles: BOTH, handle: (call) => ok(find(call)) },
  { method: "GET", path: "/conversations/:id/messages", roles: BOTH, handle: messages },
  { method: "POST", path: "/conversations/:id/messages", roles: BOTH, handle: write },
];

function list({ platform, query }: ApiCall): Answer {
  return page(platform.store.list("conversations"), query);
}

function messages(call: ApiCall): Answer {
  const { id } = find(call);
  const documents = call.platform.store
    .list("messages")
    .filter((message) => message.conversation === id);
  return page(documents, call.query);
}

function write(call: ApiCall): Answer {
  const conversation = find(call);
  if (conversation.status === "closed") throw wrongStatus("The conversation is closed.");
  const text = textAt(call.body, "text") ?? "";
  if (text.trim() === "") throw invalid("text: This field may not be blank.");
  const type = textAt(call.body, "type") ?? "message";
  if (!["message", "state_change", "private"].includes(type)) {
    throw invalid(`type: "${type}" is not a valid choice.`);
  }
  return created(say(call.platform, conversation, { text, type }, call.role));
}

/** By its own id or by the id of the request it belongs to. */
function find(call: ApiCall): Conversation {
  const id = idOf(call);
  const conversation =
    call.platform.store.get("conversations", id) ?? conversationOf(call.platform, id);
  if (conversation === undefined) throw notFound("Conversation");
  return conversation;
}
