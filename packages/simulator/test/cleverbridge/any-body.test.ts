import { fc, test } from "@fast-check/vitest";
import { beforeAll, describe, expect } from "vitest";

import { OPERATIONS } from "../../src/cleverbridge/operations/operations.ts";
import { stage, TWO_ITEMS, type Stage } from "./stage.ts";

let world: Stage;
const ids: string[] = [];

beforeAll(() => {
  world = stage();
  for (const order of [
    TWO_ITEMS,
    { ...TWO_ITEMS, managementModel: "1.0" } as const,
    { ...TWO_ITEMS, payment: "pending" } as const,
    { ...TWO_ITEMS, renewalType: "Manual" } as const,
  ]) {
    ids.push(world.simulator.buy({ ...order, customerReferenceId: "c1" }));
  }
});

/** Members that some operation reads, so that nonsense stands where sense is expected. */
const MEMBERS = [
  "Items",
  "AllowReinstate",
  "GenerateMail",
  "RenewalType",
  "NextBillingDate",
  "RunningNumber",
  "ProductId",
  "Quantity",
  "AlignmentSettings",
  "GetCustomerPricePreviewOnly",
  "AlignToCurrentInterval",
  "ExtendInterval",
  "CustomerPrice",
  "CurrencyId",
  "IsGross",
  "Value",
  "UpdateAction",
  "TriggerImmediateRenewal",
  "ResetBillingInterval",
  "CustomerReferenceId",
  "ContactType",
  "Contact",
  "CountryId",
  "LanguageId",
  "Couponcode",
  "ProductName",
  "__proto__",
  "constructor",
] as const;

const { value: nonsense } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom<unknown>(
      null,
      true,
      false,
      0,
      1,
      2,
      -1,
      1.5,
      1001,
      2 ** 31 - 1,
      2 ** 31,
      1e308,
      "",
      "x",
      "1",
      "Manual",
      "Automatic",
      "EUR",
      "Upgrade",
      "2026-04-01T00:00:00Z",
      "9999-12-31T23:59:59Z",
      "0001-01-01T00:00:00Z",
      "__proto__",
    ),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...MEMBERS), tie("value"), { maxKeys: 8 }),
  ),
}));

describe("every operation", () => {
  const changes = OPERATIONS.filter(({ method }) => method === "POST");
  const reads = OPERATIONS.filter(({ method }) => method === "GET");

  test.prop([fc.constantFrom(...changes), nonsense, fc.nat()], { numRuns: 2000 })(
    "takes any JSON and answers as the documents tell, never with an internal error",
    async ({ name }, body, pick) => {
      const SubscriptionId = `S${ids[pick % ids.length] ?? ""}`;
      const isObject = typeof body === "object" && body !== null && !Array.isArray(body);
      // `post` looks at every answer.
      const { status } = await world.post(name, isObject ? { SubscriptionId, ...body } : body);
      expect(status).toBeLessThan(500);
    },
    60_000,
  );

  test.prop(
    [
      fc.constantFrom(...reads),
      fc.dictionary(
        fc.constantFrom(
          "subscriptionId",
          "customerId",
          "customerReferenceId",
          "customerEmail",
          "subscriptionstatus",
          "IsCurrent",
          "purchaseId",
        ),
        fc.oneof(fc.constantFrom("c1", "Active", "1", "true", "S1", "", "__proto__"), fc.string()),
      ),
    ],
    { numRuns: 500 },
  )("takes any parameters", async ({ name }, parameters) => {
    const { status } = await world.get(name, parameters);
    expect(status).toBeLessThan(500);
  });

  test("leaves what can still be read, renewed and told of", async () => {
    for (const id of ids)
      expect((await world.get("getsubscription", { subscriptionId: id })).status).toBe(200);
    await world.simulator.time.advance(400 * 86_400_000);
    for (const id of ids)
      expect((await world.get("getsubscription", { subscriptionId: id })).status).toBe(200);
  });
});
