import { describe, expect, test } from "vitest";

import { operationsOf } from "./route-shapes.ts";
import { served } from "./served.ts";

describe("the document", () => {
  test("is OpenAPI 3.1, describes every route with its role, and refers to nothing that is not in it", async () => {
    const { app } = await served();
    const response = await app.request("/api/openapi.json");
    const document = (await response.json()) as {
      openapi: string;
      components: { schemas: object };
    };
    expect(document.openapi).toBe("3.1.0");
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"(?<ref>[^"]+)"/gu)].map(
      ({ groups }) => groups?.["ref"] ?? "",
    );
    expect(references.length).toBeGreaterThan(50);
    for (const reference of new Set(references)) {
      const name =
        /^#\/components\/schemas\/(?<name>\w+)$/u.exec(reference)?.groups?.["name"] ?? "";
      expect(document.components.schemas, reference).toHaveProperty(name);
    }
    const operations = operationsOf(app);
    expect(operations.length).toBeGreaterThan(30);
    expect(operations.filter(({ role }) => !["read", "operate", "admin"].includes(role))).toEqual(
      [],
    );
  });

  test("is a page for people that runs no script and loads nothing from elsewhere", async () => {
    const { app } = await served();
    const page = await (await app.request("/api/reference")).text();
    expect(page).toContain("/api/v1/subscriptions/{key}/commands");
    expect(page).not.toMatch(/<script|style="|https?:\/\/|@import/u);
    const linked = [...page.matchAll(/(?:href|src)="(?<to>[^"#][^"]*)"/gu)].map(
      ({ groups }) => groups?.["to"],
    );
    expect(new Set(linked)).toEqual(new Set(["/api/reference.css", "/api/openapi.json"]));
    for (const to of linked) expect((await app.request(to ?? "")).status).toBe(200);
    const anchors = [...page.matchAll(/href="#(?<id>[^"]+)"/gu)].map(
      ({ groups }) => groups?.["id"],
    );
    for (const id of new Set(anchors)) expect(page).toContain(`id="${id}"`);
  });
});
