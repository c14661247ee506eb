import { chartLayouts } from "@tenure/inspector";
import { describe, expect, onTestFinished, test } from "vitest";

import { house } from "./house.ts";
import { onAPort } from "./on-a-port.ts";
import { problemIn } from "./problem-in.ts";

describe("when the service itself cannot go on", () => {
  test("it says when to come again, and nothing of its inside", async () => {
    const { ask, engine } = await house();
    await engine.stop();
    const response = await ask("/subscriptions");
    expect(response.headers.get("retry-after")).toBe("1");
    expect(await problemIn(response)).toMatchObject({ status: 503, code: "engine_stopped" });
  });

  test("a failure nobody thought of is told as one, and only the log says more", async () => {
    const logged: unknown[] = [];
    const log = (fields: object, message: string): void => void logged.push({ ...fields, message });
    const logger = {
      debug: () => undefined,
      info: () => undefined,
      warn: () => undefined,
      error: log,
    };
    const { ask, store, purchase } = await house({ logger });
    await purchase("AS-slow");
    store.outstanding = () => Promise.reject(new Error("password=hunter2 at /srv/data"));
    const response = await ask("/subscriptions/AS-slow");
    const text = JSON.stringify(await problemIn(response.clone()));
    expect(response.status).toBe(500);
    expect(text).toContain("internal");
    expect(text).not.toMatch(/hunter2|srv/u);
    expect(logged).toMatchObject([{ message: "a request could not be served" }]);
  });

  test("an answer that takes too long becomes a problem", async () => {
    const { ask, platform, purchase } = await house({ requestTimeoutMilliseconds: 100 });
    await purchase("AS-1");
    platform.truth = ({ signal }) =>
      new Promise((_, reject) => {
        signal.addEventListener("abort", () => reject(new Error("aborted")), { once: true });
      });
    const response = await ask("/subscriptions/AS-1/reconcile", { body: {} });
    expect(response.headers.get("retry-after")).toBe("5");
    expect(await problemIn(response)).toMatchObject({ status: 503, code: "request_timeout" });
  });

  test("a supervisor is told that it takes no work, and that it lives", async () => {
    const there = await onAPort();
    expect((await fetch(`${there.url}/readyz`)).status).toBe(200);
    there.engine.pauses = async () => Promise.reject(new Error("password=hunter2"));
    const response = await fetch(`${there.url}/readyz`);
    expect(response.status).toBe(503);
    const reason = "the store does not answer";
    expect(await response.json()).toEqual({ status: "not ready", reason });
    expect((await fetch(`${there.url}/healthz`)).status).toBe(200);
  });

  test.each([
    ["too many wait already", { maximumWaiting: 0 }, 503, "layout_busy"],
    ["it takes too long", { timeoutMilliseconds: 1 }, 422, "layout_timed_out"],
  ])("a chart is not laid out when %s", async (_, options, status, code) => {
    const layouts = chartLayouts(options);
    onTestFinished(async () => layouts.close());
    const { ask } = await house({ layouts });
    const definition = JSON.stringify({ id: "door", initial: "shut", states: { shut: {} } });
    const any = await ask("/charts/layout", { body: { definition } });
    expect(await problemIn(any)).toMatchObject({ status, code });
    // Our own is at nobody's fault, so it may be asked for again.
    const own = await ask("/charts/subscription/layout");
    expect(own.headers.get("retry-after")).toBe("5");
    expect(await problemIn(own)).toMatchObject({ status: 503, code: "not_ready" });
  });

  test("a chart is not laid out any more when it ends", async () => {
    const layouts = chartLayouts();
    await layouts.close();
    const { ask } = await house({ layouts });
    const any = await ask("/charts/layout", { body: { definition: '{"id":"door"}' } });
    expect(await problemIn(any)).toMatchObject({ status: 503, code: "layout_closed" });
  });
});
