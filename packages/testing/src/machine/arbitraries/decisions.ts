import type { Decisions } from "@tenure/machine";
import * as fc from "fast-check";

import { mixed, type Hostility } from "./hostility.ts";
import { flag } from "./values.ts";

const usual = fc.record<Decisions>({
  draftGate: fc.constantFrom("draftRequests", "draftRequests", "inquiringForm"),
  cancelWhileSuspended: flag,
  rejectedCancel: fc.constantFrom("whereItWas", "whereItWas", "active"),
  revokedActsAsFailed: flag,
  scheduledComesDue: fc.constantFrom("timer", "timer", "platform"),
  rejectWhileInquiring: flag,
});
const unusual = fc.record<Decisions>({
  draftGate: fc.constantFrom("inquiringForm", "draftRequests"),
  cancelWhileSuspended: fc.boolean(),
  rejectedCancel: fc.constantFrom("active", "whereItWas"),
  revokedActsAsFailed: fc.boolean(),
  scheduledComesDue: fc.constantFrom("platform", "timer"),
  rejectWhileInquiring: fc.boolean(),
});

/** Complete profiles: most decisions are the default ones. A hostile profile is any mixture of them. */
export function anyDecisions(options: Hostility = {}): fc.Arbitrary<Decisions> {
  return mixed(usual, unusual, options);
}
