import type { Feed } from "./feed.ts";
import { isNewComplaint } from "./feed.ts";
import { troubleOf } from "./trouble.ts";

/** Asks for the subscriptions of the configured customers, and has those looked at that are not on record. */
export async function lookForNew(feed: Feed): Promise<void> {
  const { intake, client, customers, queue } = feed;
  for (const customer of customers) {
    if (intake.signal.aborted) return;
    try {
      // oxlint-disable no-await-in-loop -- one customer after the other, within the platform's pace
      const found = await client.listForCustomer(customer, { signal: intake.signal });
      for (const { id } of found.subscriptions) {
        if ((await intake.get(id)) === undefined) queue.add(id, intake.clock.now());
      }
      // oxlint-enable no-await-in-loop
      for (const { id, problem } of found.unreadable) {
        if (!isNewComplaint(feed, `${id} ${problem}`)) continue;
        intake.logger.warn({ subscription: id, problem }, "a subscription cannot be read");
      }
    } catch (error) {
      if (intake.signal.aborted) return;
      const { fields, message } = troubleOf(error);
      intake.logger.error(fields, message);
    }
  }
}
