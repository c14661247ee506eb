import { fc } from "@fast-check/vitest";
import { capabilitiesSchema } from "@tenure/machine";

import {
  concernsWaiting,
  drafts,
  isMissed,
  keepsBack,
  opens,
  opensUsual,
  progresses,
  repeats,
  tells,
} from "./platform-steps.ts";
import { EventStep, RestartStep, type Step } from "./steps.ts";
import { endState, flag, items, maybe, openState, parse } from "./values.ts";
import { answers, comesDue, commands, fails, operates, usualCommands } from "./work-steps.ts";
import type { Setup } from "./world.ts";

const capabilities = fc.record({
  administrativeHold: flag,
  dynamicValidation: fc.record({ purchase: flag, change: flag, inquiring: flag }),
  scheduling: fc.record({ purchase: flag, change: flag, suspend: flag, cancel: flag }),
  renewalSwitch: flag,
  itemDeactivation: flag,
  fullCancel: maybe(flag),
  paymentHold: maybe(flag.map((isOn) => !isOn)),
});
const switches = capabilities.map(
  (changed) =>
    new EventStep(() =>
      parse({ type: "capabilities.changed", capabilities: capabilitiesSchema.parse(changed) }),
    ),
);

const status = fc.constantFrom(
  "draft",
  "processing",
  "active",
  "suspended",
  "terminating",
  "terminated",
  "discarded",
);
const adopts = fc
  .record({
    status,
    contents: fc.constantFrom({}, {}, { parameters: { a: "3" } }),
    shown: maybe(items),
    forced: flag.map((isOff) => !isOff),
  })
  .map(
    ({ status: shownAs, contents, shown, forced }) =>
      new EventStep(() =>
        parse({
          type: "subscription.adopted",
          status: shownAs,
          forced,
          ...contents,
          ...(shown === undefined ? {} : { items: shown }),
        }),
      ),
  );
const renews = fc
  .constantFrom("automatic", "manual")
  .map((renewal) => new EventStep(() => parse({ type: "renewal.changed", renewal })));

const restarts = fc.constant(null).map(() => new RestartStep());

const several = <Value>(times: number, arbitrary: fc.Arbitrary<Value>) =>
  Array.from({ length: times }, () => arbitrary);

/** What a step may be; the more often one is named, the more often it comes. */
export const anyStep: readonly fc.Arbitrary<Step>[] = [
  ...several(8, opensUsual),
  ...several(2, opens),
  drafts,
  ...several(4, progresses(openState)),
  ...several(6, progresses(endState)),
  ...several(2, concernsWaiting),
  isMissed,
  keepsBack,
  tells,
  ...several(2, repeats),
  ...several(8, answers),
  ...several(3, fails),
  ...several(2, comesDue),
  ...several(2, operates),
  ...several(5, commands),
  ...several(3, usualCommands),
  switches,
  adopts,
  renews,
  restarts,
];

/** What a history may start from. */
export const anySetup: fc.Arbitrary<Setup> = fc.record({
  capabilities,
  decisions: fc.record({
    draftGate: fc.constantFrom("draftRequests", "inquiringForm"),
    cancelWhileSuspended: flag,
    rejectedCancel: fc.constantFrom("whereItWas", "whereItWas", "active"),
    revokedActsAsFailed: flag,
    rejectWhileInquiring: flag,
  }),
});
