import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";

import { DAY, stage, START } from "./stage.ts";

/** As a guide's sample shows it: trimmed, with a running number twice and no word on which is current. */
const TRIMMED = {
  Subscriptions: [
    {
      Id: 71_000_001,
      Subscriptionstatus: 1,
      RenewalType: "Automatic",
      NextBillingDate: "2026-04-11T14:06:59.147775",
      Items: [
        {
          RunningNo: 1,
          ProductName: "Base",
          Quantity: 1,
          Status: 1,
          NextRenewalCustomerGrossPrice: 10,
        },
        {
          RunningNo: 2,
          ProductName: "Seats",
          Quantity: 15,
          Status: 1,
          NextRenewalCustomerGrossPrice: 75,
        },
        {
          RunningNo: 2,
          ProductName: "Seats",
          Quantity: 10,
          Status: 2,
          DeactivationDate: "2026-02-22T09:04:43.884147",
        },
        {
          RunningNo: 3,
          ProductName: "Extra",
          Quantity: 1,
          Status: 2,
          DeactivationDate: "2026-02-18T15:52:31.835556",
        },
      ],
    },
    {
      Id: 71_000_002,
      Subscriptionstatus: 5,
      RenewalType: "Manual",
      NextBillingDate: "2026-02-20T00:00:00",
      Items: [{ RunningNo: 1, ProductName: "Base", Quantity: 1, Status: 1 }],
    },
  ],
  ResultMessage: "OK",
};

describe("placed subscriptions", () => {
  test("show everything their documents tell, and are worked with like any other", async () => {
    const { simulator, get, post, items } = stage();
    const { placed, skipped } = simulator.place([{ source: "guide.json", body: TRIMMED }]);
    expect(placed.map(({ source, id }) => [source, id])).toEqual([
      ["guide.json[0]", "71000001"],
      ["guide.json[1]", "71000002"],
    ]);
    expect(skipped).toEqual([]);
    for (const wanted of TRIMMED.Subscriptions) {
      const { json } = await get("getsubscription", { subscriptionId: `S${wanted.Id}` });
      expect(json.Subscription).toMatchObject(wanted);
    }
    const versions = await get("getsubscription", { subscriptionId: "71000001" });
    expect(
      versions.json.Subscription.Items.map(({ RunningNo, IsCurrent, Version }) => [
        RunningNo,
        IsCurrent,
        Version,
      ]),
    ).toEqual([
      [1, true, 1],
      [2, true, 2],
      [2, false, 1],
      [3, true, 1],
    ]);
    // The sample's own call for all of the items, some of which are not active.
    const all = { SubscriptionId: "S71000001", Items: [1, 2, 3], AllowReinstate: true };
    expect((await post("deactivatesubscriptionitems", all)).status).toBe(402);
    const one = { SubscriptionId: "S71000001", Items: [2] };
    expect((await post("deactivatesubscriptionitems", one)).status).toBe(200);
    expect((await items("71000001")).map(({ Status }) => Status)).toEqual([1, 2, 2]);
  });

  test("keep the version they call current, and bill no other", async () => {
    const { simulator, read } = stage();
    const [first] = TRIMMED.Subscriptions;
    const version = { RunningNo: 1, ProductName: "Base", Status: 1 };
    const Items = [
      { ...version, Quantity: 1, Version: 1, IsCurrent: false },
      { ...version, Quantity: 2, Version: 2, IsCurrent: true },
    ];
    simulator.place([{ source: "a", body: { ...first, Items } }]);
    const shown = (await read("71000001")).Items;
    expect(shown).toMatchObject(Items);
    expect(shown.map((item) => item.NextBillingCustomerGrossPrice)).toEqual([0, 10]);
    expect(shown[0]).not.toHaveProperty("NextRenewalCustomerGrossPrice");
    await simulator.time.advance(60 * DAY);
    expect((await read("71000001")).Items.map((item) => item.LastIntervalNo)).toEqual([0, 1]);
  });

  test("are billed at their date, but rest when it was past already", async () => {
    const { simulator, post, read } = stage();
    const [first] = TRIMMED.Subscriptions;
    const past = { ...first, Id: 71_000_003, NextBillingDate: "2026-02-01T00:00:00" };
    const { placed } = simulator.place([
      { source: "a", body: { Subscription: first, ResultMessage: "OK" } },
      { source: "b", body: past },
    ]);
    expect(placed[1]?.notes.join(" ")).toContain("rests");
    await simulator.time.advance(60 * DAY);
    expect((await read("71000001")).NextBillingDate).toBe("2026-05-11T14:06:59.147775");
    expect((await read("71000003")).NextBillingDate).toBe("2026-02-01T00:00:00");
    const NextBillingDate = new Date(START + 61 * DAY).toISOString();
    await post("updatenextbillingdate", { SubscriptionId: "71000003", NextBillingDate });
    await simulator.time.advance(2 * DAY);
    expect((await read("71000003")).LastIntervalNo).toBe(1);
  });

  test("that are no subscriptions, or are there already, are left out with a reason", () => {
    const { simulator } = stage();
    const [first] = TRIMMED.Subscriptions;
    const { placed, skipped } = simulator.place([
      { source: "twice", body: [first, first] },
      { source: "no", body: { ResultMessage: "OK" } },
      { source: "odd", body: { ...first, Id: 5, Subscriptionstatus: 77 } },
      { source: "empty", body: { ...first, Id: 6, Items: [] } },
      { source: "none", body: { ...first, Id: 7, Items: [{ ProductName: "x" }] } },
    ]);
    expect(placed).toHaveLength(1);
    expect(skipped.map(({ source }) => source)).toEqual(["twice[1]", "no", "odd", "empty", "none"]);
  });

  test("can be what another simulator showed", async () => {
    const from = stage();
    const id = from.simulator.buy({ items: [{ productId: 1, price: 3.33, quantity: 7 }] });
    await from.simulator.time.advance(40 * DAY);
    await from.post("increasesubscriptionitemquantity", {
      SubscriptionId: id,
      RunningNumber: 1,
      Quantity: 2,
    });
    const shown = await from.read(id);
    const to = stage({ virtualTime: { startAt: from.simulator.time.now() } });
    to.simulator.place([{ source: "shown", body: shown }]);
    const { Items, ...rest } = await to.read(id);
    const { Items: given, ...expected } = shown;
    expect(rest).toEqual(expected);
    expect(Items.filter(({ IsCurrent }) => IsCurrent)).toMatchObject([
      {
        ...given[0],
        SubscriptionPurchaseItems: [],
      },
    ]);
    expect(Items).toHaveLength(2);
  });

  property.prop([fc.jsonValue()])("are read or left out, whatever they are", async (body) => {
    const { simulator, get } = stage();
    const bodies = [body, { Subscription: body }, { Subscriptions: [body] }];
    const shapes = [
      { Id: 1, Items: [{ RunningNo: 1 }] },
      { Id: 2, Items: body },
    ].map((shape) =>
      typeof body === "object" && body !== null && !Array.isArray(body)
        ? { ...shape, ...body }
        : shape,
    );
    const report = simulator.place(
      [...bodies, ...shapes].map((one, index) => ({ source: String(index), body: one })),
    );
    for (const { id } of report.placed) {
      expect((await get("getsubscription", { subscriptionId: id })).status).toBe(200);
    }
  });
});
