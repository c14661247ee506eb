import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { TierStage, type TierRequestSeen } from "./tier-stage.ts";

/** Where a tier request may go from each status, by whatever is done to it or to the level above. */
const WAYS: Readonly<Record<string, readonly string[]>> = {
  none: ["draft", "tiers_setup", "inquiring", "pending"],
  draft: ["tiers_setup", "inquiring", "pending"],
  tiers_setup: ["pending", "inquiring", "failed"],
  pending: ["inquiring", "approved", "failed"],
  inquiring: ["pending", "failed"],
  approved: [],
  failed: [],
};

const step = fc.record({
  action: fc.constantFrom("approve", "fail", "inquire", "pend", "submit", "buy", "update", "draft"),
  pick: fc.nat({ max: 10 }),
  marks: fc.boolean(),
});

describe("tier requests and configurations follow the platform's state diagrams", () => {
  test.prop([fc.array(step, { maxLength: 20 })], { numRuns: 100 })(
    "for any order of calls",
    async (steps) => {
      const tier = new TierStage();
      const before = new Map<string, string>();
      await tier.buy({ tier1: { id: "TA-1" }, tier2: { id: "TA-2" } });
      await look(tier, before);
      for (const { action, pick, marks } of steps) {
        const all = await tier.requests();
        const one = all[pick % all.length];
        if (one !== undefined) await act(tier, action, one, marks);
        await look(tier, before);
      }
    },
  );
});

async function act(tier: TierStage, action: string, one: TierRequestSeen, marks: boolean) {
  const configuration = { id: one.configuration.id };
  if (action === "buy") await tier.buy({ tier1: { id: "TA-1" }, tier2: { id: "TA-2" } });
  else if (action === "update") await tier.create({ type: "update", configuration });
  else if (action === "draft")
    await tier.create({ type: "update", status: "draft", configuration });
  else if (action === "approve") await tier.approve(one.id);
  else if (action === "submit") await tier.act(one.id, "submit", {}, tier.world.distributor);
  else {
    const name = one.configuration.tier_level === 1 ? "reseller_id" : "master_id";
    if (marks) await tier.write(one.id, [{ id: name, value_error: "Wrong." }]);
    await tier.act(one.id, action, { reason: "No." });
  }
}

/** Every request went a way there is; every configuration has at most one request in progress, and knows it. */
async function look(tier: TierStage, before: Map<string, string>): Promise<void> {
  const requests = await tier.requests("limit=1000");
  for (const { id, status } of requests) {
    const old = before.get(id) ?? "none";
    if (status !== old)
      expect([`${id} ${old}`, WAYS[old]]).toEqual([
        `${id} ${old}`,
        expect.arrayContaining([status]),
      ]);
    before.set(id, status);
  }
  const open = requests.filter(({ status }) => status !== "approved" && status !== "failed");
  const { list } = await tier.world.vendor.get("/tier/configs?limit=1000");
  for (const config of list as unknown as readonly TierRequestSeen["configuration"][]) {
    const own = open.filter(({ configuration }) => configuration.id === config.id);
    expect(own.map(({ id }) => id)).toEqual(
      config.open_request === null ? [] : [config.open_request.id],
    );
    // Only a draft leaves the configuration as it was.
    const moves = own.filter(({ status }) => status !== "draft");
    expect(config.status).toBe(moves.length > 0 ? "processing" : "active");
  }
  const waiting = (await tier.world.vendor.get("/requests?eq(status,tiers_setup)")).list.length;
  if (open.every(({ status }) => status === "draft")) expect(waiting).toBe(0);
}
