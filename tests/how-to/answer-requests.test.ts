import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import type { ConnectOptions, Handler, Handlers } from "@tenure/connect";
import type { Adapter } from "@tenure/engine";
import { DEFAULT_PRODUCT_ID, DISTRIBUTOR_KEY } from "@tenure/simulator";
import { expect, onTestFinished, test } from "vitest";

import { howTo, started, surround, timeout } from "./stage.ts";

const page = await howTo("answer-requests");
const { simulator, call, untilStatus, program, order, account, connectWith } = page;

/** An API of the vendor whose moves are done when they are asked for again. */
async function vendorApi(): Promise<{ readonly keys: string[] }> {
  const keys: string[] = [];
  const server = createServer((request, response) => {
    const { url = "", headers } = request;
    const made = `${url} ${String(headers["idempotency-key"])}`;
    const isDone = keys.includes(made);
    keys.push(made);
    response.end(JSON.stringify({ id: "ACCOUNT-7", isDone }));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(() => void server.close());
  surround({ VENDOR_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  return { keys };
}

/** What a purchase ended as, with what the buyer reads. */
async function shown(request: string) {
  const { status, reason, asset } = await call("GET", request);
  const render = new Request(`${page.env.CONNECT_URL}/assets/${asset.id}/render`, {
    headers: { authorization: `ApiKey ${DISTRIBUTOR_KEY}` },
  });
  return { status, reason, reads: await (await simulator.fetch(render)).text() };
}

test(
  "how to answer requests has handlers that do what the page says",
  async () => {
    const { keys } = await vendorApi();
    const { handlers } = await program<{ handlers: Handlers }>("handlers.ts");
    const purchaseOf = async (name: string) =>
      (await program<{ purchase: Handler }>(name)).purchase;
    const byNote: Readonly<Record<string, Handler>> = {
      made: await purchaseOf("approve.ts"),
      tile: await purchaseOf("wording.ts"),
      template: await purchaseOf("wording.ts"),
      rejected: await purchaseOf("reject.ts"),
    };
    const ask = await purchaseOf("ask.ts");
    const purchase: Handler = (given) =>
      (byNote[given.parameter("ordering", "company_note") ?? ""] ?? ask)(given);
    const engine = await started([connectWith({ ...handlers, purchase })]);

    const [made, tile, template, rejected, asked] = await Promise.all(
      ["made", "tile", "template", "rejected", ""].map((note) => order(note)),
    );
    if (!made || !tile || !template || !rejected || !asked) throw new TypeError("not ordered");
    for (const { request } of [made, tile, template]) await untilStatus(request, "approved");
    expect(keys).toHaveLength(1);
    expect((await call("GET", made.request)).asset.params).toContainEqual(
      expect.objectContaining({ id: "subscription_id", value: "ACCOUNT-7" }),
    );
    expect((await shown(tile.request)).reads).toContain("Your account is ready.");
    expect((await shown(template.request)).reads).toContain("is ready");
    await untilStatus(rejected.request, "failed");
    expect((await shown(rejected.request)).reason).toContain("in this country");
    expect((await engine.get(rejected.key))?.status).toBe("terminated");

    await untilStatus(asked.request, "inquiring");
    const params = [{ id: "company_note", value: "Sales" }];
    const { params_form_url: form } = await call("GET", asked.request);
    const code = new URL(form).searchParams.get("code");
    await call("POST", `${asked.request}/pend?code=${code}`, { asset: { params } });
    await untilStatus(asked.request, "approved");

    const items = [{ id: `${DEFAULT_PRODUCT_ID}-0001`, quantity: 5 }];
    const moved = await call("POST", "/requests", {
      type: "change",
      asset: { id: made.key, items },
    });
    await expect.poll(() => keys.length, { timeout }).toBe(2);
    await expect
      .poll(async () => (await engine.retry(made.key)).verdict.type, { timeout })
      .toBe("moved");
    await untilStatus(`/requests/${moved.id}`, "approved");

    const paused = await call("POST", "/requests", { type: "suspend", asset: { id: made.key } });
    await untilStatus(`/requests/${paused.id}`, "scheduled");
    await call("POST", "/requests", { type: "cancel", asset: { id: template.key } });
    await expect
      .poll(async () => (await engine.get(template.key))?.requestState, { timeout })
      .toBe("stuck");

    const { adaptersOf } = await program<{
      adaptersOf: (given: Omit<ConnectOptions, "handlers">) => readonly Adapter[];
    }>("tiers.ts");
    const names = adaptersOf(account).map(({ name }) => name);
    expect(names).toEqual(["connect", "connect-tiers"]);
  },
  timeout,
);
