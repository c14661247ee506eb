import type { Scenario } from "./scenario.ts";

/** What the demo covers, each on a subscription of its own. */
export const scenarios: readonly Scenario[] = [
  {
    name: "purchase-approved",
    title: "purchase approved",
    steps: [{ do: "purchase" }],
    expected: "active",
  },
  {
    name: "purchase-rejected",
    title: "purchase rejected",
    steps: [{ do: "purchase" }],
    expected: "terminated",
  },
  {
    name: "draft-submitted",
    title: "draft validated and submitted",
    steps: [{ do: "purchase", draft: true, note: "valid" }, { do: "validate" }, { do: "submit" }],
    expected: "active",
  },
  {
    name: "draft-discarded",
    title: "draft fails validation, discarded",
    steps: [
      { do: "purchase", draft: true, note: "invalid" },
      { do: "validate" },
      { do: "discard" },
    ],
    expected: "discarded",
  },
  {
    name: "inquired",
    title: "inquiring and answered",
    steps: [{ do: "purchase" }, { do: "answer", note: "deliver to Leiden" }],
    expected: "active",
  },
  {
    name: "scheduled-revoked",
    title: "scheduled, then revoked",
    steps: [{ do: "purchase" }, { do: "revoke" }],
    expected: "terminated",
  },
  {
    name: "scheduled-due",
    title: "scheduled, then due",
    steps: [{ do: "purchase" }],
    expected: "active",
  },
  {
    name: "change-approved",
    title: "change approved",
    steps: [{ do: "purchase" }, { do: "order", type: "change" }],
    expected: "active",
  },
  {
    name: "change-rejected",
    title: "change rejected",
    steps: [{ do: "purchase" }, { do: "order", type: "change" }],
    expected: "active",
  },
  {
    name: "adjusted",
    title: "adjustment",
    steps: [{ do: "purchase" }, { do: "adjust" }],
    expected: "active",
  },
  {
    name: "suspended-resumed",
    title: "suspend and resume",
    steps: [{ do: "purchase" }, { do: "order", type: "suspend" }, { do: "order", type: "resume" }],
    expected: "active",
  },
  {
    name: "suspend-without-hold",
    title: "suspend, Administrative Hold off",
    steps: [{ do: "purchase" }, { do: "order", type: "suspend" }],
    expected: "active",
    withoutHold: true,
  },
  {
    name: "cancel-approved",
    title: "cancel approved",
    steps: [{ do: "purchase" }, { do: "order", type: "cancel" }],
    expected: "terminated",
  },
  {
    name: "cancel-rejected",
    title: "cancel rejected",
    steps: [{ do: "purchase" }, { do: "order", type: "cancel" }],
    expected: "active",
  },
  {
    name: "handler-throws-twice",
    title: "handler throws twice, then works",
    steps: [{ do: "purchase" }],
    expected: "active",
  },
  {
    name: "unknown-type",
    title: "request of an unknown type",
    steps: [{ do: "receiveUnknown" }],
    expected: "active",
  },
];
