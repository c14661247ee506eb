import { describe, expect, test } from "vitest";

import { Counter, gauge, Histogram, metricsText } from "../../apps/tenure/src/metrics/metric.ts";
import { bothObservers } from "../../apps/tenure/src/metrics/observers.ts";
import { eventually } from "./eventually.ts";
import { onAPort } from "./on-a-port.ts";
import { samplesIn } from "./prometheus-text.ts";
import { scriptedPlatform } from "./scripted-platform.ts";

describe("the metrics", () => {
  test("count what the engine did, and tell how it stands, as Prometheus reads it", async () => {
    const there = await onAPort({}, [
      scriptedPlatform("connect"),
      scriptedPlatform("bridge", "acme"),
    ]);
    const pending = (id: string) =>
      ({ type: "request.pending", request: { id, type: "purchase" } }) as const;
    await there.engine.send("AS-1", pending("PR-1"), {
      adapter: "connect",
      idempotencyKey: "once",
    });
    await there.engine.send("AS-1", pending("PR-1"), {
      adapter: "connect",
      idempotencyKey: "once",
    });
    await there.engine.send("AS-stuck", pending("PR-2"), { adapter: "connect" });
    await eventually(() => there.engine.count({ requestState: ["stuck"] })).toBe(1);
    await there.engine.idle();
    await there.engine.send("AS-1", { type: "command.resume" });
    await there.engine.pause({ adapter: "bridge" });
    const response = await fetch(`${there.url}/metrics`);
    expect(response.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
    const samples = samplesIn(await response.text());
    const value = (name: string) => samples.get(name);
    expect(value('tenure_event_transitions_total{adapter="connect",event="request.pending"}')).toBe(
      2,
    );
    expect(value('tenure_event_repeats_total{event="request.pending"}')).toBe(1);
    expect(
      value(
        'tenure_event_refusals_total{adapter="connect",event="command.resume",code="not_in_this_state"}',
      ),
    ).toBe(1);
    expect(
      value(
        'tenure_effect_attempts_total{adapter="connect",effect="fulfillRequest",outcome="stuck"}',
      ),
    ).toBe(1);
    expect(
      value('tenure_effect_duration_seconds_count{adapter="connect",effect="fulfillRequest"}'),
    ).toBe(2);
    expect(
      value(
        'tenure_effect_duration_seconds_bucket{adapter="connect",effect="fulfillRequest",le="+Inf"}',
      ),
    ).toBe(2);
    expect(value("tenure_subscriptions_stuck")).toBe(1);
    expect(value("tenure_outbox_backlog")).toBe(0);
    expect(value('tenure_adapter_paused{adapter="bridge"}')).toBe(1);
    expect(value('tenure_adapter_paused{adapter="connect"}')).toBe(0);
    expect(value('tenure_adapter_circuit_open{adapter="connect"}')).toBe(0);
    expect(value("process_resident_memory_bytes")).toBeGreaterThan(1e7);
  });

  test("tell no key, and no text of anybody's", async () => {
    const there = await onAPort();
    const request = {
      id: "PR-1",
      type: 'pur"cha\\se\n',
      parameters: { email: "jane@example.com" },
    };
    await there.engine.send("AS-jane", { type: "request.pending", request });
    await there.engine.idle();
    const text = await (await fetch(`${there.url}/metrics`)).text();
    samplesIn(text);
    expect(text).not.toMatch(/jane|PR-1/u);
  });

  test("are written so that no label can break out", () => {
    const counter = new Counter("a_total", "Things.");
    counter.add({ name: 'x"} 1\ny_total{z="\\' }, 2);
    const histogram = new Histogram("b_seconds", "Waits.", [1, 2]);
    for (const wait of [0.5, 1, 1.5, 9]) histogram.observe(wait);
    const text = metricsText([counter, histogram, gauge("c", "Now.", [[3, { d: "e" }]])]);
    expect(text).toContain('a_total{name="x\\"} 1\\ny_total{z=\\"\\\\"} 2\n');
    expect(text).toContain(
      'b_seconds_bucket{le="1"} 2\nb_seconds_bucket{le="2"} 3\nb_seconds_bucket{le="+Inf"} 4\nb_seconds_sum 12\nb_seconds_count 4\n',
    );
    expect(text).toContain('# TYPE c gauge\nc{d="e"} 3\n');
  });

  test("leave room for another observer, whose trace is the one that counts", async () => {
    const told: string[] = [];
    const observer = (name: string, trace?: string) => ({
      event: () => ({
        ...(trace !== undefined && { trace }),
        ended: () => void told.push(`${name} event`),
      }),
      attempt: () => ({
        ...(trace !== undefined && { trace }),
        during: async <Result>(work: () => Promise<Result>) => {
          told.push(`${name} during`);
          return work();
        },
        ended: () => void told.push(`${name} attempt`),
      }),
      watch: () => () => void told.push(`${name} watch`),
    });
    const both = bothObservers(observer("one"), observer("two", "00-trace"));
    const event = both.event({} as never);
    expect(event.trace).toBe("00-trace");
    event.ended({ type: "repeated" });
    const attempt = both.attempt({} as never);
    expect(attempt.trace).toBe("00-trace");
    expect(await attempt.during(async () => "worked")).toBe("worked");
    attempt.ended({ outcome: "done" });
    both.watch(async () => ({ backlog: 0, stuck: 0, outboxLag: 0, timerLag: 0 }))();
    expect(told).toEqual([
      "one event",
      "two event",
      "two during",
      "one during",
      "one attempt",
      "two attempt",
      "one watch",
      "two watch",
    ]);
  });
});
