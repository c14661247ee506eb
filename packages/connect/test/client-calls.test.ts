import { describe, expect, test } from "vitest";

import { apiKey, clientOf } from "./support/client.ts";
import { requestPayload } from "./support/payloads.ts";
import type { SpecifiedCall } from "./support/specified-call.ts";
import { specifiedProducts } from "./support/specified-products.ts";
import { specifiedRequests } from "./support/specified-requests.ts";
import { specifiedConversations, specifiedTiers } from "./support/specified-tiers.ts";
import { specifiedUsage, specifiedWebhooks } from "./support/specified-usage.ts";
import { type WireCall, wireRecorder } from "./support/wire-recorder.ts";

const table: readonly SpecifiedCall[] = [
  ...specifiedRequests,
  ...specifiedProducts,
  ...specifiedTiers,
  ...specifiedConversations,
  ...specifiedWebhooks,
  ...specifiedUsage,
];

/** Something every schema of the client reads: a request that is a little of everything. */
function anything({ path, query }: WireCall): unknown {
  if (query.includes("limit=")) return [];
  if (path.endsWith("/close-records")) return [{ id: "UR-1", status: "closed" }];
  return {
    ...requestPayload(),
    product: { id: "PRD-1" },
    configuration: { id: "TC-1" },
    link: "https://vendor.example.com/",
    jwt_secret: "example",
  };
}

describe("every call of the client", () => {
  test.each(table)("$call is sent as specified: $method $path", async (specified) => {
    const server = await wireRecorder(anything);
    await specified.run(clientOf(server));
    expect(server.calls).toHaveLength(1);
    const [sent] = server.calls;
    expect(`${sent?.method} ${sent?.path}`).toBe(`${specified.method} ${specified.path}`);
    expect(decodeURIComponent(sent?.query ?? "")).toBe(specified.query ?? "");
    expect(specified.body.safeParse(sent?.body).error?.issues).toBeUndefined();
    expect(sent?.headers.authorization).toBe(`ApiKey ${apiKey}`);
  });

  test("is in the table above", () => {
    const client = clientOf({ url: "http://127.0.0.1:1" });
    const offered = Object.entries(client).flatMap(([group, calls]) =>
      Object.keys(calls as object).map((name) => `${group}.${name}`),
    );
    expect([...new Set(table.map(({ call }) => call))].toSorted()).toEqual(offered.toSorted());
  });

  test("asks for a language where it renders, and only there", async () => {
    const server = await wireRecorder(anything);
    const client = clientOf(server);
    await client.requests.render("PR-1", { locale: "es-MX" });
    await client.assets.render("AS-1");
    expect(server.calls.map(({ headers }) => headers["connect-localization"])).toEqual([
      "es-MX",
      undefined,
    ]);
  });
});
