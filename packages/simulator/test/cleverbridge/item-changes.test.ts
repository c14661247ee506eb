import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";

import { DAY, stage, START, TWO_ITEMS, type Reply } from "./stage.ts";

const PREVIEW = { GetCustomerPricePreviewOnly: true };
const ALIGN = { AlignToCurrentInterval: true };
const EXTEND = { AlignToCurrentInterval: true, ExtendInterval: true };

/** 15 of the 31 days of March are over. */
async function midMonth() {
  const world = stage();
  const id = world.simulator.buy(TWO_ITEMS);
  await world.simulator.time.advance(15 * DAY);
  return { ...world, id };
}

const gross = ({ json }: Reply) => [
  json["AlignmentCustomerGrossPrice"],
  json["NextBillingCustomerGrossPrice"],
];

const charges = ({ simulator }: Awaited<ReturnType<typeof midMonth>>) =>
  simulator
    .notified()
    .flatMap(({ body }) => {
      const purchase = body["subscriptionPurchase"] as
        | { subscriptionRevenueCategoryId: string }
        | undefined;
      return purchase === undefined ? [] : [purchase.subscriptionRevenueCategoryId];
    })
    .slice(1);

describe("a change of items", () => {
  test("is only shown by a preview, with what it would cost at once and later", async () => {
    const world = await midMonth();
    const { id, post, read } = world;
    const before = await read(id);
    const add = { SubscriptionId: id, ProductId: 1001, Quantity: 2 };
    const shown = await post("addsubscriptionitem", {
      ...add,
      AlignmentSettings: { ...PREVIEW, ...ALIGN },
    });
    // 16 of 31 days of 20.00 are left.
    expect(gross(shown)).toEqual([10.32, 20]);
    const later = await post("addsubscriptionitem", { ...add, AlignmentSettings: PREVIEW });
    expect(gross(later)).toEqual([0, 20]);
    const fewer = { SubscriptionId: id, RunningNumber: 2, ProductId: 1002, Quantity: 1 };
    const cheaper = await post("updatesubscriptionitem", {
      ...fewer,
      AlignmentSettings: { ...PREVIEW, ...ALIGN },
    });
    expect(gross(cheaper)).toEqual([-5.16, 5]);
    const longer = await post("updatesubscriptionitem", {
      ...fewer,
      AlignmentSettings: { ...PREVIEW, ...EXTEND },
    });
    // All of 15.00 anew, less 16 of 31 days of 25.00.
    expect(gross(longer)).toEqual([2.1, 5]);
    expect(await read(id)).toEqual(before);
    expect(charges(world)).toEqual([]);
  });

  test("without alignment is made at once and billed at the next date", async () => {
    const world = await midMonth();
    const { id, post, items, read, simulator } = world;
    const { NextBillingDate } = await read(id);
    const add = { SubscriptionId: id, ProductId: 1001, Quantity: 2, ProductNameExtension: "Extra" };
    expect((await post("addsubscriptionitem", add)).json).toEqual({ ResultMessage: "OK" });
    expect((await items(id))[2]).toMatchObject({
      RunningNo: 3,
      Version: 1,
      ProductName: "Product 1001",
      ProductNameExtension: "Extra",
      NextRenewalCustomerGrossPrice: 20,
    });
    expect((await read(id)).NextBillingDate).toBe(NextBillingDate);
    expect(charges(world)).toEqual([]);
    await simulator.time.advance(20 * DAY);
    expect(charges(world)).toEqual(["AutomaticRenewal"]);
    expect((await items(id)).map(({ LastIntervalNo }) => LastIntervalNo)).toEqual([1, 1, 1]);
  });

  test("with alignment is charged at once, for what is left of the interval", async () => {
    const world = await midMonth();
    const { id, post, items, read } = world;
    const { NextBillingDate } = await read(id);
    const more = { SubscriptionId: id, RunningNumber: 2, Quantity: 2, AlignmentSettings: ALIGN };
    expect((await post("increasesubscriptionitemquantity", more)).status).toBe(200);
    expect(charges(world)).toEqual(["Alignment"]);
    expect((await items(id))[1]).toMatchObject({
      Quantity: 5,
      Version: 2,
      NextRenewalCustomerGrossPrice: 25,
    });
    expect((await read(id)).NextBillingDate).toBe(NextBillingDate);
  });

  test("with extension begins a whole interval now", async () => {
    const world = await midMonth();
    const { id, post, read } = world;
    const more = { SubscriptionId: id, RunningNumber: 2, Quantity: 2, AlignmentSettings: EXTEND };
    expect((await post("increasesubscriptionitemquantity", more)).status).toBe(200);
    expect(charges(world)).toEqual(["Alignment"]);
    expect((await read(id)).NextBillingDate.slice(0, 10)).toBe("2026-04-16");
    const lone = { ...more, AlignmentSettings: { ExtendInterval: true } };
    expect((await post("increasesubscriptionitemquantity", lone)).status).toBe(402);
  });

  test("whose alignment price is negative is refused, and nothing is done", async () => {
    const world = await midMonth();
    const { id, post, read } = world;
    const before = await read(id);
    const fewer = {
      SubscriptionId: id,
      RunningNumber: 2,
      ProductId: 1002,
      Quantity: 2,
      AlignmentSettings: ALIGN,
    };
    const refused = await post("updatesubscriptionitem", fewer);
    expect([refused.status, refused.message]).toEqual([402, expect.stringContaining("negative")]);
    const cheap = { CurrencyId: "EUR", IsGross: true, Value: 1 };
    const price = { SubscriptionId: id, RunningNumber: 2, CustomerPrice: cheap };
    const aligned = { ...price, AlignmentSettings: ALIGN };
    expect((await post("updatesubscriptionitemprice", aligned)).status).toBe(402);
    expect(await read(id)).toEqual(before);
    expect((await post("updatesubscriptionitemprice", price)).status).toBe(200);
  });

  test("whose charge is declined is not made, and the next try is another charge", async () => {
    const world = await midMonth();
    const { id, post, read, simulator } = world;
    const before = await read(id);
    simulator.control.payments(id, ["declined", "paid"]);
    const more = { SubscriptionId: id, RunningNumber: 2, Quantity: 2, AlignmentSettings: ALIGN };
    const declined = await post("increasesubscriptionitemquantity", more);
    expect([declined.status, declined.message]).toEqual([402, expect.stringContaining("declined")]);
    expect(await read(id)).toEqual(before);
    expect((await post("increasesubscriptionitemquantity", more)).status).toBe(200);
  });

  test("swaps the product, renames, prices anew and renews at once when asked", async () => {
    const world = await midMonth();
    const { id, post, items, read, simulator } = world;
    simulator.addProduct({ id: 2000, name: "Bigger", nameExtension: "XL", price: 20 });
    simulator.addProduct({ id: 2001, intervalMonths: 12 });
    const update = { SubscriptionId: id, RunningNumber: 1, Quantity: 2 };
    const call = async (body: object) => post("updatesubscriptionitem", { ...update, ...body });
    expect((await call({ ProductId: 2000, UpdateAction: "Upgrade" })).status).toBe(200);
    expect((await items(id))[0]).toMatchObject({
      ProductId: 2000,
      ProductName: "Bigger",
      Quantity: 2,
      NextRenewalCustomerGrossPrice: 40,
    });
    expect((await call({ ProductId: 2000, ProductName: "Renamed" })).status).toBe(200);
    const net = { CurrencyId: "EUR", IsGross: false, Value: 100 };
    expect((await call({ ProductId: 2000, CustomerPrice: net })).status).toBe(200);
    expect((await items(id))[0]).toMatchObject({
      ProductName: "Renamed",
      Version: 4,
      NextRenewalCustomerGrossPrice: 238,
    });
    expect((await call({ ProductId: 2001 })).status).toBe(402);
    expect((await call({ ProductId: 999 })).status).toBe(404);
    expect((await call({ ProductId: 2000, UpdateAction: "Sidegrade" })).status).toBe(402);
    const dollars = { ...net, CurrencyId: "USD" };
    expect((await call({ ProductId: 2000, CustomerPrice: dollars })).status).toBe(402);
    expect((await call({ ProductId: 2000, CustomerPrice: { Value: 1 } })).status).toBe(400);
    expect((await call({ ProductId: 2000, CustomerPrice: { CurrencyId: "EUR" } })).status).toBe(
      400,
    );
    const { NextBillingDate, LastIntervalNo } = await read(id);
    expect((await call({ ProductId: 2000, TriggerImmediateRenewal: true })).status).toBe(200);
    const renewed = await read(id);
    expect(renewed.LastIntervalNo).toBe(LastIntervalNo + 1);
    expect(renewed.NextBillingDate > NextBillingDate).toBe(true);
  });

  test("is refused for an item that is not active, and adds only what is sold", async () => {
    const { id, post, simulator } = await midMonth();
    await post("deactivatesubscriptionitems", { SubscriptionId: id, Items: [1] });
    const one = { SubscriptionId: id, RunningNumber: 1, Quantity: 1 };
    expect((await post("increasesubscriptionitemquantity", one)).status).toBe(402);
    expect((await post("updatesubscriptionitem", { ...one, ProductId: 1001 })).status).toBe(402);
    const none = { ...one, RunningNumber: 7 };
    expect((await post("increasesubscriptionitemquantity", none)).status).toBe(404);
    const add = { SubscriptionId: id, ProductId: 1001, Quantity: 1 };
    simulator.control.retireProduct(1001);
    expect((await post("addsubscriptionitem", add)).status).toBe(402);
    expect((await post("addsubscriptionitem", { ...add, ProductId: 5 })).status).toBe(404);
    expect((await post("addsubscriptionitem", { ...add, Quantity: 0 })).status).toBe(402);
    expect((await post("addsubscriptionitem", { ...add, Quantity: null })).status).toBe(400);
  });

  property.prop([
    fc.integer({ min: 0, max: 30 * 24 }),
    fc.integer({ min: 1, max: 9 }),
    fc.constantFrom(ALIGN, EXTEND, {}),
  ])("costs what its preview says", async (hours, Quantity, alignment) => {
    const { simulator, post, items } = stage();
    const id = simulator.buy(TWO_ITEMS);
    await simulator.time.set(START + hours * 3_600_000);
    const call = async (AlignmentSettings: object) =>
      post("updatesubscriptionitem", {
        SubscriptionId: id,
        RunningNumber: 2,
        ProductId: 1002,
        Quantity,
        AlignmentSettings,
      });
    const preview = await call({ ...alignment, ...PREVIEW });
    const [now, next] = gross(preview) as [number, number];
    const told = simulator.notified().length;
    const made = await call(alignment);
    expect(made.status).toBe(now < 0 ? 402 : 200);
    const isCharged = simulator.notified().length > told;
    expect(isCharged).toBe(now > 0);
    if (made.status === 200) {
      expect((await items(id))[1]?.NextRenewalCustomerGrossPrice).toBe(next);
    }
  });
});
