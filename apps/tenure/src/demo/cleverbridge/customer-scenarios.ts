import type { CustomerScenario } from "./customer-scenario.ts";

/** What the demo covers of cleverbridge, each on a subscription of its own. */
export const customerScenarios: readonly CustomerScenario[] = [
  {
    name: "items-canceled",
    title: "cleverbridge: an item canceled, the rest renewed",
    steps: [{ do: "buy", items: 3 }, { do: "cancelItems", items: [2] }, { do: "endInterval" }],
    expected: "active, 2 of 3 items, renewed",
  },
  {
    name: "last-item",
    title: "cleverbridge: canceling the last item refused",
    steps: [
      { do: "buy", items: 2 },
      { do: "cancelItems", items: [1, 2], refused: "last_active_item" },
    ],
    expected: "active, 2 of 2 items",
  },
  {
    name: "item-reinstated",
    title: "cleverbridge: an item canceled and reinstated",
    steps: [
      { do: "buy", items: 2 },
      { do: "cancelItems", items: [2] },
      { do: "reinstateItems", items: [2] },
    ],
    expected: "active, 2 of 2 items",
  },
  {
    name: "canceled",
    title: "cleverbridge: canceled, the term runs on",
    steps: [{ do: "buy", items: 1 }, { do: "cancel" }],
    expected: "terminating, 1 of 1 items",
  },
  {
    name: "canceled-ended",
    title: "cleverbridge: canceled, the term ends",
    steps: [{ do: "buy", items: 2 }, { do: "cancel" }, { do: "endInterval" }],
    expected: "terminated",
  },
  {
    name: "withdrawn",
    title: "cleverbridge: canceled and withdrawn, renewed",
    steps: [{ do: "buy", items: 1 }, { do: "cancel" }, { do: "withdraw" }, { do: "endInterval" }],
    expected: "active, 1 of 1 items, renewed",
  },
  {
    name: "canceled-under-1.0",
    title: "cleverbridge: canceling all under 1.0 refused",
    steps: [
      { do: "buy", items: 1, managementModel: "1.0" },
      { do: "cancel", refused: "full_cancel_unsupported" },
    ],
    expected: "active, 1 of 1 items",
  },
  {
    name: "unpaid",
    title: "cleverbridge: on hold for a payment",
    steps: [
      { do: "buy", items: 1 },
      { do: "endInterval", declined: true },
    ],
    expected: "suspended, 1 of 1 items",
  },
  {
    name: "paid-late",
    title: "cleverbridge: on hold, then paid",
    steps: [{ do: "buy", items: 1 }, { do: "endInterval", declined: true }, { do: "pay" }],
    expected: "active, 1 of 1 items, renewed",
  },
  {
    name: "charged-back",
    title: "cleverbridge: charged back",
    steps: [{ do: "buy", items: 1 }, { do: "chargeBack" }],
    expected: "terminated",
  },
];
