import { describe, expect, test } from "vitest";

import { house } from "./house.ts";
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
});
