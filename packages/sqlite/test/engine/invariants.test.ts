import { fc, test } from "@fast-check/vitest";
import { verifyHistory, virtualClock } from "@tenure/engine";
import type { SubscriptionEventInput } from "@tenure/machine";
import { expect } from "vitest";

import { freshFile } from "../folder.ts";
import { approving, build, type Perform } from "./house.ts";

const request = fc.record({
  id: fc.constantFrom("PR-1", "PR-2"),
  type: fc.constantFrom("purchase", "change", "cancel", "audit"),
});

const event: fc.Arbitrary<SubscriptionEventInput> = fc.oneof(
  fc.record({
    type: fc.constantFrom(
      "request.pending",
      "request.inquiring",
      "request.scheduled",
      "request.approved",
      "request.failed",
    ),
    request,
  }),
  fc.record({
    type: fc.constantFrom("answer.approve"),
    requestId: fc.constantFrom("PR-1", "PR-2"),
    parameters: fc
      .dictionary(
        fc.string(),
        fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value))),
      )
      // An event with such a property is refused, and then no answer is kept.
      .filter((parameters) => !JSON.stringify(parameters).includes("__proto__")),
  }),
  fc.constantFrom<SubscriptionEventInput>(
    { type: "command.cancel" },
    { type: "operator.retry" },
    { type: "subscription.adopted", status: "active" },
  ),
);

const step = fc.record({
  key: fc.constantFrom("A", "B", "C"),
  event,
  idempotencyKey: fc.option(fc.constantFrom("1", "2", "3"), { nil: undefined }),
});

/** A platform of which every third call gets lost. */
function unreliable(): Perform {
  let calls = 0;
  return (call) => {
    calls += 1;
    if (calls % 3 !== 0) return approving(call);
    return { type: "retry", blame: "platform", error: { code: "lost", message: "lost" } };
  };
}

test.prop([fc.array(fc.array(step, { maxLength: 8 }), { maxLength: 5 })], { numRuns: 40 })(
  "whatever is sent, in whatever order, versions stay dense and the history's chain intact",
  async (bursts) => {
    const file = freshFile();
    const clock = virtualClock(1_000_000);
    for (const burst of bursts) {
      // Each burst is sent to an engine of its own, opened on what the last one left.
      const { engine } = build({ file, clock, perform: unreliable() });
      // oxlint-disable-next-line no-await-in-loop -- bursts follow one another
      await engine.start();
      const sends = burst.map(({ key, event: sent, idempotencyKey }) =>
        engine.send(key, sent, idempotencyKey === undefined ? {} : { idempotencyKey }),
      );
      // oxlint-disable-next-line no-await-in-loop -- bursts follow one another
      await Promise.allSettled(sends);
      // oxlint-disable-next-line no-await-in-loop -- bursts follow one another
      await clock.advance(2000);
      // oxlint-disable-next-line no-await-in-loop -- bursts follow one another
      for (const { key, version, hash } of (await engine.list()).rows) {
        // oxlint-disable-next-line no-await-in-loop -- keys follow one another
        const history = await engine.history(key, { limit: 1000 });
        expect(history).toHaveLength(version);
        expect(verifyHistory(history)).toBeUndefined();
        expect(history.at(-1)?.hash).toBe(hash);
      }
      // oxlint-disable-next-line no-await-in-loop -- bursts follow one another
      await engine.stop();
    }
  },
  30_000,
);

test.prop([fc.array(step, { minLength: 1, maxLength: 12 })], { numRuns: 40 })(
  "an event under an idempotency key is decided once, however often it is sent",
  async (steps) => {
    const { engine } = build({ perform: () => ({ type: "done", events: [] }) });
    await engine.start();
    const keyed = steps.map((one, index) => ({ ...one, idempotencyKey: `own-${index}` }));
    const once = await Promise.all(
      keyed.map(({ key, event: sent, idempotencyKey }) =>
        engine.send(key, sent, { idempotencyKey }),
      ),
    );
    await engine.idle();
    const versions = (await engine.list()).rows.map(({ version }) => version);
    const again = await Promise.all(
      keyed.map(({ key, event: sent, idempotencyKey }) =>
        engine.send(key, sent, { idempotencyKey }),
      ),
    );
    expect(again.map(({ verdict, version }) => ({ verdict, version }))).toEqual(
      once.map(({ verdict, version }) => ({ verdict, version })),
    );
    expect(again.every(({ repeated }) => repeated)).toBe(true);
    expect((await engine.list()).rows.map(({ version }) => version)).toEqual(versions);
    await engine.stop();
  },
  30_000,
);
