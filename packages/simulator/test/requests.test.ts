import { expect, test } from "vitest";

import { DEFAULT_PRODUCT_ID } from "../src/index.ts";
import { purchaseBody, stage } from "./parties.ts";

test("requests are told as a read of each shows them, without a call and whatever faults there are", async () => {
  const world = stage();
  const { simulator, distributor, vendor } = world;
  expect(simulator.requests()).toEqual([]);
  const opened = await distributor.post("/requests", purchaseBody());
  await distributor.post("/requests", purchaseBody());
  await vendor.post(`/requests/${opened.body.id}/schedule`, { planned_date: world.dateIn(1000) });
  const ids = (await vendor.get("/requests")).list.map(({ id }) => id);
  const shown = async () =>
    Promise.all(
      ids.map(async (id) => {
        const { body } = await vendor.get(`/requests/${id}?select(asset.product.capabilities)`);
        return body;
      }),
    );
  expect(ids).toHaveLength(2);
  expect(simulator.requests()).toEqual(await shown());
  expect(simulator.requests()[0]).toMatchObject({
    status: "scheduled",
    asset: { product: { id: DEFAULT_PRODUCT_ID } },
  });

  const calls = simulator.calls.length;
  simulator.faults.add({ kind: "status", status: 503 });
  world.pass(5000);
  expect(simulator.requests()[0]).toMatchObject({ status: "pending" });
  expect(simulator.calls).toHaveLength(calls);
  simulator.faults.clear();
  expect(simulator.requests()).toEqual(await shown());

  simulator.control.hideRequest(opened.body.id);
  expect(simulator.requests().map((request) => request["id"])).toEqual(ids.slice(1));
});
