import {
  decide,
  initial,
  subscriptionEventSchema,
  subscriptionMachine,
  type SubscriptionEventInput,
} from "@tenure/machine";
import { expect, test } from "vitest";
import { initialTransition, transition } from "xstate";

const capabilities = { administrativeHold: true };
const request = (number: number, type: string) => ({ id: `PR-${number}`, type });
const round = (number: number, type: string): readonly SubscriptionEventInput[] => [
  { type: "request.pending", request: request(number, type) },
  { type: "answer.approve", requestId: `PR-${number}` },
  { type: "request.approved", request: request(number, type) },
];

/** A subscription's life in fifteen events, as a service takes them in. */
const life = ["purchase", "change", "suspend", "resume", "cancel"].flatMap((type, index) =>
  round(index + 1, type),
);
const parsed = life.map((event) => subscriptionEventSchema.parse(event));

function byDecide(): string {
  let snapshot = initial({ key: "AS-1", capabilities });
  for (const event of life) snapshot = decide(snapshot, event).snapshot;
  return snapshot.value.lifecycle;
}

function byDecideThroughJson(): string {
  let text = JSON.stringify(initial({ key: "AS-1", capabilities }));
  let status = "";
  for (const event of life) {
    const { snapshot } = decide(JSON.parse(text), event);
    text = JSON.stringify(snapshot);
    status = snapshot.value.lifecycle;
  }
  return status;
}

function byTransition(): string {
  let [snapshot] = initialTransition(subscriptionMachine, { key: "AS-1", capabilities });
  for (const event of parsed) [snapshot] = transition(subscriptionMachine, snapshot, event);
  return snapshot.value.lifecycle;
}

/** The least that can be done: the status alone, no effects, no history of ended requests, no reasons. */
function bySwitch(): string {
  let status = "new";
  for (const event of parsed) {
    if (event.type === "request.pending") {
      if (event.request.type === "purchase") status = "processing";
      if (event.request.type === "cancel") status = "terminating";
    } else if (event.type === "request.approved") {
      switch (event.request.type) {
        case "purchase":
        case "resume":
          status = "active";
          break;
        case "suspend":
          status = "suspended";
          break;
        case "cancel":
          status = "terminated";
          break;
        default:
      }
    }
  }
  return status;
}

test("a life of fifteen events", async ({ bench }) => {
  for (const run of [byDecide, byDecideThroughJson, byTransition, bySwitch]) {
    expect(run()).toBe("terminated");
  }
  await bench.compare(
    bench("decide", () => void byDecide()),
    bench("decide, restored from JSON and kept as JSON after each event", () => {
      byDecideThroughJson();
    }),
    bench("XState's own transition()", () => void byTransition()),
    bench("a switch over the status alone", () => void bySwitch()),
  );
});
