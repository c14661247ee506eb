import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";

import { approve, type HandlerAnswer, inquire, type TemplateChoice } from "../src/index.ts";
import { answered } from "./support/answered.ts";
import { loopback, type Loopback } from "./support/loopback.ts";
import { movingRequest } from "./support/platform-stub.ts";
import { movingTier } from "./tiers/moving-tier.ts";

interface Row {
  readonly id: string;
  readonly name?: string | null;
  readonly title?: string | null;
  readonly scope?: string | null;
  readonly type?: string | null;
}

/** A platform with one pending request and these templates. */
const platformWith = (rows: () => readonly Row[]) =>
  loopback(
    movingRequest({
      from: "pending",
      change: { template: null },
      others: ({ path }) => (path.endsWith("/templates") ? { json: rows() } : undefined),
    }),
  );

const bodyOf = (server: Loopback, action: string) =>
  server.calls.find(({ method, path }) => method === "POST" && path.endsWith(`/${action}`))?.body;

const rows: readonly Row[] = [
  { id: "TL-11", name: "Welcome", title: "Welcome", scope: "asset", type: "fulfillment" },
  { id: "TL-12", name: "Welcome", title: "Welcome", scope: "tier1", type: "fulfillment" },
  { id: "TL-13", name: "Welcome", title: "Welcome", scope: "asset", type: "inquire" },
  { id: "TL-14", name: "Twice", title: "Twice", scope: "asset", type: "fulfillment" },
  { id: "TL-15", name: "Twice", title: "Twice", scope: "asset", type: "fulfillment" },
  { id: "TL-16", name: "Reseller", title: "Reseller", scope: "tier2", type: null },
  { id: "TL-17", name: "Question", title: "Question", scope: "asset", type: "inquire" },
  { id: "TL-18", name: null, title: "Only a title", scope: "asset", type: "fulfillment" },
  { id: "TL-19", name: "Other", title: "Only a title", scope: "tier1", type: "fulfillment" },
  { id: "TL-20", name: "Ancient", title: null, scope: null, type: null },
];

describe("a template", () => {
  test.each<[string, HandlerAnswer, string, unknown]>([
    [
      "by its id",
      approve({ template: "TL-900-100-200" }),
      "approve",
      { template_id: "TL-900-100-200" },
    ],
    ["by its name", approve({ template: "Welcome" }), "approve", { template_id: "TL-11" }],
    ["by its title", approve({ template: "Only a title" }), "approve", { template_id: "TL-18" }],
    [
      "by its name and scope",
      approve({ template: { name: "Welcome", scope: "asset" } }),
      "approve",
      { template_id: "TL-11" },
    ],
    [
      "of a product that tells neither scope nor type",
      approve({ template: "Ancient" }),
      "approve",
      { template_id: "TL-20" },
    ],
    [
      "of a question, by its name",
      inquire({ parameters: { admin_email: "?" }, template: "Welcome" }),
      "inquire",
      { template_id: "TL-13" },
    ],
    [
      "of a question, by its name and scope",
      inquire({ parameters: { admin_email: "?" }, template: { name: "Question", scope: "asset" } }),
      "inquire",
      { template_id: "TL-17" },
    ],
    [
      "in whose place stands a tile",
      approve({ tile: "# Done" }),
      "approve",
      { activation_tile: "# Done" },
    ],
    [
      "in whose place a question has a tile",
      inquire({ parameters: { admin_email: "?" }, tile: "# Why?" }),
      "inquire",
      { activation_tile: "# Why?" },
    ],
    ["that a question leaves out", inquire({ parameters: { admin_email: "?" } }), "inquire", {}],
  ])("%s is sent as the platform knows it", async (_name, answer, action, body) => {
    const server = await platformWith(() => rows);
    expect((await answered(server, answer)).outcome).toMatchObject({ type: "done" });
    expect(bodyOf(server, action)).toEqual(body);
  });

  test.each<[string, TemplateChoice, string, readonly string[]]>([
    ["that two have is refused, with the ids of both", "Twice", "ambiguous", ["TL-14", "TL-15"]],
    [
      "that is none is refused, with the product",
      "Nobody",
      "not_found",
      ["PRD-100-200-300", '"Nobody"'],
    ],
    [
      "of another scope is refused, with where it is",
      "Reseller",
      "not_found",
      ["TL-16", "tier2", "asset"],
    ],
    [
      "of another type is refused, with what it is for",
      "Question",
      "not_found",
      ["TL-17", "inquire"],
    ],
    [
      "with a scope the request does not have is refused, with both",
      { name: "Welcome", scope: "tier1" },
      "not_found",
      ["tier1", "asset"],
    ],
  ])("%s", async (_name, template, code, told) => {
    const server = await platformWith(() => rows);
    const { outcome } = await answered(server, approve({ template, parameters: { tenant: "T" } }));
    expect(outcome).toMatchObject({ type: "refused", error: { code: `template_${code}` } });
    for (const word of told)
      expect(JSON.stringify(outcome)).toContain(JSON.stringify(word).slice(1, -1));
    expect(server.calls.every(({ method }) => method === "GET")).toBe(true);
  });

  test("that is added a moment later is found without waiting", async () => {
    let shown: readonly Row[] = [];
    const server = await platformWith(() => shown);
    const answer = approve({ template: "Welcome" });
    expect((await answered(server, answer)).outcome).toMatchObject({ type: "refused" });
    shown = rows;
    expect((await answered(server, answer)).outcome).toMatchObject({ type: "done" });
  });

  test("and a tile in its place are not both taken", async () => {
    const server = await platformWith(() => rows);
    for (const answer of [
      approve({ template: "Welcome", tile: "# Hi" }),
      inquire({ parameters: { a: "?" }, template: "Question", tile: "# Hi" }),
    ]) {
      // oxlint-disable-next-line no-await-in-loop -- one request after the other
      expect((await answered(server, answer)).asked).toMatchObject({
        type: "refused",
        error: {
          code: "invalid_answer",
          message: expect.stringContaining("a template and a tile"),
        },
      });
    }
  });

  test.each(["{Hello}", '{"name":"Welcome"}', '{"name":"Welcome","scope":"moon"}'])(
    "whose name is %s is found by it",
    async (name) => {
      const server = await platformWith(() => [{ id: "TL-31", name }, ...rows]);
      await answered(server, approve({ template: name }));
      expect(bodyOf(server, "approve")).toEqual({ template_id: "TL-31" });
    },
  );

  const name = fc.constantFrom("Welcome", "Question");
  const row = fc.record({
    name,
    title: name,
    scope: fc.constantFrom("asset", "tier1", "tier2", null),
    type: fc.constantFrom("fulfillment", "inquire", "pending", null),
  });
  property.prop([fc.array(row, { maxLength: 6 }), name, fc.boolean()], { numRuns: 60 })(
    "is sent exactly when its name means one, whatever templates there are",
    async (templates, wanted, isScoped) => {
      const catalog = templates.map((one, index) => ({ id: `TL-50-${index}`, ...one }));
      const server = await platformWith(() => catalog);
      const template = isScoped ? { name: wanted, scope: "asset" as const } : wanted;
      const { outcome } = await answered(server, approve({ template }));
      const fitting = catalog.filter(
        ({ scope, type }) =>
          ["asset", null].includes(scope) && ["fulfillment", null].includes(type),
      );
      const named = fitting.filter((one) => one.name === wanted);
      const meant = named.length > 0 ? named : fitting.filter(({ title }) => title === wanted);
      const isSent = meant.length === 1;
      const id = meant[0]?.id;
      expect(bodyOf(server, "approve")).toEqual(isSent ? { template_id: id } : undefined);
      if (isSent) return;
      const code = meant.length === 0 ? "template_not_found" : "template_ambiguous";
      expect(outcome).toMatchObject({ type: "refused", error: { code } });
      for (const one of meant) expect(JSON.stringify(outcome)).toContain(one.id);
    },
  );
});

describe("a reseller's template", () => {
  test.each<[string, TemplateChoice, 1 | 2, string]>([
    ["by its id", "TL-700-800", 1, "TL-700-800"],
    ["by its name, of the configuration's level", "Welcome", 2, "TL-2"],
    ["by its name and scope", { name: "Welcome", scope: "tier1" }, 1, "TL-1"],
  ])("%s is sent", async (_name, template, level, id) => {
    const server = await loopback(movingTier({ configuration: { tier_level: level } }));
    expect((await answered(server, approve({ template }), "tier")).outcome).toMatchObject({
      type: "done",
    });
    expect(bodyOf(server, "approve")).toEqual({ template: { id } });
  });

  test.each<[string, TemplateChoice, readonly string[]]>([
    ["of another level", { name: "Welcome", scope: "tier2" }, ["tier1", "tier2"]],
    ["that only subscriptions have", "Other", ["TL-9", "asset"]],
    ["that asks", "Asking", ["TL-4", "inquire"]],
  ])("%s is refused, with where it is", async (_name, template, told) => {
    const server = await loopback(movingTier());
    const { outcome } = await answered(server, approve({ template }), "tier");
    expect(outcome).toMatchObject({ type: "refused", error: { code: "template_not_found" } });
    for (const word of told) expect(JSON.stringify(outcome)).toContain(word);
    expect(server.calls.every(({ method }) => method === "GET")).toBe(true);
  });
});
