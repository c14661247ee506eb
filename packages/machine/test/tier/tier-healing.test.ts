import { fc, test } from "@fast-check/vitest";
import {
  decide,
  healingPath,
  initial,
  lifecycleOf,
  requestFactSchema,
  type RequestFact,
  type Snapshot,
} from "@tenure/machine";
import { describe, expect } from "vitest";

import { take, truth } from "../healing.ts";

const fresh = initial({ key: "TC-1", machine: "tierConfiguration" });
const fact = (shown: string, number: number, type: string, reseller?: string): RequestFact =>
  requestFactSchema.parse({
    type: `request.${shown}`,
    request: {
      id: `TCR-1-00${number}`,
      type,
      updatedAt: `2026-01-01T00:0${number}:${shown === "pending" ? "00" : "30"}.000Z`,
      ...(reseller === undefined ? {} : { parameters: { reseller } }),
    },
  });
const after = (...facts: readonly RequestFact[]): Snapshot =>
  facts.reduce((snapshot, event) => decide(snapshot, event).snapshot, fresh);

describe("a tier configuration that missed what happened", () => {
  test("hears of the end of its setup, and of what it brought", () => {
    const record = after(fact("pending", 1, "setup"));
    const approved = fact("approved", 1, "setup", "R-1");
    const healing = healingPath(record, truth("active", approved));
    expect(healing).toEqual({ drift: "missed", path: [approved], heals: true });
  });

  test("hears of an update it knows nothing of, for the parameters it brought", () => {
    const record = after(fact("approved", 1, "setup", "R-1"));
    const updated = fact("approved", 2, "update", "R-2");
    const shown = truth("active", fact("approved", 1, "setup", "R-1"), updated);
    const { drift, path } = healingPath(record, shown);
    expect([drift, path]).toEqual(["missed", [updated]]);
    expect(take(record, path).at.context.parameters).toEqual({ reseller: "R-2" });
  });

  test("is active by an approval nobody has seen, when its request is not shown any more", () => {
    const record = decide(fresh, { type: "subscription.adopted", status: "processing" }).snapshot;
    const { drift, path, heals } = healingPath(record, truth("active"));
    expect([drift, heals]).toEqual(["outOfBand", true]);
    expect(path).toMatchObject([{ type: "request.approved", request: { type: "setup" } }]);
  });
});

const life = fc.record({
  updates: fc.array(fc.constantFrom("approved", "failed"), { maxLength: 4 }),
  last: fc.constantFrom("approved", "failed", "pending", "inquiring", "tiersSetup"),
  heard: fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
});

describe("whatever was heard of a tier configuration's life", () => {
  test.prop([life], { numRuns: 300 })("a path leads to what the platform shows", (lived) => {
    const ends = [...lived.updates, lived.last];
    const facts = ends.flatMap((end, index) => {
      const type = index === 0 ? "setup" : "update";
      const opened = fact("pending", index + 1, type);
      return end === "pending" ? [opened] : [opened, fact(end, index + 1, type, `R-${index}`)];
    });
    const record = after(...facts.filter((_fact, index) => lived.heard[index] === true));
    const shown = ends.map((end, index) =>
      fact(
        end,
        index + 1,
        index === 0 ? "setup" : "update",
        end === "pending" ? undefined : `R-${index}`,
      ),
    );
    const isOpen = ["pending", "inquiring", "tiersSetup"].includes(lived.last);
    const status = isOpen ? "processing" : "active";
    const platform = truth(status, ...shown);
    const healing = healingPath(record, platform);
    expect(healing.heals).toBe(true);
    expect(["none", "missed"]).toContain(healing.drift);
    const { at } = take(record, healing.path);
    expect(lifecycleOf(at)).toBe(status);
    expect(at.context.request?.id).toBe(isOpen ? `TCR-1-00${ends.length}` : undefined);
    expect(healingPath(at, platform)).toEqual({ drift: "none", path: [], heals: true });
  });
});
