import { fc, test } from "@fast-check/vitest";
import type { Histogram } from "@opentelemetry/sdk-metrics";
import { describe, expect } from "vitest";

import { TenureError } from "../../src/tenure-error.ts";
import { anAttempt, anEvent, moved } from "./observed.ts";
import { recording } from "./recording.ts";

const active = { status: "active", requestState: "none" } as const;
const refusal = { code: "drift", message: "AS-1 is active" } as const;

describe("counters", () => {
  test("transitions, by event and by the states between which they are", async () => {
    const { observer, points } = recording();
    for (let time = 0; time < 3; time += 1) observer.event(anEvent()).ended(moved());
    observer
      .event(anEvent({ type: "request.approved" }))
      .ended(moved({ from: { status: "processing", requestState: "pending" }, to: active }));
    observer
      .event(anEvent())
      .ended(moved({ verdict: { type: "unchanged", reason: "known" }, from: active, to: active }));

    const found = await points("tenure.event.transitions");
    expect(found.map(({ value }) => value)).toEqual([3, 1]);
    expect(found.at(1)?.attributes).toEqual({
      "tenure.event.type": "request.approved",
      "tenure.adapter": "connect",
      "tenure.status.from": "processing",
      "tenure.status.to": "active",
      "tenure.request_state.from": "pending",
      "tenure.request_state.to": "none",
    });
  });

  test("refusals by their code, drift, repeated and failed events", async () => {
    const { observer, points } = recording();
    observer
      .event(anEvent())
      .ended(
        moved({ verdict: { type: "refused", refusal }, drift: true, from: active, to: active }),
      );
    observer.event(anEvent()).ended({ type: "repeated" });
    observer.event(anEvent()).ended({ type: "fenced" });
    const ours = new TenureError("version_conflict", "Others were first.");
    observer.event(anEvent()).ended({ type: "failed", error: ours });
    observer.event(anEvent()).ended({ type: "failed", error: new Error("something else") });

    const type = { "tenure.event.type": "request.pending" };
    const adapter = { "tenure.adapter": "connect" };
    const counted = (attributes: object) => expect.objectContaining({ attributes, value: 1 });
    expect(await points("tenure.event.refusals")).toEqual([
      counted({ ...type, ...adapter, "tenure.event.refusal": "drift" }),
    ]);
    expect(await points("tenure.event.drifts")).toEqual([counted({ ...type, ...adapter })]);
    expect(await points("tenure.event.repeats")).toEqual([counted(type)]);
    expect(await points("tenure.event.failures")).toEqual([
      counted({ ...type, "error.type": "version_conflict" }),
      counted({ ...type, "error.type": "_OTHER" }),
    ]);
    expect(await points("tenure.event.transitions")).toEqual([]);
  });

  test("attempts by adapter, effect and outcome, and those that are not the first", async () => {
    const { observer, points } = recording();
    observer.attempt(anAttempt()).ended({ outcome: "retry", code: "http_503" });
    observer.attempt(anAttempt({ attempt: 2 })).ended({ outcome: "retry", code: "http_500" });
    observer.attempt(anAttempt({ attempt: 3 })).ended({ outcome: "done" });

    const effect = { "tenure.adapter": "connect", "tenure.effect.type": "fulfillRequest" };
    expect(await points("tenure.effect.attempts")).toMatchObject([
      { attributes: { ...effect, "tenure.effect.outcome": "retry" }, value: 2 },
      { attributes: { ...effect, "tenure.effect.outcome": "done" }, value: 1 },
    ]);
    expect(await points("tenure.effect.retries")).toMatchObject([{ attributes: effect, value: 2 }]);
  });
});

describe("durations, in seconds,", () => {
  const sums = async (found: ReturnType<ReturnType<typeof recording>["points"]>) =>
    (await found).map(({ value }) => {
      const { count, sum } = value as Histogram;
      return { count, sum };
    });

  test("of an attempt, by its outcome", async () => {
    let now = 1_000;
    const { observer, points } = recording({ now: () => now });
    const attempt = observer.attempt(anAttempt());
    now += 1_500;
    attempt.ended({ outcome: "done" });
    expect(await sums(points("tenure.effect.duration"))).toEqual([{ count: 1, sum: 1.5 }]);
  });

  test("of the wait for an attempt, and of the lag of an event whose time is known", async () => {
    const { observer, points } = recording();
    observer.attempt(anAttempt({ waited: 250 })).ended({ outcome: "done" });
    observer.event(anEvent({ lag: 2_000 })).ended(moved());
    observer.event(anEvent()).ended(moved());
    expect(await sums(points("tenure.effect.wait"))).toEqual([{ count: 1, sum: 0.25 }]);
    expect(await sums(points("tenure.event.lag"))).toEqual([{ count: 1, sum: 2 }]);
  });

  test("of a lag are not negative when the clocks of two machines differ", async () => {
    const { observer, points } = recording();
    observer.event(anEvent({ lag: -5_000 })).ended(moved());
    observer.attempt(anAttempt({ waited: -1 })).ended({ outcome: "done" });
    expect(await sums(points("tenure.event.lag"))).toEqual([{ count: 1, sum: 0 }]);
    expect(await sums(points("tenure.effect.wait"))).toEqual([{ count: 1, sum: 0 }]);
  });

  test("of a state, when it is left, by the state that was left", async () => {
    const { observer, points } = recording();
    const pending = { status: "processing", requestState: "pending" } as const;
    const timeInState = 90_000;
    observer.event(anEvent()).ended(moved());
    observer.event(anEvent()).ended(moved({ from: pending, to: pending, timeInState: 0 }));
    observer.event(anEvent()).ended(moved({ from: pending, to: active, timeInState }));
    expect(await sums(points("tenure.state.duration"))).toEqual([{ count: 1, sum: 90 }]);
    const [left] = await points("tenure.state.duration");
    expect(left?.attributes).toEqual({
      "tenure.adapter": "connect",
      "tenure.status.from": "processing",
      "tenure.request_state.from": "pending",
    });
  });
});

const id = fc.string({ minLength: 1, maxLength: 20 });

describe("time series", () => {
  test.prop([fc.uniqueArray(id, { minLength: 2, maxLength: 20 })], { numRuns: 25 })(
    "do not grow with the subscriptions, tenants, effects and error codes there are",
    async (ids) => {
      const { observer, metrics } = recording({ attributes: { "app.region": "eu" } });
      for (const [count, name] of ids.entries()) {
        const about = { key: name, tenant: name };
        const event = observer.event(anEvent({ ...about, lag: count }));
        event.ended(moved());
        observer.event(anEvent(about)).ended({ type: "repeated" });
        const error = Object.assign(new Error(name), { code: name });
        observer.event(anEvent(about)).ended({ type: "failed", error });
        observer
          .attempt(anAttempt({ ...about, effectId: `${name}/1/0`, attempt: count + 2 }))
          .ended({ outcome: "stuck", code: name });
      }
      const found = await metrics();
      expect(found.size).toBe(8);
      for (const { dataPoints } of found.values()) {
        expect(dataPoints).toHaveLength(1);
        expect(dataPoints[0]?.attributes["app.region"]).toBe("eu");
      }
    },
  );
});
