import { test as propertyTest } from "@fast-check/vitest";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect } from "vitest";

import { house } from "./house.ts";
import { problemIn } from "./problem-in.ts";
import { operationsOf } from "./route-shapes.ts";
import { once } from "./served.ts";

type House = Awaited<ReturnType<typeof house>>;

describe("whatever is sent, it is answered and never breaks the service", () => {
  // One house for all cases: each leaves it as it was, or adds a subscription.
  let there: House;
  beforeAll(async () => {
    there = await house({ stopped: "by the caller" });
  });
  afterAll(async () => there.stop());

  const texts = fc.oneof(
    fc.string({ unit: "binary", maxLength: 40 }),
    fc.string({ unit: "grapheme", maxLength: 20 }),
    fc.constantFrom(
      "..",
      "%",
      "%2",
      "%zz",
      "/",
      "//",
      "a/b",
      "?",
      "#",
      "acme:",
      ":",
      "acme:x",
      "\u0000",
      "\uD83D",
      "🙂",
    ),
  );

  propertyTest.prop([texts, fc.nat()], { numRuns: 300 })(
    "any key in any route",
    async (key, choice) => {
      const routes = operationsOf(there.app).filter(({ path }) => path.includes("{key}"));
      const { method, path = "" } = routes[choice % routes.length] ?? {};
      const asked = path
        .replace("{key}", key.isWellFormed() ? encodeURIComponent(key) : "%ED%A0%80")
        .replace("{version}", "0");
      const response = await there.ask(asked, {
        ...(method === undefined ? {} : { method }),
        ...(method === "POST" ? { body: {}, headers: once() } : {}),
      });
      expect(response.status, asked).toBeLessThan(500);
      if (response.ok) await response.body?.cancel();
      else await problemIn(response);
    },
  );

  propertyTest.prop(
    [
      fc.oneof(
        fc.json(),
        fc.string({ unit: "binary" }),
        fc.json().map((text) => `{"type":"command.adjust","parameters":${text}}`),
        fc.json().map((text) => `{"__proto__":${text},"type":"command.cancel","consent":${text}}`),
      ),
      fc.nat(),
    ],
    { numRuns: 300 },
  )("any body in any change", async (body, choice) => {
    const routes = operationsOf(there.app).filter(
      ({ method, path }) => method === "POST" && path !== "/reconcile",
    );
    const { path = "" } = routes[choice % routes.length] ?? {};
    const asked = path.replace("{key}", "AS-none").replace("{adapter}", "none");
    const response = await there.ask(asked, { body, headers: once() });
    expect(response.status, asked).toBeLessThan(500);
    if (!response.ok) await problemIn(response);
  });

  const headerText = fc.string({
    unit: fc.constantFrom(...Array.from("abcXYZ019 \"',;:=/\\*()<>@[]{}%~\u00e9\u00ff")),
    maxLength: 60,
  });
  const headerName = fc.constantFrom(
    "authorization",
    "last-event-id",
    "idempotency-key",
    "if-match",
    "accept",
    "content-type",
    "content-length",
    "cookie",
    "range",
    "if-none-match",
    "x-forwarded-host",
  );
  propertyTest.prop([fc.dictionary(headerName, headerText), fc.nat()], { numRuns: 300 })(
    "any headers in any route",
    async (headers, choice) => {
      const routes = operationsOf(there.app);
      const { method = "GET", path = "" } = routes[choice % routes.length] ?? {};
      const asked = path
        .replace("{key}", "AS-1")
        .replace("{version}", "0")
        .replace("{machine}", "subscription");
      const response = await there.ask(asked, { method, headers });
      expect(response.status, asked).toBeLessThan(500);
      if (response.ok) await response.body?.cancel();
    },
  );

  const keys = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 60 })
    .filter((key) => !key.includes(":") && !/^\.{1,2}$/u.test(key))
    // oxlint-disable-next-line no-control-regex -- these no key may hold
    .filter((key) => !/[\u0000-\u001F\u007F\u2028\u2029\uFEFF]/u.test(key));
  propertyTest.prop([keys, fc.boolean()], { numRuns: 200 })(
    "a key of odd characters is found under its percent-encoded name",
    async (id, isOfTenant) => {
      const key = isOfTenant ? `acme:${id}` : id;
      await there.engine.send(
        key,
        { type: "subscription.adopted", status: "active" },
        { adapter: "connect" },
      );
      const response = await there.ask(`/subscriptions/${encodeURIComponent(key)}`);
      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject({ key, id });
      const listed = await there.ask(`/subscriptions?text=${encodeURIComponent(key)}&tenant=*`);
      const { rows } = (await listed.json()) as { rows: { key: string }[] };
      expect(rows.map((row) => row.key)).toContain(key);
    },
  );
});
