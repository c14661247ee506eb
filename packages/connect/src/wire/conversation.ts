import { z } from "zod";

import { identifier, lenient, looseText, referenceSchema } from "./tolerant.ts";

/** A message of a conversation. `type` is message, state_change or private. */
export const messageSchema = z.looseObject({
  id: identifier,
  conversation: lenient(looseText),
  created: looseText,
  creator: lenient(referenceSchema),
  text: looseText,
  type: looseText,
});
export type Message = z.infer<typeof messageSchema>;
