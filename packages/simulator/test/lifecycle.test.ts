import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { DEFAULT_PRODUCT_ID } from "../src/index.ts";
import { inTurn } from "./in-turn.ts";
import { approve, purchaseBody, stage, type Stage } from "./parties.ts";

type FollowUp = "change" | "suspend" | "resume" | "cancel" | "adjustment" | "renew" | "transfer";

/** What should be true of one subscription, written down again without a look at the rules. */
interface Model {
  asset: string;
  before: string;
  request: { id: string; type: string; status: string };
  seats: number;
}

const followUps: FollowUp[] = [
  "change",
  "suspend",
  "resume",
  "cancel",
  "adjustment",
  "renew",
  "transfer",
];

const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("create" as const),
      type: fc.constantFrom(...followUps),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("approve" as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("fail" as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("inquire" as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("answer" as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("schedule" as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("revoke" as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("confirm" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("wait" as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const open = ["pending", "inquiring", "scheduled", "revoking"];

describe("a subscription and its requests follow the platform's state diagrams", () => {
  test.prop([fc.array(step, { maxLength: 25 })], { numRuns: 150 })(
    "for any order of calls",
    async (steps) => {
      const world = stage();
      const { body } = await world.distributor.post("/requests", purchaseBody());
      const model: Model = {
        asset: "processing",
        before: "active",
        request: { id: body.id, type: "purchase", status: "pending" },
        seats: 3,
      };
      let updated = body.updated;
      await inTurn(steps, async (each) => {
        const expected = predict(model, each);
        const code = await carryOut(world, body.asset.id, model, each);
        expect({ step: each, code }).toEqual({ step: each, code: expected });
        const request = (await world.vendor.get(`/requests/${model.request.id}`)).body;
        expect(request.status).toBe(model.request.status);
        expect(request.asset.status).toBe(model.asset);
        expect(request.updated >= updated || request.id !== body.id).toBe(true);
        updated = request.updated;
        const asset = (await world.vendor.get(`/assets/${body.asset.id}?select(pending_request)`))
          .body;
        expect(asset.pending_request?.id).toBe(
          open.includes(model.request.status) ? model.request.id : undefined,
        );
        const all = await world.vendor.get(
          `/requests?in(status,(${open.join(",")}))&eq(asset.id,${body.asset.id})`,
        );
        expect(all.list.length).toBeLessThanOrEqual(1);
      });
    },
    60_000,
  );
});

/** From which statuses an action leads where, and which types it does not know. */
const ACTIONS: Record<
  Exclude<Step["do"], "create" | "wait">,
  { from: string[]; to: string; except?: string[] }
> = {
  approve: { from: ["pending"], to: "approved" },
  fail: { from: ["pending", "inquiring"], to: "failed" },
  inquire: { from: ["pending"], to: "inquiring", except: ["suspend", "resume", "cancel"] },
  answer: { from: ["inquiring"], to: "pending" },
  schedule: { from: ["pending"], to: "scheduled", except: ["adjustment", "transfer"] },
  revoke: { from: ["scheduled"], to: "revoking" },
  confirm: { from: ["revoking"], to: "revoked" },
};

const APPROVED: Record<string, string> = {
  purchase: "active",
  resume: "active",
  suspend: "suspended",
  cancel: "terminated",
};

/** The status code a step must give; changes the model when it must succeed. */
function predict(model: Model, each: Step): number {
  const { request } = model;
  if (each.do === "create") return predictCreate(model, each.type);
  if (each.do === "wait") {
    if (request.status === "scheduled") request.status = "pending";
    return 200;
  }
  const { from, to, except = [] } = ACTIONS[each.do];
  if (!from.includes(request.status) || except.includes(request.type)) return 400;
  request.status = to;
  if (to === "approved") model.asset = APPROVED[request.type] ?? model.asset;
  if (to === "failed" || to === "revoked") giveBack(model);
  return 200;
}

function predictCreate(model: Model, type: FollowUp): number {
  const states: Record<FollowUp, string[]> = {
    change: ["active"],
    adjustment: ["active"],
    suspend: ["active"],
    renew: ["active"],
    transfer: ["active"],
    resume: ["suspended"],
    cancel: ["active", "suspended"],
  };
  if (!states[type].includes(model.asset) || open.includes(model.request.status)) return 409;
  model.request = { id: "", type, status: "pending" };
  if (type === "cancel") {
    model.before = model.asset;
    model.asset = "terminating";
  }
  return 201;
}

function giveBack(model: Model): void {
  if (model.request.type === "purchase") model.asset = "terminated";
  if (model.request.type === "cancel") model.asset = model.before;
}

async function carryOut(world: Stage, assetId: string, model: Model, each: Step): Promise<number> {
  const { vendor, distributor } = world;
  const path = `/requests/${model.request.id}`;
  switch (each.do) {
    case "create":
      return create(world, assetId, model, each.type);
    case "approve":
      return (await approve(vendor, model.request.id)).status;
    case "fail":
      return (await vendor.post(`${path}/fail`, { reason: "No." })).status;
    case "inquire":
      await vendor.put(path, {
        asset: { params: [{ id: "company_note", value_error: "Which one?" }] },
      });
      return (await vendor.post(`${path}/inquire`, {})).status;
    case "answer":
      return answer(world, path);
    case "schedule":
      return (await vendor.post(`${path}/schedule`, { planned_date: world.dateIn(86_400_000) }))
        .status;
    case "revoke":
      return (await distributor.post(`${path}/revoke`, { reason: "Changed my mind." })).status;
    case "confirm":
      return (await vendor.post(`${path}/confirm`)).status;
    case "wait":
      world.pass(86_400_000);
      return 200;
  }
}

async function answer({ vendor, distributor, customer }: Stage, path: string): Promise<number> {
  const { body } = await vendor.get(path);
  if (body.params_form_url === undefined) return (await distributor.post(`${path}/pend`)).status;
  const code = new URL(body.params_form_url).searchParams.get("code") ?? "";
  const params = [{ id: "company_note", value: "This one." }];
  return (await customer.post(`${path}/pend?code=${code}`, { asset: { params } })).status;
}

async function create(
  world: Stage,
  assetId: string,
  model: Model,
  type: FollowUp,
): Promise<number> {
  const items = [{ id: `${DEFAULT_PRODUCT_ID}-0001`, quantity: model.seats + 1 }];
  const { status, body } = await world.distributor.post("/requests", {
    type,
    asset: { id: assetId, ...(type === "change" ? { items } : {}) },
  });
  if (status === 201) {
    if (type === "change") model.seats += 1;
    model.request.id = body.id;
  }
  return status;
}
