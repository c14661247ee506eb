import { healingPath, type Healing } from "@tenure/machine";
import { given } from "@tenure/testing/machine";
import { describe, expect, test } from "vitest";

import { fact, take, truth } from "./healing.ts";
import { numbered, purchased, suspended } from "./purchased.ts";

const types = ({ path }: Healing) =>
  path.map((event) =>
    "request" in event ? `${event.type} ${event.request.type}` : `${event.type} ${statusIn(event)}`,
  );
const statusIn = (event: object) => ("status" in event ? String(event.status) : "");

const approvedPurchase = fact("approved", 1, "purchase");

describe("a record that agrees", () => {
  test("is left alone, however far answering its request has come", () => {
    const pending = fact("pending", 2, "change");
    for (const extra of [
      [],
      [{ type: "answer.approve", requestId: "PR-1-002" } as const],
      [{ type: "answer.postpone", requestId: "PR-1-002", delay: 5 } as const],
    ]) {
      const snapshot = given([...purchased, pending, ...extra]).snapshot;
      expect(healingPath(snapshot, truth("active", approvedPurchase, pending))).toEqual({
        drift: "none",
        path: [],
        heals: true,
      });
    }
  });

  test("need not know of requests that ended before it began", () => {
    const adopted = given([{ type: "subscription.adopted", status: "suspended" }]).snapshot;
    const old = [approvedPurchase, fact("failed", 2, "change"), fact("approved", 3, "suspend")];
    expect(healingPath(adopted, truth("suspended", ...old)).drift).toBe("none");
  });
});

describe("what the platform shows and nobody heard of", () => {
  test("is taken in as it stands now, so that nothing is asked for again", () => {
    const snapshot = given([
      { type: "request.pending", request: numbered(1, "purchase") },
    ]).snapshot;
    const healing = healingPath(snapshot, truth("active", approvedPurchase));
    expect(healing).toMatchObject({ drift: "missed", heals: true });
    expect(types(healing)).toEqual(["request.approved purchase"]);
    expect(take(snapshot, healing.path).effects).toEqual([]);
  });

  test("leads through requests that came and went", () => {
    const facts = [
      approvedPurchase,
      fact("failed", 2, "change"),
      fact("approved", 3, "suspend"),
      fact("pending", 4, "resume"),
    ];
    const healing = healingPath(given(purchased).snapshot, truth("suspended", ...facts));
    expect(healing.drift).toBe("missed");
    expect(types(healing)).toEqual(["request.approved suspend", "request.pending resume"]);
  });

  test("brings the items and parameters of the newest approved request", () => {
    const items = [{ id: "A", quantity: "7", status: "active" as const }];
    const facts = [
      approvedPurchase,
      fact("approved", 2, "change", { items: [] }),
      fact("approved", 3, "change", { items }),
    ];
    const healing = healingPath(given(purchased).snapshot, truth("active", ...facts));
    expect(healing).toMatchObject({ drift: "missed", path: [facts[2]] });
    const { at } = take(given(purchased).snapshot, healing.path);
    expect(at.context.items).toEqual(items);
    expect(healingPath(at, truth("active", ...facts)).drift).toBe("none");
  });

  test("ends a request that waits before it could be taken up and asked about", () => {
    const snapshot = given([
      ...purchased,
      fact("pending", 2, "change"),
      fact("pending", 3, "adjustment"),
    ]).snapshot;
    const facts = [fact("approved", 2, "change"), fact("approved", 3, "adjustment")];
    const healing = healingPath(snapshot, truth("active", ...facts));
    expect(healing.drift).toBe("missed");
    expect(take(snapshot, healing.path).effects).toEqual([]);
  });

  test("begins a subscription the record knows nothing of", () => {
    const fresh = given([]).snapshot;
    expect(types(healingPath(fresh, truth("active", approvedPurchase)))).toEqual([
      "request.approved purchase",
    ]);
    expect(healingPath(fresh, truth("terminating"))).toMatchObject({
      drift: "missed",
      path: [{ type: "subscription.adopted", status: "terminating", forced: false }],
    });
  });

  test("counts a capability that lets it be what it is", () => {
    const without = given(purchased, { capabilities: {} }).snapshot;
    const { capabilities } = given([]).snapshot.context;
    const facts = [
      { type: "capabilities.changed", capabilities } as const,
      fact("approved", 2, "suspend"),
    ];
    const healing = healingPath(without, truth("suspended", ...facts));
    expect(healing).toMatchObject({ drift: "missed", path: facts });
  });
});

describe("what happened without a request", () => {
  test.each([
    [purchased, "suspended", ["request.approved suspend"]],
    [suspended, "active", ["request.approved resume"]],
    [purchased, "terminated", ["request.approved cancel"]],
    [suspended, "terminated", ["request.approved cancel"]],
    [purchased.slice(0, 1), "terminated", ["request.failed purchase"]],
    [purchased.slice(0, 1), "suspended", ["request.approved purchase", "request.approved suspend"]],
  ] as const)("case %#: is told as the shortest legal way", (events, status, expected) => {
    const snapshot = given(events).snapshot;
    const healing = healingPath(snapshot, truth(status));
    expect(healing).toMatchObject({ drift: "outOfBand", heals: true });
    expect(types(healing)).toEqual(expected);
    expect(take(snapshot, healing.path).effects).toEqual([]);
  });

  test("ends a request that is gone from the platform as one that changed nothing", () => {
    const snapshot = given([...purchased, fact("pending", 2, "change")]).snapshot;
    const healing = healingPath(snapshot, truth("active", approvedPurchase));
    expect(healing).toMatchObject({ drift: "outOfBand" });
    expect(types(healing)).toEqual(["request.failed change"]);
  });

  test("bears an id that no request of a platform has, and never the same twice", () => {
    let snapshot = given(purchased).snapshot;
    const ids: string[] = [];
    for (const status of ["suspended", "active", "suspended"] as const) {
      const { path } = healingPath(snapshot, truth(status));
      ids.push(...path.map((event) => ("request" in event ? event.request.id : "")));
      snapshot = take(snapshot, path).at;
    }
    expect(ids).toEqual(["out-of-band-1", "out-of-band-2", "out-of-band-3"]);
  });
});

describe("what can not legally have happened", () => {
  test("is adopted by force, with the requests that are open", () => {
    const terminated = given([...purchased, fact("approved", 2, "cancel")]).snapshot;
    const pending = fact("pending", 3, "change");
    const healing = healingPath(terminated, truth("active", pending));
    expect(healing).toMatchObject({ drift: "illegal", heals: true });
    expect(healing.path).toEqual([
      { type: "subscription.adopted", status: "active", forced: true },
      pending,
    ]);
  });

  test("is told, not glossed over, where not even force helps", () => {
    const at = (second: number) => ({ updatedAt: `2026-01-01T00:00:0${second}.000Z` });
    const reopened = given([fact("approved", 1, "purchase", at(1))]).snapshot;
    expect(healingPath(reopened, truth("active", fact("pending", 1, "purchase", at(2))))).toEqual({
      drift: "illegal",
      path: [],
      heals: false,
    });
    const revoking = given([...purchased, fact("revoking", 2, "change")]).snapshot;
    expect(healingPath(revoking, truth("suspended", fact("pending", 2, "change")))).toMatchObject({
      drift: "illegal",
      heals: false,
      path: [{ forced: true }],
    });
  });
});

describe("a platform that shows older things than the record holds", () => {
  test("is not followed back", () => {
    const snapshot = given(purchased).snapshot;
    expect(healingPath(snapshot, truth("processing", fact("pending", 1, "purchase")))).toEqual({
      drift: "stale",
      path: [],
      heals: false,
    });
    const at = (second: number) => ({ updatedAt: `2026-01-01T00:00:0${second}.000Z` });
    const asked = given([...purchased, fact("inquiring", 2, "change", at(5))]).snapshot;
    expect(healingPath(asked, truth("active", fact("pending", 2, "change", at(4)))).drift).toBe(
      "stale",
    );
  });
});
