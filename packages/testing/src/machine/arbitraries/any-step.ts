import type { SubscriptionEvent } from "@tenure/machine";
import * as fc from "fast-check";

import { anyCapabilities } from "./capabilities.ts";
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
import type { Step } from "./step.ts";
import { endState, flag, items, maybe, openState, parse, status } from "./values.ts";
import { answers, comesDue, commands, fails, operates, usualCommands } from "./work-steps.ts";

const stepOf =
  (event: SubscriptionEvent): Step =>
  () =>
    event;

const isApproved =
  (type: string): Step =>
  (world) =>
    world.fact("approved", world.nextId, type, { isDated: false });

const switches = anyCapabilities().map((capabilities) =>
  stepOf({ type: "capabilities.changed", capabilities }),
);
const adopts = fc
  .record({
    status,
    contents: fc.constantFrom({}, {}, { parameters: { a: "3" } }),
    shown: maybe(items),
    forced: flag.map((isOff) => !isOff),
  })
  .map(({ shown, contents, ...adopted }) =>
    stepOf({
      type: "subscription.adopted",
      ...adopted,
      ...contents,
      ...(shown === undefined ? {} : { items: shown }),
    }),
  );
const renews = fc
  .constantFrom("automatic", "manual")
  .map((renewal) => stepOf(parse({ type: "renewal.changed", renewal })));

/** How lives begin: from nothing, or where a subscription has been for a while. */
export const anyBeginning: fc.Arbitrary<readonly Step[]> = fc.constantFrom(
  [],
  [isApproved("purchase")],
  [isApproved("purchase"), isApproved("suspend")],
);

/** The steps a well-behaved world takes, and how often it takes each. */
export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: opensUsual },
  { weight: 2, arbitrary: opens },
  { weight: 1, arbitrary: drafts },
  { weight: 4, arbitrary: progresses(openState) },
  { weight: 6, arbitrary: progresses(endState) },
  { weight: 2, arbitrary: concernsWaiting },
  { weight: 1, arbitrary: isMissed },
  { weight: 1, arbitrary: keepsBack },
  { weight: 1, arbitrary: tells },
  { weight: 2, arbitrary: repeats },
  { weight: 8, arbitrary: answers },
  { weight: 3, arbitrary: fails },
  { weight: 2, arbitrary: comesDue },
  { weight: 2, arbitrary: operates },
  { weight: 5, arbitrary: commands },
  { weight: 3, arbitrary: usualCommands },
  { weight: 1, arbitrary: switches },
  { weight: 1, arbitrary: adopts },
  { weight: 1, arbitrary: renews },
);
