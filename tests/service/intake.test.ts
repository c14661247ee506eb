import { connect } from "@tenure/connect";
import { createConnectSimulator, VENDOR_KEY } from "@tenure/simulator";
import { SignJWT } from "jose";
import { describe, expect, test } from "vitest";

import { onAPort } from "./on-a-port.ts";

const secret = "the-webhook's-secret";

/** A service whose platform calls it: that of Connect, with the endpoints of its adapter. */
async function called() {
  const platform = await createConnectSimulator().listen();
  const adapter = connect({
    baseUrl: platform.url,
    apiKey: VENDOR_KEY,
    products: ["PRD-100-000-001"],
    handlers: { otherwise: "held" },
    webhooks: { secret },
    validation: { secret, validate: async () => ({}) },
  });
  const service = await onAPort({ tokens: [] }, [adapter]);
  const token = await new SignJWT({})
    .setProtectedHeader({ alg: "HS256" })
    .setIssuedAt()
    .setExpirationTime("1m")
    .sign(new TextEncoder().encode(secret));
  const post = async (path: string, body: string, headers: Record<string, string> = {}) =>
    fetch(`${service.url}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}`, ...headers },
      body,
    });
  return { ...service, platform, post, adapter };
}

describe("the platforms' calls", () => {
  test("are taken under the adapter's name, and say by their own token whose they are", async () => {
    const { post, url, platform } = await called();
    const event = JSON.stringify({ webhook_id: "WH-1", object_class: "fulfillment_request" });
    expect((await post("/intake/connect/webhook", event)).status).toBe(200);
    expect((await post("/intake/connect/webhook", event, { authorization: "" })).status).toBe(401);
    expect(
      (await post("/intake/connect/webhook", event, { authorization: "Bearer x" })).status,
    ).toBe(401);
    expect((await fetch(`${url}/intake/connect/webhook`)).status).toBe(401);
    expect((await post("/intake/connect/validation", "[]")).status).toBe(400);
    expect((await post("/intake/connect/notifications", event)).status).toBe(404);
    expect((await post("/intake/other/webhook", event)).status).toBe(404);
    expect((await post("/intake/connect/webhook", "x".repeat(2 ** 21))).status).toBe(413);
    // They come under whatever name the platform knows the service by, from wherever it is.
    const elsewhere = { "sec-fetch-site": "cross-site", origin: "https://platform.example" };
    expect((await post("/intake/connect/webhook", event, elsewhere)).status).toBe(200);
    await platform.close();
  });

  test("are told with the platform, for whoever has to enter them there", async () => {
    const { url, platform } = await called();
    const adapters = await (await fetch(`${url}/api/v1/adapters`)).json();
    expect(adapters).toMatchObject([
      { adapter: "connect", intake: ["/intake/connect/webhook", "/intake/connect/validation"] },
    ]);
    await platform.close();
  });
});
