import { decisionsSchema, type SubscriptionEvent } from "@tenure/machine";
import type * as fc from "fast-check";

import { anyCapabilities } from "./capabilities.ts";
import { livesFrom, type HistoryOptions } from "./lives.ts";

/**
 * Histories of one subscription, to be applied to `initial({ key })`: the first event says what its product can do,
 * and each later one is what a well-behaved world may do next: open a request, answer it, end it, give a command,
 * repeat what was told. A hostile event is any event, whatever the state.
 *
 * Histories become smaller by fewer events and plainer ones.
 */
export function anyHistory(
  options: HistoryOptions = {},
): fc.Arbitrary<readonly SubscriptionEvent[]> {
  const decisions = decisionsSchema.parse({});
  const terms = anyCapabilities().map((capabilities) => ({ capabilities, decisions }));
  return livesFrom(terms, options).map(({ terms: { capabilities }, events }) => {
    const first: SubscriptionEvent = { type: "capabilities.changed", capabilities };
    const history: readonly SubscriptionEvent[] = [first];
    return history.concat(events);
  });
}
