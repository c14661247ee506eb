import {
  capabilitiesSchema,
  decide as machineDecide,
  initial,
  type Capabilities,
  type Snapshot,
  type SubscriptionEventInput,
  type SubscriptionInput,
} from "@tenure/machine";

import type { Decide } from "../model/taken.ts";
import { Situation } from "./situation.ts";

/** Everything a product of CloudBlue Connect can be allowed. What only cleverbridge has is off. */
export const connectCapabilities: Capabilities = capabilitiesSchema.parse({
  administrativeHold: true,
  dynamicValidation: { purchase: true, change: true, inquiring: true },
  scheduling: {
    purchase: true,
    change: true,
    suspend: true,
    resume: true,
    cancel: true,
    renew: true,
  },
  tierConfiguration: true,
  simultaneousAdjustment: true,
});

/** What a history starts from; not looked at where a snapshot is given. */
export interface GivenOptions extends Partial<SubscriptionInput> {
  /** Default: `AS-1`. */
  readonly key?: string;
  /** Default: `connectCapabilities`, so that a test is about what happens and not about what may. */
  readonly capabilities?: SubscriptionInput["capabilities"];
  /** What decides. Default: `decide` of `@tenure/machine`. */
  readonly decide?: Decide | undefined;
}

const isSnapshot = (history: readonly SubscriptionEventInput[] | Snapshot): history is Snapshot =>
  !Array.isArray(history);

/**
 * A subscription to which these events have happened, one after the other; one of which nothing is known when there
 * are none. A snapshot is taken as it is. Nothing is thrown when an event of the history is refused: what came of
 * each is in `history`, and in the message of a `then` that does not hold.
 *
 * ```ts
 * given([{ type: "request.pending", request: { id: "PR-1", type: "purchase" } }])
 *   .when({ type: "answer.approve", requestId: "PR-1" })
 *   .then("processing", ["approveRequest"]);
 * ```
 *
 * @throws ZodError when the options are nothing a subscription can start from
 */
export function given(
  history: readonly SubscriptionEventInput[] | Snapshot = [],
  { decide = machineDecide, ...input }: GivenOptions = {},
): Situation {
  if (isSnapshot(history)) return new Situation(history, [], decide);
  const start = initial({ key: "AS-1", capabilities: connectCapabilities, ...input });
  return new Situation(start, [], decide).after(history);
}
