import { setImmediate } from "node:timers/promises";

import { context, propagation, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
} from "@opentelemetry/sdk-trace-base";
import { beforeAll, describe, expect, test } from "vitest";

import { TenureError } from "../../src/tenure-error.ts";
import { asyncContext } from "./async-context.ts";
import { anAttempt, anEvent, moved } from "./observed.ts";
import { recording } from "./recording.ts";

beforeAll(() => {
  context.setGlobalContextManager(asyncContext());
});

/** A trace that begins with an event and is carried on by a stored `traceparent`. */
function aStoredTrace(): string {
  const event = recording().observer.event(anEvent());
  event.ended(moved());
  if (event.trace === undefined) throw new Error("nothing to store");
  return event.trace;
}

describe("one trace", () => {
  test("runs from an event to its effect, in another process, and to the event that answers it", () => {
    const first = recording();
    const asked = first.observer.event(anEvent());
    asked.ended(moved());
    const stored = JSON.parse(JSON.stringify({ trace: asked.trace })) as { trace: string };

    const second = recording();
    const attempt = second.observer.attempt(anAttempt({ trace: stored.trace }));
    const answer = second.observer.event(anEvent({ type: "answer.approve", trace: attempt.trace }));
    answer.ended(moved({ effects: ["approveRequest"] }));
    attempt.ended({ outcome: "done" });
    const next = second.observer.attempt(
      anAttempt({ effect: "approveRequest", effectId: "AS-1/2/0", trace: answer.trace }),
    );
    next.ended({ outcome: "done" });

    const path = [
      first.span("tenure.event request.pending"),
      second.span("tenure.effect fulfillRequest"),
      second.span("tenure.event answer.approve"),
      second.span("tenure.effect approveRequest"),
    ];
    expect(new Set(path.map((span) => span.spanContext().traceId)).size).toBe(1);
    expect(path.map((span) => span.parentSpanContext?.spanId)).toEqual([
      undefined,
      ...path.slice(0, -1).map((span) => span.spanContext().spanId),
    ]);
  });

  test("holds each attempt at an effect beside the others", () => {
    const { observer, spans } = recording();
    const stored = aStoredTrace();
    for (const attempt of [1, 2, 3]) {
      observer.attempt(anAttempt({ trace: stored, attempt })).ended({ outcome: "retry" });
    }
    const parents = spans().map((span) => span.parentSpanContext?.spanId);
    expect(parents).toEqual([parents[0], parents[0], parents[0]]);
    expect(stored).toContain(parents[0]);
    expect(spans().map((span) => span.attributes["tenure.effect.attempt"])).toEqual([1, 2, 3]);
  });

  test("joins producer and consumer by their kinds and a link, as messages are", () => {
    const { observer, span } = recording();
    const asked = observer.event(anEvent());
    asked.ended(moved());
    observer.attempt(anAttempt({ trace: asked.trace })).ended({ outcome: "done" });

    const producer = span("tenure.event request.pending");
    const consumer = span("tenure.effect fulfillRequest");
    expect([producer.kind, consumer.kind]).toEqual([SpanKind.PRODUCER, SpanKind.CONSUMER]);
    expect(consumer.links.map((link) => link.context.spanId)).toEqual([
      producer.spanContext().spanId,
    ]);
  });

  test("that is not sampled stays so in another process", () => {
    const quiet = recording({ sampler: new AlwaysOffSampler() });
    const asked = quiet.observer.event(anEvent());
    asked.ended(moved());
    expect(asked.trace).toMatch(/-00$/u);

    const loud = recording({ sampler: new ParentBasedSampler({ root: new AlwaysOnSampler() }) });
    loud.observer.attempt(anAttempt({ trace: asked.trace })).ended({ outcome: "done" });
    loud.observer.attempt(anAttempt({ effect: "readRequest" })).ended({ outcome: "done" });
    expect(loud.spans().map((span) => span.name)).toEqual(["tenure.effect readRequest"]);
  });
});

describe("an event", () => {
  test("without a trace belongs to the span that is active when it is sent", () => {
    const { observer, tracerProvider, span } = recording();
    tracerProvider.getTracer("app").startActiveSpan("POST /webhook", (around) => {
      observer.event(anEvent()).ended(moved());
      around.end();
    });
    expect(span("tenure.event request.pending").parentSpanContext?.spanId).toBe(
      span("POST /webhook").spanContext().spanId,
    );
  });

  test("with a trace belongs to it, and links to the span that is active", () => {
    const { observer, tracerProvider, span } = recording();
    const stored = aStoredTrace();
    tracerProvider.getTracer("app").startActiveSpan("around", (around) => {
      observer.event(anEvent({ trace: stored })).ended(moved());
      around.end();
    });
    const { parentSpanContext, links } = span("tenure.event request.pending");
    expect(stored).toContain(parentSpanContext?.spanId);
    expect(links.map((link) => link.context.spanId)).toEqual([span("around").spanContext().spanId]);
  });

  test.each(["", "hostile", `00-${"0".repeat(32)}-${"0".repeat(16)}-01`])(
    "with the broken trace %j begins one of its own",
    (broken) => {
      const { observer, span } = recording();
      observer.event(anEvent({ trace: broken })).ended(moved());
      observer.attempt(anAttempt({ trace: broken })).ended({ outcome: "done" });
      expect(span("tenure.event request.pending").parentSpanContext).toBeUndefined();
      expect(span("tenure.effect fulfillRequest").parentSpanContext).toBeUndefined();
      expect(span("tenure.effect fulfillRequest").links).toEqual([]);
    },
  );

  test("of a timer, and an attempt of no trace, do not belong to what started the engine", () => {
    const { observer, tracerProvider, span } = recording();
    tracerProvider.getTracer("app").startActiveSpan("startup", (around) => {
      observer.event(anEvent({ type: "timer.due" })).ended(moved());
      observer.attempt(anAttempt()).ended({ outcome: "done" });
      around.end();
    });
    expect(span("tenure.event timer.due").parentSpanContext).toBeUndefined();
    expect(span("tenure.effect fulfillRequest").parentSpanContext).toBeUndefined();
  });

  test("says what became of it", () => {
    const { observer, span } = recording({ attributes: { "app.region": "eu" } });
    const refusal = { code: "not_in_this_state", message: "AS-1 is active" } as const;
    observer.event(anEvent({ tenant: "acme", type: "command.resume" })).ended({
      ...moved({ verdict: { type: "refused", refusal }, effects: [], drift: false }),
      from: { status: "active", requestState: "none" },
      to: { status: "active", requestState: "none" },
    });
    const { attributes, status } = span("tenure.event command.resume");
    expect(attributes).toEqual({
      "app.region": "eu",
      "tenure.subscription.key": "AS-1",
      "tenure.tenant": "acme",
      "tenure.adapter": "connect",
      "tenure.event.type": "command.resume",
      "tenure.event.outcome": "recorded",
      "tenure.event.verdict": "refused",
      "tenure.event.refusal": "not_in_this_state",
      "tenure.event.drift": false,
      "tenure.event.effects": [],
      "tenure.status.from": "active",
      "tenure.status.to": "active",
      "tenure.request_state.from": "none",
      "tenure.request_state.to": "none",
    });
    expect(status.code).toBe(SpanStatusCode.UNSET);
  });

  test.each(["repeated", "fenced"] as const)("that was %s is no error", (type) => {
    const { observer, span } = recording();
    observer.event(anEvent()).ended({ type });
    const { attributes, status } = span("tenure.event request.pending");
    expect(attributes["tenure.event.outcome"]).toBe(type);
    expect(status.code).toBe(SpanStatusCode.UNSET);
  });

  test("that failed is an error, known by its code", () => {
    const { observer, span } = recording();
    const error = new TenureError("store_unavailable", "Subscription AS-1: the disk is full.");
    observer.event(anEvent()).ended({ type: "failed", error });
    const { attributes, status } = span("tenure.event request.pending");
    expect(attributes["error.type"]).toBe("store_unavailable");
    expect(status).toEqual({ code: SpanStatusCode.ERROR, message: "store_unavailable" });
  });
});

describe("an attempt", () => {
  test("is active while the adapter works, so that the adapter's own spans are its children", async () => {
    const { observer, tracerProvider, span } = recording();
    const tracer = tracerProvider.getTracer("http");
    const attempt = observer.attempt(anAttempt({ trace: aStoredTrace() }));
    const answer = await attempt.during(async () => {
      await setImmediate();
      tracer.startSpan("POST").end();
      return "the answer";
    });
    expect(trace.getActiveSpan()).toBeUndefined();
    attempt.ended({ outcome: "done" });

    expect(answer).toBe("the answer");
    const { spanId } = span("tenure.effect fulfillRequest").spanContext();
    expect(span("POST").parentSpanContext?.spanId).toBe(spanId);
    expect(attempt.trace).toContain(spanId);
  });

  test("is the parent of an event that a handler sends while it works", async () => {
    const { observer, span } = recording();
    const attempt = observer.attempt(anAttempt());
    await attempt.during(async () => {
      await setImmediate();
      observer.event(anEvent({ key: "AS-2" })).ended(moved());
    });
    attempt.ended({ outcome: "done" });
    expect(span("tenure.event request.pending").parentSpanContext?.spanId).toBe(
      span("tenure.effect fulfillRequest").spanContext().spanId,
    );
  });

  test("keeps side by side work apart", async () => {
    const { observer, tracerProvider, spans, span } = recording();
    const tracer = tracerProvider.getTracer("http");
    await Promise.all(
      (["approveRequest", "failRequest", "readRequest"] as const).map(async (effect) => {
        const attempt = observer.attempt(anAttempt({ effect }));
        await attempt.during(async () => {
          await setImmediate();
          tracer.startSpan(`call for ${effect}`).end();
        });
        attempt.ended({ outcome: "done" });
      }),
    );
    expect(spans()).toHaveLength(6);
    for (const effect of ["approveRequest", "failRequest", "readRequest"]) {
      expect(span(`call for ${effect}`).parentSpanContext?.spanId).toBe(
        span(`tenure.effect ${effect}`).spanContext().spanId,
      );
    }
  });

  test("shows the adapter nothing of what the engine was once started in", async () => {
    const { observer } = recording();
    const startup = propagation.createBaggage({ user: { value: "who started the engine" } });
    await context.with(propagation.setBaggage(context.active(), startup), async () => {
      for (const stored of [aStoredTrace(), undefined]) {
        const attempt = observer.attempt(anAttempt({ trace: stored }));
        const seen = await attempt.during(() => Promise.resolve(propagation.getActiveBaggage()));
        expect(seen).toBeUndefined();
      }
    });
  });

  test("passes on what the adapter throws", async () => {
    const attempt = recording().observer.attempt(anAttempt());
    const thrown = new Error("the vendor's service is down");
    await expect(attempt.during(() => Promise.reject(thrown))).rejects.toBe(thrown);
  });

  test.each([
    ["done", SpanStatusCode.UNSET],
    ["superseded", SpanStatusCode.UNSET],
    ["aborted", SpanStatusCode.UNSET],
    ["lost", SpanStatusCode.UNSET],
    ["retry", SpanStatusCode.ERROR],
    ["stuck", SpanStatusCode.ERROR],
  ] as const)("that ends as %s has the status %i", (outcome, code) => {
    const { observer, span } = recording();
    observer.attempt(anAttempt()).ended({ outcome, code: "http_503" });
    const { attributes, status } = span("tenure.effect fulfillRequest");
    expect(status.code).toBe(code);
    expect(attributes["tenure.effect.outcome"]).toBe(outcome);
    expect(attributes["error.type"]).toBe(code === SpanStatusCode.ERROR ? "http_503" : undefined);
  });

  test("names the effect, and which attempt it is", () => {
    const { observer, span } = recording();
    observer.attempt(anAttempt({ tenant: "acme", attempt: 4 })).ended({ outcome: "done" });
    expect(span("tenure.effect fulfillRequest").attributes).toEqual({
      "tenure.subscription.key": "AS-1",
      "tenure.tenant": "acme",
      "tenure.adapter": "connect",
      "tenure.effect.type": "fulfillRequest",
      "tenure.effect.id": "AS-1/1/0",
      "tenure.effect.attempt": 4,
      "tenure.effect.outcome": "done",
    });
  });
});
