import { isRequestFact, openStateOf } from "./facts.ts";
import { newsOf, type GuardArguments } from "./guards.ts";

export const concernsSetup = newsOf("setup");
/** Every type, approved, brings parameters. */
export const concernsTierContents = newsOf("setup", "update", "adjustment");
const concernsUpdate = newsOf("update", "adjustment");

/** An update opens. The platform may show that it does not move the configuration (decision D15). */
export const opensTierUpdate = (given: GuardArguments): boolean =>
  concernsUpdate(given) &&
  isRequestFact(given.event) &&
  openStateOf(given.event) !== undefined &&
  given.event.subscriptionStatus !== "active";

/** The end of a request that the configuration is processing for, not of another beside it. */
export const settlesTierConfiguration = (given: GuardArguments): boolean => {
  const { context, event } = given;
  return (
    concernsTierContents(given) &&
    isRequestFact(event) &&
    (context.request === null || context.request.id === event.request.id)
  );
};
