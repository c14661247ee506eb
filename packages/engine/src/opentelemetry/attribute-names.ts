/** Every attribute that spans and metrics carry, by what it says. */
export const attributeNames = {
  /** Spans only, as are all that name a single subscription or effect. */
  key: "tenure.subscription.key",
  tenant: "tenure.tenant",
  adapter: "tenure.adapter",
  event: "tenure.event.type",
  /** `recorded`, `repeated`, `fenced` or `failed`. */
  eventOutcome: "tenure.event.outcome",
  /** `moved`, `unchanged` or `refused`. */
  verdict: "tenure.event.verdict",
  /** The code of a refusal. */
  refusal: "tenure.event.refusal",
  drift: "tenure.event.drift",
  /** Types of the effects that the event asked for, in order. */
  asked: "tenure.event.effects",
  statusFrom: "tenure.status.from",
  statusTo: "tenure.status.to",
  requestStateFrom: "tenure.request_state.from",
  requestStateTo: "tenure.request_state.to",
  effect: "tenure.effect.type",
  effectId: "tenure.effect.id",
  attempt: "tenure.effect.attempt",
  /** `done`, `retry`, `stuck`, `superseded`, `aborted` or `lost`. */
  effectOutcome: "tenure.effect.outcome",
  errorType: "error.type",
} as const;
