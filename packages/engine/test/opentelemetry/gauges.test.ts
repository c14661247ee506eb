import { diag, DiagLogLevel } from "@opentelemetry/api";
import { afterEach, describe, expect, test } from "vitest";

import { Telemetry } from "../../src/opentelemetry/telemetry.ts";
import { watchGauges } from "../../src/opentelemetry/watch-gauges.ts";
import type { EngineGauges } from "../../src/ports/observer.ts";
import { recording } from "./recording.ts";

const lagging: EngineGauges = { backlog: 7, stuck: 2, outboxLag: 1_500, timerLag: 250 };
const names = [
  "tenure.outbox.backlog",
  "tenure.subscription.stuck",
  "tenure.outbox.lag",
  "tenure.timer.lag",
];

afterEach(() => {
  diag.disable();
});

describe("the gauges", () => {
  test("show how far the work lags behind, at each collection", async () => {
    const { observer, metrics } = recording({ attributes: { "app.region": "eu" } });
    let shown = lagging;
    observer.watch(() => Promise.resolve(shown));

    const values = async () => {
      const found = await metrics();
      return names.map((name) => found.get(name)?.dataPoints.map(({ value }) => value));
    };
    expect(await values()).toEqual([[7], [2], [1.5], [0.25]]);
    shown = { backlog: 0, stuck: 0, outboxLag: 0, timerLag: 0 };
    expect(await values()).toEqual([[0], [0], [0], [0]]);

    const found = await metrics();
    expect(found.get("tenure.outbox.lag")?.descriptor.unit).toBe("s");
    expect(found.get("tenure.outbox.lag")?.dataPoints[0]?.attributes).toEqual({
      "app.region": "eu",
    });
  });

  test("are left out while the store fails, and the rest is collected all the same", async () => {
    const warnings: unknown[][] = [];
    const ignore = () => undefined;
    const log = { error: ignore, info: ignore, debug: ignore, verbose: ignore };
    diag.setLogger({ ...log, warn: (...given) => warnings.push(given) }, DiagLogLevel.WARN);

    const { observer, meterProvider, collect, metrics } = recording();
    let fails = true;
    observer.watch(async () => {
      if (fails)
        throw Object.assign(new Error("postgres://user:secret@db"), { code: "ECONNREFUSED" });
      return lagging;
    });
    meterProvider.getMeter("app").createCounter("app.calls").add(1);
    expect((await collect()).errors).toEqual([]);
    expect([...(await metrics()).keys()]).toEqual(["app.calls"]);
    expect(JSON.stringify(warnings)).toContain("ECONNREFUSED");
    expect(JSON.stringify(warnings)).not.toContain("secret");

    fails = false;
    expect((await metrics()).has("tenure.outbox.backlog")).toBe(true);
  });

  test("that throw at once break nothing either", async () => {
    const { observer, collect } = recording();
    observer.watch(() => {
      throw new Error("closed");
    });
    expect((await collect()).errors).toEqual([]);
  });

  test("of a store that hangs delay a collection for a limited time, and are asked for once", async () => {
    const { meterProvider, metrics, collect } = recording();
    const answer = Promise.withResolvers<EngineGauges>();
    let asked = 0;
    watchGauges(
      new Telemetry({ meterProvider }),
      () => {
        asked += 1;
        return answer.promise;
      },
      5,
    );
    expect((await collect()).errors).toEqual([]);
    expect((await metrics()).has("tenure.outbox.backlog")).toBe(false);
    expect(asked).toBe(1);

    answer.resolve(lagging);
    expect((await metrics()).has("tenure.outbox.backlog")).toBe(true);
  });

  test("are not asked for any more when the watch has ended", async () => {
    const { observer, metrics } = recording();
    let asked = 0;
    const end = observer.watch(() => {
      asked += 1;
      return Promise.resolve(lagging);
    });
    await metrics();
    end();
    await metrics();
    expect(asked).toBe(1);
  });
});
