export { connectCapabilities, given } from "./given/given.ts";
export type { GivenOptions } from "./given/given.ts";
export type { Attempt } from "./given/attempt.ts";
export type { Expected, ExpectedEffect, ExpectedRequest, PartOf } from "./given/expected.ts";
export type { Situation, Told } from "./given/situation.ts";

export { verifyMachine } from "./verify/verify-machine.ts";
export type { VerifyMachineOptions } from "./verify/verify-machine.ts";
export type { BrokenHistory, MachineReport } from "./verify/machine-report.ts";
export { checkDecision } from "./model/check-decision.ts";
export { checkInvariants } from "./model/invariants.ts";
export { ReferenceModel } from "./model/reference-model.ts";
export type { Terms } from "./model/lifecycle-reference.ts";
export type { Decide, Taken } from "./model/taken.ts";

export { anyCapabilities } from "./arbitraries/capabilities.ts";
export { anyDecisions } from "./arbitraries/decisions.ts";
export { anyEvent } from "./arbitraries/events.ts";
export { anyHistory } from "./arbitraries/histories.ts";
export { anyRequestFact } from "./arbitraries/request-facts.ts";
export type { Hostility } from "./arbitraries/hostility.ts";
export type { HistoryOptions } from "./arbitraries/lives.ts";
