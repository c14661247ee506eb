import { decide, initial, isFact, lifecycleOf, subscriptionEventSchema } from "@tenure/machine";
import type { SubscriptionEventInput } from "@tenure/machine";
import { given } from "@tenure/testing/machine";
import { beforeAll, describe, expect, test } from "vitest";

import {
  adoptionEdges,
  allowedEdges,
  requestBeyond,
  subscriptionBeyond,
} from "./conformance/beyond-the-graphs.ts";
import { requestHistories, subscriptionHistories } from "./conformance/legal-histories.ts";
import { requestGraph, subscriptionGraph } from "./conformance/official-graphs.ts";
import { explore, type Step } from "./exploration/explore.ts";
import { requestEdges, subscriptionEdge, type Edge } from "./exploration/status-edges.ts";

/** Every step of a history, from the beginning. */
function stepsOf(events: readonly SubscriptionEventInput[]): readonly Step[] {
  let before = initial({ key: "AS-1", capabilities: given([]).snapshot.context.capabilities });
  return events.map((event) => {
    const step = { before, event, decision: decide(before, event) };
    before = step.decision.snapshot;
    return step;
  });
}

const officialEdges = new Map(
  [subscriptionGraph, requestGraph].map((graph) => [graph, allowedEdges(graph, [])]),
);

describe("the official graph", () => {
  test.each([
    ["subscription", subscriptionGraph, 6, 12],
    ["request", requestGraph, 9, 16],
  ])("of a %s is complete", (_name, graph, statuses, transitions) => {
    expect(graph.statuses).toHaveLength(statuses);
    expect(graph.transitions).toHaveLength(transitions);
    const ends = new Set(graph.transitions.flatMap(({ from, to }) => [from, to]));
    expect([...ends].toSorted()).toEqual(["new", "discarded", ...graph.statuses].toSorted());
  });

  test.each(subscriptionGraph.transitions)(
    "of a subscription: $id, $from -> $to, is taken by a legal history",
    ({ id, from, to }) => {
      const steps = stepsOf(subscriptionHistories[id] ?? []);
      expect(steps.map(({ decision }) => decision.verdict.type)).toEqual(steps.map(() => "moved"));
      const last = steps.at(-1);
      expect(last && [lifecycleOf(last.before), lifecycleOf(last.decision.snapshot)]).toEqual([
        from,
        to,
      ]);
      const edges = steps.map(subscriptionEdge).filter((edge) => edge !== undefined);
      expect(officialEdges.get(subscriptionGraph)).toEqual(expect.arrayContaining(edges));
    },
  );

  test.each(requestGraph.transitions)(
    "of a request: $id, $from -> $to, is taken by a legal history",
    ({ id, from, to }) => {
      const steps = stepsOf(requestHistories[id] ?? []);
      expect(steps.map(({ decision }) => decision.verdict.type)).toEqual(steps.map(() => "moved"));
      expect(steps.slice(-1).flatMap(requestEdges)).toEqual([`${from} -> ${to}`]);
      expect(officialEdges.get(requestGraph)).toEqual(
        expect.arrayContaining(steps.flatMap(requestEdges)),
      );
    },
  );
});

describe("over everything that facts can lead to", () => {
  const seen = {
    subscription: new Set<Edge>(),
    adoption: new Set<Edge>(),
    request: new Set<Edge>(),
  };
  // That nothing but facts moves a status is promised, and tested, over the whole explored space.
  beforeAll(() => {
    explore({
      tries: (event) => isFact(subscriptionEventSchema.parse(event)),
      onMove: (step) => {
        const edge = subscriptionEdge(step);
        const adopted = step.event.type === "subscription.adopted";
        if (edge !== undefined) seen[adopted ? "adoption" : "subscription"].add(edge);
        for (const moved of requestEdges(step)) seen.request.add(moved);
      },
    });
  }, 120_000);

  test("a subscription's status takes the official edges and those the decisions allow, no others", () => {
    expect([...seen.subscription].toSorted()).toEqual(
      allowedEdges(subscriptionGraph, subscriptionBeyond),
    );
  });

  test("adoption can lead from any status to any other", () => {
    expect([...seen.adoption].toSorted()).toEqual(adoptionEdges.toSorted());
  });

  test("a request's status takes the official edges and those the decisions allow, no others", () => {
    expect([...seen.request].toSorted()).toEqual(allowedEdges(requestGraph, requestBeyond));
  });
});
