import { subscriptionEventSchema, transitionTable, type Decisions } from "@tenure/machine";
import { beforeAll, describe, expect, test } from "vitest";

import {
  adoptionEdges,
  allowedEdges,
  requestBeyond,
  subscriptionBeyond,
} from "./conformance/beyond-the-graphs.ts";
import { requestGraph, subscriptionGraph } from "./conformance/official-graphs.ts";
import { explore, type Exploration, type Step } from "./exploration/explore.ts";
import { requestEdges, subscriptionEdge, type Edge } from "./exploration/status-edges.ts";
import { nameOfRow, takenRows } from "./exploration/taken-rows.ts";
import { typesIn } from "./types-in.ts";

const atMost = 120_000;

/** The edges this event may lead along. */
const edgesBy = {
  facts: new Set([
    ...allowedEdges(subscriptionGraph, subscriptionBeyond),
    ...allowedEdges(requestGraph, requestBeyond),
  ]),
  adoption: new Set(adoptionEdges),
};

function illegalEdges(step: Step): readonly string[] {
  const { type } = step.event;
  const lifecycle = subscriptionEdge(step);
  const edges: readonly Edge[] = [...(lifecycle ? [lifecycle] : []), ...requestEdges(step)];
  const allowed =
    type === "subscription.adopted"
      ? edgesBy.adoption
      : type.startsWith("request.")
        ? edgesBy.facts
        : new Set<Edge>();
  return edges.filter((edge) => !allowed.has(edge)).map((edge) => `${edge} by ${type}`);
}

describe("in every state that can be reached, under every combination of capabilities", () => {
  const taken = new Set<string>();
  const illegal = new Set<string>();
  let explored: Exploration;
  beforeAll(() => {
    explored = explore({
      onKind: ({ before, event }) => {
        for (const row of takenRows(before, event)) taken.add(row);
      },
      onMove: (step) => {
        for (const edge of illegalEdges(step)) illegal.add(edge);
      },
    });
    console.info(
      `explored ${explored.states} states, tried ${explored.events} events, ${explored.moves} moved, took ${taken.size} transitions`,
    );
  }, atMost);

  test("every event is decided, with valid effects and a snapshot that survives JSON", () => {
    expect(explored.broken).toEqual({});
  });

  test("every event type was tried", () => {
    const types = typesIn(subscriptionEventSchema);
    expect([...explored.eventTypes].toSorted()).toEqual(types.toSorted());
  });

  test("every transition of the chart was taken, and no other", () => {
    const rows = transitionTable().map(nameOfRow);
    expect(rows.filter((row) => !taken.has(row))).toEqual([]);
    expect([...taken].filter((row) => !rows.includes(row))).toEqual([]);
  });

  test("only facts move a status, and only where it may go", () => {
    expect([...illegal]).toEqual([]);
  });
});

describe("with every decision switched", () => {
  const switched: Decisions = {
    draftGate: "inquiringForm",
    cancelWhileSuspended: false,
    rejectedCancel: "active",
    revokedActsAsFailed: false,
    scheduledComesDue: "platform",
    rejectWhileInquiring: false,
  };

  test(
    "every event is decided, too",
    () => {
      // The types a decision tells apart; a resume leads back from a suspend.
      const types = new Set(["purchase", "suspend", "resume", "cancel"]);
      const { broken } = explore({
        decisions: switched,
        tries: (event) => !("request" in event) || types.has(event.request.type),
      });
      expect(broken).toEqual({});
    },
    atMost,
  );
});
