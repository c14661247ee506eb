import { fc, test } from "@fast-check/vitest";
import type { SubscriptionEventInput } from "@tenure/machine";
import { memoryDatabase, memoryStore } from "@tenure/testing/store";
import { expect, it, onTestFinished } from "vitest";

import { build, open, purchase } from "./house.ts";

const eventLike = fc.record(
  {
    type: fc.oneof(
      fc.constantFrom(
        "request.pending",
        "command.change",
        "answer.approve",
        "subscription.adopted",
      ),
      fc.string({ unit: "binary" }),
      fc.anything(),
    ),
    request: fc.oneof(fc.record({ id: fc.anything(), type: fc.anything() }), fc.anything()),
    requestId: fc.oneof(fc.string({ unit: "binary" }), fc.anything()),
    parameters: fc.oneof(
      fc.dictionary(fc.string({ unit: "binary" }), fc.anything()),
      fc.anything(),
    ),
    status: fc.anything(),
  },
  { requiredKeys: [] },
);
const hostile = fc.oneof(
  eventLike,
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withSparseArray: true }),
);

async function opened() {
  const house = build({
    store: memoryStore({ database: memoryDatabase() }),
    perform: () => ({ type: "done", events: [] }),
    maximumEventBytes: 10_000,
  });
  await house.engine.start();
  return house;
}

test.prop([hostile], { numRuns: 300 })(
  "whatever is sent is taken in whole, or refused as a result with nothing written",
  async (given) => {
    const { engine } = await opened();
    const { verdict, version } = await engine.send("AS-1", given as SubscriptionEventInput);
    if (verdict.type === "refused" && verdict.refusal.code === "invalid_event") {
      expect(version).toBe(0);
      expect(await engine.get("AS-1")).toBeUndefined();
      expect(verdict.refusal.message).toContain("Subscription AS-1");
      expect(verdict.refusal.message.length).toBeLessThan(1500);
    }
    expect((await engine.history("AS-1")).length).toBe(version);
    if (version > 0) expect(await engine.verify("AS-1")).toMatchObject({ type: "intact" });
    await engine.stop({ deadlineMilliseconds: 0 });
  },
  30_000,
);

const request = { id: "PR-1", type: "purchase" };
const circle: Record<string, unknown> = { ...request };
circle["parameters"] = { circle };
let deep: unknown = 1;
for (let level = 0; level < 50_000; level += 1) deep = [deep];

it.for([
  ["nothing", undefined],
  ["null", null],
  ["a text", "request.pending"],
  ["a list", [purchase("PR-1")]],
  ["an unknown type", { type: "subscription.explode" }],
  ["a huge type", { type: "x".repeat(5000) }],
  [
    "too many bytes",
    { type: "request.pending", request: { ...request, reason: "x".repeat(9990) } },
  ],
  ["depth", { type: "request.pending", request: { ...request, parameters: { deep } } }],
  ["a circle", { type: "request.pending", request: circle }],
  ["a big integer", { type: "request.pending", request: { ...request, parameters: { n: 1n } } }],
  [
    "a prototype",
    JSON.parse('{"type":"answer.approve","requestId":"PR-1","parameters":{"__proto__":{"a":1}}}'),
  ],
  ["U+0000", { type: "request.pending", request: { ...request, id: "PR\u0000" } }],
  [
    "a huge unknown name",
    {
      type: "request.pending",
      request: { ...request, parameters: { ["n".repeat(9000)]: undefined, x: Number.NaN } },
    },
  ],
] as const)("%s is refused as an invalid event, and nothing is written", async ([, given]) => {
  const { engine, store } = await opened();
  const { verdict, version } = await engine.send("AS-1", given as SubscriptionEventInput);
  expect(verdict).toMatchObject({ type: "refused", refusal: { code: "invalid_event" } });
  expect(version).toBe(0);
  expect(await store.changesEnd()).toBeUndefined();
  await engine.stop();
});

it("an event nearly as large as a mebibyte is taken in whole", async () => {
  const { engine } = await open({ perform: () => ({ type: "done", events: [] }) });
  const numbers = Array.from({ length: 500_000 }, () => 7);
  const event = {
    type: "request.pending",
    request: { ...request, parameters: { numbers } },
  } as const;
  expect((await engine.send("AS-1", event)).verdict.type).toBe("moved");
});

it.for([
  ["", "empty"],
  ["k".repeat(256), "too long"],
  ["a\u0000", "with U+0000"],
  ["\uD800", "broken"],
  [7, "a number"],
  [{}, "an object"],
] as const)("an idempotency key that is none is told by its code (%#)", async ([given]) => {
  const { engine, store } = await opened();
  onTestFinished(() => engine.stop());
  const options = { idempotencyKey: given as string };
  const known = { code: "idempotency_key_invalid", consequence: "Refused" };
  await expect(engine.send("AS-1", purchase("PR-1"), options)).rejects.toMatchObject(known);
  await expect(engine.retry("AS-1", options)).rejects.toMatchObject(known);
  expect(await store.changesEnd()).toBeUndefined();
});

it("an event that its sender goes on changing is recorded as it was sent", async () => {
  const { engine } = await open({ perform: () => ({ type: "done", events: [] }) });
  const parameters: Record<string, string> = { seats: "3" };
  const sending = engine.send("AS-1", {
    type: "request.pending",
    request: { ...request, parameters },
  });
  parameters["seats"] = "4000";
  await sending;
  const [entry] = await engine.history("AS-1");
  expect(entry?.event).toMatchObject({ request: { parameters: { seats: "3" } } });
  expect(await engine.verify("AS-1")).toMatchObject({ type: "intact" });
});

it("what a handler throws or answers, hostile or not, is kept so that any store can hold it", async () => {
  const { engine, clock } = await open({
    retry: { attempts: 2 },
    perform: () => {
      throw new Error(`bad\u0000\uD800${"x".repeat(100_000)}`);
    },
  });
  await engine.send("AS-1", purchase("PR-1"));
  await clock.advance(60_000);
  const last = (await engine.history("AS-1")).at(-1);
  const text = JSON.stringify(last?.event);
  expect(last?.event.type).toBe("effect.failed");
  expect(text.length).toBeLessThan(3000);
  expect(text).not.toContain("\\u0000");
  expect(text).not.toContain("\\ud800");
});
