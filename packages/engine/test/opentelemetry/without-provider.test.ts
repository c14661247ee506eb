import { context, metrics, trace } from "@opentelemetry/api";
import { afterEach, beforeAll, describe, expect, test } from "vitest";

import { observer } from "../../src/opentelemetry/index.ts";
import { asyncContext } from "./async-context.ts";
import { anAttempt, anEvent, moved } from "./observed.ts";
import { recording } from "./recording.ts";

const traceParent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

beforeAll(() => {
  context.setGlobalContextManager(asyncContext());
});

afterEach(() => {
  trace.disable();
  metrics.disable();
});

describe("without a provider", () => {
  test("everything works and nothing is traced", async () => {
    const silent = observer();
    const event = silent.event(anEvent({ lag: 5 }));
    event.ended(moved());
    const attempt = silent.attempt(anAttempt({ attempt: 2 }));
    expect(await attempt.during(() => Promise.resolve("the answer"))).toBe("the answer");
    attempt.ended({ outcome: "retry", code: "http_503" });
    let asked = 0;
    const end = silent.watch(() => {
      asked += 1;
      return Promise.reject(new Error("never asked"));
    });
    end();
    expect(asked).toBe(0);
    expect(event).not.toHaveProperty("trace");
    expect(attempt).not.toHaveProperty("trace");
  });

  test("a trace that was given is passed on", () => {
    const silent = observer();
    const { trace: asked } = silent.event(anEvent({ trace: traceParent }));
    expect(asked).toBe(traceParent);
    expect(silent.attempt(anAttempt({ trace: asked })).trace).toBe(traceParent);
  });
});

describe("a provider that is registered after the observer was made", () => {
  test("gets the spans and the metrics of all that follows", async () => {
    const early = observer();
    const later = recording();
    trace.setGlobalTracerProvider(later.tracerProvider);
    metrics.setGlobalMeterProvider(later.meterProvider);

    early.event(anEvent()).ended(moved());
    expect(later.spans()).toHaveLength(1);
    expect((await later.metrics()).has("tenure.event.transitions")).toBe(true);
  });
});
