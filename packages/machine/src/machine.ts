import { lifecycle } from "./chart/lifecycle.ts";
import { request } from "./chart/request.ts";
import { vocabulary } from "./chart/vocabulary.ts";
import { initialContext } from "./context.ts";

/**
 * The subscription lifecycle as one XState machine of two regions that run side by side: the
 * subscription's status and its request in progress.
 *
 * Its effects do nothing by themselves, so `createActor(subscriptionMachine)` runs it dry, for XState's
 * own tools; `decide` is how a service uses it.
 */
export const subscriptionMachine = vocabulary.createMachine({
  id: "subscription",
  type: "parallel",
  context: ({ input }) => initialContext(input),
  states: { lifecycle, request },
});
