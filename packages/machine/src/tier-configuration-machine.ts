import { tierLifecycle } from "./chart/tier-lifecycle.ts";
import { tierRequest } from "./chart/tier-request.ts";
import { vocabulary } from "./chart/vocabulary.ts";
import { initialContext } from "./context.ts";

/**
 * What a product knows about a reseller, as one XState machine of two regions that run side by side: the
 * tier configuration's status and its request in progress. Its states are some of the subscription's, so
 * that its snapshots are kept, listed and looked at as those are.
 *
 * As `subscriptionMachine` it does nothing by itself; `decide` is how a service uses it.
 */
export const tierConfigurationMachine = vocabulary.createMachine({
  id: "tierConfiguration",
  type: "parallel",
  context: ({ input }) => initialContext(input),
  states: { lifecycle: tierLifecycle, request: tierRequest },
});
