import { setTimeout as wait } from "node:timers/promises";

import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { connect, hold } from "../src/index.ts";
import {
  draftValidation,
  type DraftValidationOptions,
} from "../src/validation/draft-validation.ts";
import type { Judgment, Validator } from "../src/validation/judgment.ts";
import { requestPayload } from "./support/payloads.ts";
import { recordedLogger } from "./support/recorded-logger.ts";
import { callOf, clock, secret } from "./support/signed-calls.ts";
import { tierRequestPayload } from "./support/tier-payloads.ts";

interface Parameter extends Record<string, unknown> {
  readonly id: string;
}

function endpoint(options: Partial<DraftValidationOptions> = {}) {
  const logger = recordedLogger();
  const validate = options.validateTier === undefined ? () => undefined : undefined;
  return { logger, call: draftValidation({ secret, clock, logger, validate, ...options }) };
}

const draft = () => requestPayload({ status: "draft" }, { status: "draft" });
const assetOf = (payload: unknown) => (payload as { asset: { params: Parameter[] } }).asset;
const parametersIn = (payload: Record<string, unknown>): Parameter[] =>
  "asset" in payload ? assetOf(payload).params : (payload["params"] as Parameter[]);

async function posted(call: (request: Request) => Promise<Response>, payload: unknown = draft()) {
  const body = typeof payload === "string" ? payload : JSON.stringify(payload);
  const response = await call(await callOf({ body }));
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
}

/** The payload with these changes to its parameters, and no error on the others. */
function withChanges(
  payload: Record<string, unknown>,
  changes: Readonly<Record<string, object>>,
): unknown {
  const expected = structuredClone(payload);
  for (const parameter of parametersIn(expected)) {
    Object.assign(parameter, { value_error: "" }, changes[parameter.id]);
  }
  return expected;
}

describe("a validation call", () => {
  test("is answered with the same request, errors set and cleared", async () => {
    const payload = draft();
    Object.assign(parametersIn(payload)[0] ?? {}, { value_error: "from before" });
    const { call } = endpoint({
      validate: ({ request, parameter }) => {
        expect(request.id).toBe("PR-1000-2000-3000-001");
        expect(parameter("ordering", "admin_email")).toBe("admin@example.com");
        return { tenant: "Taken.", options: { structuredValue: { trial: false } } };
      },
    });
    const { status, json } = await posted(call, payload);
    expect(status).toBe(200);
    expect(json).toEqual(
      withChanges(payload, {
        tenant: { value_error: "Taken." },
        options: { structured_value: { trial: false } },
      }),
    );
  });

  test("may set values, choices and constraints, so that a form goes step by step", async () => {
    const payload = draft();
    Object.assign(parametersIn(payload)[1] ?? {}, {
      constraints: { required: true, hidden: true, hint: "As you like" },
      value_choices: [{ value: "old", label: "Old" }],
    });
    const choices = [{ value: "eu-1", label: "Frankfurt" }];
    const { call } = endpoint({
      validate: () => ({
        tenant: { error: "Choose one.", value: "eu-1", choices, constraints: { hidden: false } },
      }),
    });
    expect((await posted(call, payload)).json).toEqual(
      withChanges(payload, {
        tenant: {
          value: "eu-1",
          value_error: "Choose one.",
          value_choices: choices,
          constraints: { required: true, hidden: false, hint: "As you like" },
        },
      }),
    );
  });

  test("may name a message of the product's catalog, and an older one goes away", async () => {
    const payload = draft();
    Object.assign(parametersIn(payload)[0] ?? {}, { structured_error: { message: { id: "old" } } });
    const message = { externalId: "TAKEN", value: "The tenant {{name}} is taken." };
    const { call } = endpoint({
      validate: () => ({ tenant: { structuredError: { message, context: { name: "x" } } } }),
    });
    expect((await posted(call, payload)).json).toEqual(
      withChanges(payload, {
        admin_email: { structured_error: null },
        tenant: {
          value_error: message.value,
          structured_error: {
            message: { external_id: "TAKEN", value: message.value },
            context: { name: "x" },
          },
        },
      }),
    );
  });

  test.each([
    ["a draft change", requestPayload({ type: "change", status: "draft" })],
    ["the form of a purchase", requestPayload({ type: "purchase", status: "inquiring" })],
    ["the form of a change", requestPayload({ type: "change", status: "inquiring" })],
    ["a draft renewal", requestPayload({ type: "renew", status: "draft" })],
    ["a draft transfer", requestPayload({ type: "transfer", status: "draft" })],
    ["the draft of a type of tomorrow", requestPayload({ type: "merge", status: "draft" })],
  ])("about %s goes to the same validator, which is told", async (_name, payload) => {
    const { call } = endpoint({
      validate: ({ request }) => ({ tenant: `${request.type} ${request.status}` }),
    });
    const { status, json } = await posted(call, payload);
    expect(status).toBe(200);
    expect(json).toEqual(
      withChanges(payload, {
        tenant: { value_error: `${payload["type"] as string} ${payload["status"] as string}` },
      }),
    );
  });

  test.each([1, 2])("about a tier configuration of level %i has its validator", async (level) => {
    const payload = tierRequestPayload();
    (payload["configuration"] as Record<string, unknown>)["tier_level"] = level;
    const { call } = endpoint({
      validateTier: ({ request, tier, parameter, structuredParameter }) => {
        expect(request.configuration.product?.id).toBe("PRD-100-200-300");
        expect(structuredParameter("programs")).toEqual({ gold: true });
        expect([parameter("programs"), parameter("nowhere")]).toEqual(["", undefined]);
        return { partner_number: { error: `Tier ${tier}: ${parameter("partner_number")}?` } };
      },
    });
    const { status, json } = await posted(call, payload);
    expect(status).toBe(200);
    expect(json).toEqual(
      withChanges(payload, { partner_number: { value_error: `Tier ${level}: 000000?` } }),
    );
  });

  test("about something nobody validates fails, and is told in the log", async () => {
    const fulfillmentOnly = endpoint({ validate: () => undefined });
    expect((await posted(fulfillmentOnly.call, tierRequestPayload())).status).toBe(500);
    expect(fulfillmentOnly.logger.lines[0]?.fields["requestId"]).toBe("TCR-100-200-300-001");
    const tiersOnly = endpoint({ validateTier: () => undefined });
    expect((await posted(tiersOnly.call)).status).toBe(500);
    expect(() => draftValidation({ secret })).toThrow(
      expect.objectContaining({ code: "options_invalid" }),
    );
  });

  test.each([
    ["something else than a request", JSON.stringify({ hello: 1 }), 400],
    ["a tier request of no configuration", JSON.stringify({ id: "x", configuration: {} }), 400],
    ["something else than JSON", "hello", 400],
    ["nothing", "", 400],
    ["more than it accepts", JSON.stringify({ a: "x".repeat(2000) }), 413],
  ])("with %s is turned away", async (_name, body, status) => {
    const { call, logger } = endpoint({ maxBodyBytes: 1800 });
    expect((await posted(call, body)).status).toBe(status);
    expect(logger.lines).toEqual([]);
  });

  const answering = (answer: unknown) => () => answer as Judgment;
  const failing: readonly (readonly [string, Validator, string])[] = [
    [
      "throws",
      () => {
        throw new Error("no database");
      },
      "no database",
    ],
    ["rejects", () => Promise.reject(new Error("no database")), "no database"],
    ["never ends", () => new Promise<undefined>(() => undefined), "no answer within 40 ms"],
    ["ends too late", () => wait(90, undefined), "no answer within 40 ms"],
    ["fails too late", () => wait(90).then(() => Promise.reject(new Error("x"))), "no answer"],
    ["names a parameter that is not there", () => ({ nowhere: "?" }), "nowhere"],
    ["answers a number", answering({ tenant: 7 }), "tenant"],
    ["answers a misspelled field", answering({ tenant: { eror: "x" } }), "tenant"],
    ["answers choices without labels", answering({ tenant: { choices: ["a"] } }), "tenant"],
    ["answers a function", answering(() => undefined), "(root)"],
    ["answers null", answering(null), "(root)"],
  ];

  test.each(failing)(
    "whose validator %s is answered with an error, and told in the log",
    async (_name, validate, why) => {
      const { call, logger } = endpoint({ validate, timeoutMilliseconds: 40 });
      const { status, json } = await posted(call);
      expect(status).toBe(500);
      expect(json).toEqual({
        error_code: "validation_failed",
        errors: ["The request cannot be validated at this moment."],
      });
      expect(logger.lines.map((line) => line.level)).toEqual(["error"]);
      expect(logger.lines[0]?.fields["requestId"]).toBe("PR-1000-2000-3000-001");
      expect(JSON.stringify(logger.lines)).toContain(why);
    },
  );

  test("tells its validator when its time is over", async () => {
    const over = Promise.withResolvers<string>();
    const validate: Validator = ({ signal }) =>
      new Promise(() => {
        signal.addEventListener("abort", () => over.resolve("told"));
      });
    await posted(endpoint({ validate, timeoutMilliseconds: 20 }).call);
    expect(await over.promise).toBe("told");
  });

  test("that nobody waits for any more ends its validator, and is no failure", async () => {
    const gone = new AbortController();
    const over = Promise.withResolvers<string>();
    const { call, logger } = endpoint({
      validate: ({ signal }) => {
        signal.addEventListener("abort", () => over.resolve("told"));
        gone.abort();
        return new Promise(() => undefined);
      },
    });
    await call(await callOf({ body: JSON.stringify(draft()), signal: gone.signal }));
    expect(await over.promise).toBe("told");
    expect(logger.lines).toEqual([]);
  });

  const json = fc.jsonValue({ depthSize: "small" });
  const parameter = fc.record(
    { value: json, value_error: fc.string(), constraints: json, extra: json, type: fc.string() },
    { requiredKeys: [] },
  );

  test.prop([fc.array(parameter, { maxLength: 5 }), fc.dictionary(fc.string(), json)], {
    numRuns: 60,
  })("gives back every field nobody judged as it came", async (parameters, more) => {
    const params = parameters.map((fields, index) =>
      Object.assign({}, fields, { id: `p${index}` }),
    );
    const payload = JSON.parse(
      JSON.stringify({ ...more, ...requestPayload({ status: "draft" }, { params }) }),
    ) as Record<string, unknown>;
    const answer = await posted(endpoint().call, payload);
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual(withChanges(payload, {}));
  });

  test("is answered by the adapter that was given a validator", async () => {
    const adapter = connect({
      baseUrl: "https://connect.example.com",
      apiKey: "SU-1:abcdef",
      products: ["PRD-1"],
      handlers: { otherwise: hold },
      clock,
      validation: { secret, validate: () => ({ tenant: "Taken." }) },
    });
    expect((await posted(adapter.validation)).status).toBe(200);
  });
});
