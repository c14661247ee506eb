export { answerSchema } from "./answer.ts";
export type { Answer } from "./answer.ts";
export { capabilitiesSchema, noCapabilities } from "./capabilities.ts";
export type { Capabilities } from "./capabilities.ts";
export { decisionsSchema } from "./decisions.ts";
export type { Decisions } from "./decisions.ts";
export {
  adapterEffectSchema,
  adapterEffectTypes,
  effectSchema,
  effectTypes,
  isAdapterEffect,
} from "./effects.ts";
export type { AdapterEffect, AdapterEffectType, Effect, Occasion, TimerName } from "./effects.ts";
export {
  commandSchema,
  commandTypes,
  isFact,
  requestFactSchema,
  requestFactTypes,
  subscriptionEventSchema,
} from "./events.ts";
export type {
  Command,
  EffectError,
  RequestFact,
  RequestFactType,
  SubscriptionEvent,
  SubscriptionEventInput,
  SubscriptionEventType,
} from "./events.ts";
export { itemSchema } from "./item.ts";
export type { Item, ItemChange } from "./item.ts";
export { jsonSchema } from "./json.ts";
export type { Json } from "./json.ts";
export {
  isRequestType,
  isTierRequestType,
  requestFactsSchema,
  requestTypes,
  tierRequestTypes,
} from "./request.ts";
export type { Parameters, RequestFacts, RequestType, TierRequestType } from "./request.ts";
export { machineNameSchema, machineOf } from "./machine-name.ts";
export type { MachineName } from "./machine-name.ts";
export { machineVersion, snapshotSchema } from "./snapshot.ts";
export type { Snapshot, StateValue } from "./snapshot.ts";
export { awaitedOf, lifecycleOf, pendingStateOf, requestStateOf } from "./view.ts";
export type { Awaited } from "./view.ts";
export { lifecycleStateSchema } from "./status.ts";
export type { LifecycleState, PendingState, RequestState, SubscriptionStatus } from "./status.ts";
export type { Refusal, RefusalCode, Verdict } from "./verdict.ts";
export { awaits } from "./awaits.ts";
export { available } from "./available.ts";
export { capabilityFacts } from "./capability-facts.ts";
export type { CapabilityFact, CapabilityName } from "./capability-facts.ts";
export type { CommandWith } from "./command-with.ts";
export { decide, initial } from "./decide.ts";
export { explain } from "./explain.ts";
export type { CommandInput, Explanation } from "./explain.ts";
export { healingPath } from "./healing-path.ts";
export type { Healing } from "./healing-path.ts";
export type { Truth } from "./healing/truth.ts";
export type { LegalStep } from "./legal-steps.ts";
export { migrate } from "./migrate.ts";
export type { Migration } from "./migrate.ts";
export { heldText, ownTexts, unsupportedTypeText } from "./own-texts.ts";
export { preview } from "./preview.ts";
export type { Preview } from "./preview.ts";
export { transitionTable } from "./transition-table.ts";
export type { TransitionRow } from "./transition-table.ts";
export type { Decision } from "./decide.ts";
export type { SubscriptionContext, SubscriptionInput } from "./context.ts";
export { subscriptionMachine } from "./machine.ts";
export { tierConfigurationMachine } from "./tier-configuration-machine.ts";
export { machines } from "./machines.ts";
