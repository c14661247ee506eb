import {
  DISTRIBUTOR_ACCOUNT,
  DISTRIBUTOR_USER,
  PLATFORM_USER,
  VENDOR_ACCOUNT,
  VENDOR_USER,
} from "../accounts.ts";
import type { Conversation, Message } from "../documents/conversation.ts";
import type { Reference } from "../documents/reference.ts";
import type { Role } from "../http/roles.ts";
import { mintIdentifier } from "../identifiers.ts";
import { stamp, stampAfter, type Platform } from "../platform.ts";

/** Opens the conversation of a new request. */
export function openConversation(
  platform: Platform,
  instanceId: string,
  kind = "Fulfillment request",
): void {
  const id = mintIdentifier(platform, "conversation");
  const at = stamp(platform);
  platform.store.put("conversations", id, {
    id,
    instance_id: instanceId,
    topic: `${kind}: ${instanceId}`,
    type: "conversation",
    status: "open",
    created: at,
    accounts: [VENDOR_ACCOUNT, DISTRIBUTOR_ACCOUNT],
    creator: PLATFORM_USER,
    events: { created: { at }, updated: { at } },
  });
}

export function conversationOf(platform: Platform, instanceId: string): Conversation | undefined {
  return platform.store
    .values("conversations")
    .find((conversation) => conversation.instance_id === instanceId);
}

/** A message of the platform itself. */
export function announce(platform: Platform, instanceId: string, text: string): void {
  const conversation = conversationOf(platform, instanceId);
  if (conversation !== undefined) {
    addMessage(
      platform,
      conversation,
      { text, type: "state_change" },
      PLATFORM_USER,
      VENDOR_ACCOUNT,
    );
  }
}

/** A message of whoever calls. */
export function say(
  platform: Platform,
  conversation: Conversation,
  message: { readonly text: string; readonly type: string },
  role: Role,
): Message {
  const user = role === "vendor" ? VENDOR_USER : DISTRIBUTOR_USER;
  return addMessage(platform, conversation, message, user, accountOf(role));
}

/** The account behind a key. */
export function accountOf(role: Role): Reference {
  return role === "vendor" ? VENDOR_ACCOUNT : DISTRIBUTOR_ACCOUNT;
}

/** Private messages are for the account that wrote them. */
export function isFor(message: Message, role: Role): boolean {
  return message.type !== "private" || message.account.id === accountOf(role).id;
}

export function rewrite(platform: Platform, message: Message, text: string): Message {
  const at = stampAfter(platform, message.events.updated.at);
  const written = { ...message, text, events: { ...message.events, updated: { at } } };
  platform.store.put("messages", message.id, written);
  return written;
}

/** From now on nobody can write into it; what is in it stays. */
export function closeConversation(platform: Platform, conversation: Conversation): Conversation {
  const at = stampAfter(platform, conversation.events.updated.at);
  const written: Conversation = {
    ...conversation,
    status: "closed",
    events: { ...conversation.events, updated: { at } },
  };
  platform.store.put("conversations", conversation.id, written);
  return written;
}

export function removeConversation(platform: Platform, instanceId: string): void {
  const conversation = conversationOf(platform, instanceId);
  if (conversation === undefined) return;
  for (const message of platform.store.list("messages")) {
    if (message.conversation === conversation.id) platform.store.delete("messages", message.id);
  }
  platform.store.delete("conversations", conversation.id);
}

function addMessage(
  platform: Platform,
  conversation: Conversation,
  { text, type }: { readonly text: string; readonly type: string },
  creator: Reference,
  account: Reference,
): Message {
  const at = stamp(platform);
  const message: Message = {
    id: mintIdentifier(platform, "message"),
    conversation: conversation.id,
    account,
    created: at,
    creator,
    text,
    type,
    events: { created: { at }, updated: { at } },
  };
  platform.store.put("messages", message.id, message);
  return message;
}
