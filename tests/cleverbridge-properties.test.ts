import { test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { anyLife, live, type Lived } from "./cleverbridge/life.ts";

const runs = {
  ...(process.env["FC_PATH"]
    ? { seed: Number(process.env["FC_SEED"]), path: process.env["FC_PATH"] }
    : {}),
  numRuns: Number(process.env["TENURE_CLEVERBRIDGE_RUNS"] ?? 40),
  endOnFailure: false,
};
const atMost = 900_000;

/** No call of ours left a subscription, that was active, without an active item. */
function expectLastItemKept({ taken }: Lived): void {
  const last = taken.filter(
    ({ before, after, wasActive }) => wasActive && before.length > 0 && after.length === 0,
  );
  expect(last).toEqual([]);
}

/** Every call that changed something was asked for by a command that stands in the history with its consent. */
async function expectConsents({ house, id, taken }: Lived): Promise<void> {
  const history = await house.history(id);
  const told = house.logged.filter(({ fields }) => fields["operation"] !== undefined);
  expect(taken.length).toBeLessThanOrEqual(told.length);
  for (const { fields } of told) {
    const { requestId, operation } = fields;
    const isWithdrawal = operation === "turnRenewalOn" || operation === "reinstateAllItems";
    const commands = history.filter(({ event, verdict, version }) => {
      if (verdict.type !== "moved") return false;
      if (isWithdrawal) return event.type === "command.revoke";
      const isItsOwn = requestId === `S${id}-${version}`;
      return isItsOwn && (event.type === "command.change" || event.type === "command.cancel");
    });
    expect(commands, `${String(operation)} for ${String(requestId)}`).not.toEqual([]);
    for (const { event } of commands)
      expect(event).toMatchObject({ consent: { text: "I agree." } });
  }
}

/** The record, told by its own words, is what the platform shows. */
async function expectAgreement({ house, id }: Lived): Promise<void> {
  const shown = house.simulator.subscription(id);
  const { status, request, context } = await house.record(id);
  expect(request, JSON.stringify(context.request)).not.toBe("pending");
  expect(context.ordered).toBeNull();
  const reconciled = await house.reconcile();
  expect(reconciled).toMatchObject([{ class: "agrees", plan: [] }]);
  if (status === "terminated" || request === "stuck") return;
  const items = context.items.map(({ id: number, quantity, status: itemStatus }) => [
    Number(number),
    Number(quantity),
    itemStatus === "active",
  ]);
  if (status === "active") {
    expect(shown["Subscriptionstatus"]).toBe(context.parameters["pastDue"] === true ? 4 : 1);
    expect(context.renewal).toBe(String(shown["RenewalType"]).toLowerCase());
    const sent = (shown["Items"] as readonly Record<string, unknown>[])
      .filter((item) => item["IsCurrent"] === true)
      .map((item) => [item["RunningNo"], item["Quantity"], item["Status"] === 1]);
    expect(items).toEqual(sent);
  }
  if (status === "terminating") {
    const isStanding = shown["Subscriptionstatus"] === 2 || shown["RenewalType"] === "Manual";
    expect(isStanding).toBe(true);
  }
}

/** A cancel is revoked only where it was withdrawn, with us or elsewhere. */
async function expectCancelsKept({ house, id, elsewhere }: Lived): Promise<void> {
  const history = await house.history(id);
  const revoked = history.filter(
    ({ event, verdict }) => event.type === "request.revoked" && verdict.type === "moved",
  );
  const withdrawn = history.filter(
    ({ event, verdict }) => event.type === "command.revoke" && verdict.type === "moved",
  );
  const back = elsewhere.filter((what) =>
    ["turns the renewal on", "wants everything back"].includes(what),
  );
  expect(revoked.length).toBeLessThanOrEqual(withdrawn.length + back.length);
}

describe("whatever customers ask for at once, whatever goes wrong, whenever the process dies", () => {
  test.prop([anyLife], runs)(
    "no last item is lost through us, every change has its consent, and record and platform agree in the end",
    async (happenings) => {
      const lived = await live(happenings);
      try {
        expectLastItemKept(lived);
        await expectConsents(lived);
        await expectAgreement(lived);
        await expectCancelsKept(lived);
        expect(await lived.house.engine.verify(lived.id)).toMatchObject({ type: "intact" });
      } catch (error) {
        throw new Error(`${String(error)}\n${await lived.house.story(lived.id)}`, { cause: error });
      } finally {
        await lived.house.stop();
      }
    },
    atMost,
  );
});
