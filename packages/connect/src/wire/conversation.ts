import { z } from "zod";

import { eventsSchema } from "./stamps.ts";
import { identifier, lenient, looseText, referenceSchema } from "./tolerant.ts";

/** A message of a conversation. `type` is message, state_change or private. */
export const messageSchema = z.looseObject({
  id: identifier,
  conversation: lenient(looseText),
  created: looseText,
  account: lenient(referenceSchema),
  creator: lenient(referenceSchema),
  text: looseText,
  type: looseText,
});
export type Message = z.infer<typeof messageSchema>;

/** A conversation about the object `instance_id`. `status` is open or closed; a closed one takes no messages. */
export const conversationSchema = z.looseObject({
  id: identifier,
  instance_id: looseText,
  topic: looseText,
  status: looseText,
  type: looseText,
  created: looseText,
  creator: lenient(referenceSchema),
  accounts: lenient(z.array(referenceSchema)),
  events: eventsSchema,
});
export type Conversation = z.infer<typeof conversationSchema>;
