import type { EffectOutcome, Logger } from "@tenure/engine";

import { ConnectError } from "../client/connect-error.ts";
import type { ConversationCalls } from "../client/conversations.ts";
import { rowsOf } from "../client/pages.ts";
import { rql } from "../rql.ts";
import type { Conversation, Message } from "../wire/conversation.ts";
import { outcomeOf } from "./outcome.ts";

/** A message to a request's conversation, and who posts it. */
export interface PostedMessage {
  readonly requestId: string;
  readonly text: string;
  /** The vendor's account; undefined when the platform does not tell. */
  readonly vendorId: string | undefined;
  readonly signal: AbortSignal;
}

interface Place {
  readonly conversations: ConversationCalls;
  readonly logger: Logger;
}

/** Line ends and the space around are the platform's affair. */
const plain = (text: string): string => text.replaceAll(/\r\n?/gu, "\n").trim();

/** Whether the message is the one to post, from the vendor's side as far as one can tell. */
function isIt(kept: Message, { text, vendorId }: PostedMessage): boolean {
  const account = kept.account?.id ?? vendorId;
  const isOurs = vendorId === undefined || account === vendorId;
  return isOurs && (kept.type ?? "message") === "message" && plain(kept.text ?? "") === plain(text);
}

async function conversationsOf(
  { conversations }: Place,
  { requestId, signal }: PostedMessage,
): Promise<readonly Conversation[]> {
  const found: Conversation[] = [];
  const query = [rql.eq("instance_id", requestId)];
  for await (const row of rowsOf(conversations.list({ query, signal }))) {
    if ((row.type ?? "conversation") === "conversation") found.push(row);
  }
  return found;
}

async function isThere(
  { conversations }: Place,
  id: string,
  message: PostedMessage,
): Promise<boolean> {
  for await (const kept of rowsOf(conversations.messages(id, { signal: message.signal }))) {
    if (isIt(kept, message)) return true;
  }
  return false;
}

/** Resolves when it is there, or has no place to be, which is logged. */
async function post(place: Place, message: PostedMessage): Promise<void> {
  const { conversations, logger } = place;
  const { requestId, text, signal } = message;
  const found = await conversationsOf(place, message);
  for (const { id } of found) {
    // oxlint-disable-next-line no-await-in-loop -- there is one, as a rule
    if (await isThere(place, id, message)) return;
  }
  const open = found.find(({ status }) => status !== "closed");
  if (open === undefined) {
    const why = found.length === 0 ? "has no conversation" : "has a conversation that is closed";
    logger.warn({ requestId }, `the request ${why}: the message is not posted`);
    return;
  }
  try {
    await conversations.post(open.id, { text }, { signal });
  } catch (error) {
    if (!(error instanceof ConnectError) || !error.mayHaveHappened) throw error;
    if (!(await isThere(place, open.id, message))) throw error;
  }
}

/** What the platform will not do later either. */
function isForGood(error: unknown): error is ConnectError {
  return (
    error instanceof ConnectError &&
    (["refused", "conflict", "not_found"].includes(error.kind) || error.status === 403)
  );
}

/**
 * Posts a message to the request's conversation, once: the conversation is read before, and after an answer that
 * got lost. One that is there from the vendor's side, word for word, is not posted again.
 *
 * @returns the outcome of an attempt that has to be made again; undefined when the answer can go on: the message
 *   is there, or cannot be posted, which is logged and stops nothing.
 */
export async function postMessage(
  place: Place,
  message: PostedMessage,
): Promise<EffectOutcome | undefined> {
  try {
    await post(place, message);
    return undefined;
  } catch (error) {
    if (!isForGood(error)) return outcomeOf(error, place.logger);
    place.logger.warn(
      { requestId: message.requestId, status: error.status, error: error.message },
      "the message is not posted to the request's conversation: the platform does not let it",
    );
    return undefined;
  }
}
