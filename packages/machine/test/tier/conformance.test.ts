import {
  decide,
  initial,
  lifecycleOf,
  subscriptionEventSchema,
  transitionTable,
  type SubscriptionEventInput,
} from "@tenure/machine";
import { beforeAll, describe, expect, test } from "vitest";

import { allowedEdges } from "../conformance/beyond-the-graphs.ts";
import { explore, type Exploration, type Step } from "../exploration/explore.ts";
import { requestEdges, subscriptionEdge, type Edge } from "../exploration/status-edges.ts";
import { nameOfRow, takenRows } from "../exploration/taken-rows.ts";
import { typesIn } from "../types-in.ts";
import {
  tierConfigBeyond,
  tierConfigGraph,
  tierRequestBeyond,
  tierRequestGraph,
} from "./official-graphs.ts";

const machine = "tierConfiguration";
type Fact = Extract<SubscriptionEventInput, { request: unknown }>["type"];

/** A status as a fact about a request tells it. */
const factOf = (status: string, number: number, type: string) =>
  ({ type: `request.${status}` as Fact, request: { id: `TCR-1-00${number}`, type } }) as const;

function stepsOf(events: readonly SubscriptionEventInput[]): readonly Step[] {
  let before = initial({ key: "TC-1", machine });
  return events.map((event) => {
    const step = { before, event, decision: decide(before, event) };
    before = step.decision.snapshot;
    return step;
  });
}

const setup = (...statuses: readonly string[]) => statuses.map((as) => factOf(as, 1, "setup"));
const update = (...statuses: readonly string[]) => statuses.map((as) => factOf(as, 2, "update"));

/** How each official transition of a configuration comes about. */
const configHistories: Readonly<Record<string, readonly SubscriptionEventInput[]>> = {
  "t-1-new-processing": setup("pending"),
  "t-2-new-draft": setup("draft"),
  "t-3-draft-processing": setup("draft", "pending"),
  "t-4-draft-deleted": setup("draft", "discarded"),
  "t-5-pro-active": setup("pending", "approved"),
  "t-6-act-processing": [...setup("pending", "approved"), ...update("pending")],
};

describe("the official graph", () => {
  test.each(tierConfigGraph.transitions)(
    "of a tier configuration: $id, $from -> $to, is taken by a legal history",
    ({ id, from, to }) => {
      const steps = stepsOf(configHistories[id] ?? []);
      expect(steps.map(({ decision }) => decision.verdict.type)).toEqual(steps.map(() => "moved"));
      const last = steps.at(-1);
      expect(last && [lifecycleOf(last.before), lifecycleOf(last.decision.snapshot)]).toEqual([
        from,
        to,
      ]);
    },
  );

  test.each(tierRequestGraph.transitions)(
    "of its request: $id, $from -> $to, is taken by setups and by updates",
    ({ from, to }) => {
      const path = from === "new" ? [to] : [from, to];
      for (const events of [setup(...path), [...setup("approved"), ...update(...path)]]) {
        const steps = stepsOf(events);
        const verdicts = steps.map(({ decision }) => decision.verdict.type);
        expect(verdicts).toEqual(steps.map(() => "moved"));
        expect(steps.slice(-1).flatMap(requestEdges)).toEqual([`${from} -> ${to}`]);
      }
    },
  );
});

describe("in every state that can be reached", () => {
  const taken = new Set<string>();
  const edges = { config: new Set<Edge>(), request: new Set<Edge>(), others: new Set<string>() };
  let explored: Exploration;
  beforeAll(() => {
    explored = explore({
      machine,
      onKind: ({ before, event }) => {
        for (const row of takenRows(before, event)) taken.add(row);
      },
      onMove: (step) => {
        const { type } = step.event;
        const moved = subscriptionEdge(step);
        if (type === "subscription.adopted") return;
        if (!type.startsWith("request.")) {
          for (const edge of [moved ?? "", ...requestEdges(step)]) {
            if (edge !== "") edges.others.add(`${edge} by ${type}`);
          }
          return;
        }
        if (moved !== undefined) edges.config.add(moved);
        for (const edge of requestEdges(step)) edges.request.add(edge);
      },
    });
    console.info(
      `explored ${explored.states} states, tried ${explored.events} events, ${explored.moves} moved, took ${taken.size} transitions`,
    );
  }, 120_000);

  test("every event is decided, with valid effects and a snapshot that survives JSON", () => {
    expect(explored.broken).toEqual({});
  });

  test("every event type was tried", () => {
    const types = typesIn(subscriptionEventSchema);
    expect([...explored.eventTypes].toSorted()).toEqual(types.toSorted());
  });

  test("every transition of the chart was taken, and no other", () => {
    const rows = transitionTable(machine).map(nameOfRow);
    expect(rows.filter((row) => !taken.has(row))).toEqual([]);
    expect([...taken].filter((row) => !rows.includes(row))).toEqual([]);
  });

  test("a configuration's status takes the official edges and those the decisions allow, no others", () => {
    expect([...edges.config].toSorted()).toEqual(allowedEdges(tierConfigGraph, tierConfigBeyond));
  });

  test("so does its request's", () => {
    expect([...edges.request].toSorted()).toEqual(
      allowedEdges(tierRequestGraph, tierRequestBeyond),
    );
  });

  test("nothing but facts moves either", () => {
    expect([...edges.others]).toEqual([]);
  });
});
