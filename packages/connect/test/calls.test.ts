import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { createConnectClient } from "../src/index.ts";
import { apiKey, clientOf } from "./support/client.ts";
import { loopback } from "./support/loopback.ts";
import { requestPayload } from "./support/payloads.ts";

describe("calls", () => {
  test("carry the key with its prefix, whether it was given with it or not", async () => {
    const server = await loopback(() => ({ json: requestPayload() }));
    await clientOf(server).requests.get("PR-1");
    await clientOf(server, { apiKey: `ApiKey ${apiKey}` }).requests.get("PR-1");
    expect(server.calls.map((call) => call.headers.authorization)).toEqual([
      `ApiKey ${apiKey}`,
      `ApiKey ${apiKey}`,
    ]);
  });

  test.prop([fc.string()], { numRuns: 50 })(
    "never leave the collection they are about, whatever the id",
    async (id) => {
      const paths: string[] = [];
      const client = createConnectClient({
        baseUrl: "https://connect.example.com/v1",
        apiKey,
        fetch: async (input) => {
          paths.push(new URL(input instanceof Request ? input.url : input).pathname);
          return Response.json(requestPayload());
        },
      });
      await client.requests.get(id);
      expect(paths[0]).toMatch(/^\/v1\/requests\/[^/]+$/u);
    },
  );

  test("know what they wrote, also where the answer does not repeat its id", async () => {
    const server = await loopback(() => ({ json: { name: "Place" } }));
    const { productItems, productTemplates } = clientOf(server);
    expect(await productItems.update("PRD-1", "PRD-1-0001", { name: "Place" })).toEqual({
      id: "PRD-1-0001",
      name: "Place",
    });
    expect(await productTemplates.update("PRD-1", "TL-1", { name: "Place" })).toMatchObject({
      id: "TL-1",
    });
    await expect(clientOf(server).requests.update("PR-1", {})).rejects.toThrow("another shape");
  });

  test("wait for their turn when too many are under way", async () => {
    let open = 0;
    let most = 0;
    const server = await loopback(async () => {
      open += 1;
      most = Math.max(most, open);
      await new Promise((resolve) => setTimeout(resolve, 5));
      open -= 1;
      return { json: requestPayload() };
    });
    const { requests } = clientOf(server, { concurrency: 3 });
    await Promise.all(Array.from({ length: 12 }, (_, index) => requests.get(`PR-${index}`)));
    expect(most).toBe(3);
  });
});
