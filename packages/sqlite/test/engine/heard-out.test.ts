import type { EffectCall, EffectOutcome } from "@tenure/engine";
import { expect, test } from "vitest";

import { approving, open, type Perform, purchase } from "./house.ts";

const attemptTimeoutMilliseconds = 5000;
const error = { code: "unreachable", message: "nobody answers" };

/** Waits for its platform until it is told to give up, and then says this. */
const saying =
  (outcome: () => EffectOutcome): Perform =>
  ({ signal }: EffectCall) =>
    new Promise((resolve, reject) => {
      signal.addEventListener("abort", () => {
        try {
          resolve(outcome());
        } catch (thrown) {
          reject(thrown);
        }
      });
    });

const blaming = (blame: "effect" | "platform"): Perform =>
  saying(() => ({ type: "retry", blame, error }));

/** How a purchase stands after many attempts, and after its adapter has come to work. */
async function after(perform: Perform): Promise<{ during: string; later: string; said: unknown }> {
  let works = false;
  const { engine, clock } = await open({
    attemptTimeoutMilliseconds,
    retry: { attempts: 3, base: 100, cap: 1000 },
    perform: (call) => (works ? approving(call) : perform(call)),
  });
  await engine.send("AS-1", purchase("PR-1"));
  await clock.advance(20 * attemptTimeoutMilliseconds);
  const during = (await engine.get("AS-1"))?.requestState ?? "";
  works = true;
  // As long as the circuit of a platform that failed all the time stays open.
  await clock.advance(600_000);
  const said = (await engine.history("AS-1")).at(-1)?.event;
  return { during, later: (await engine.get("AS-1"))?.status ?? "", said };
}

test("an attempt that waits for a platform that hangs uses up none of the effect's attempts", async () => {
  expect(await after(blaming("platform"))).toMatchObject({ during: "pending", later: "active" });
});

test.each([
  ["never answers", () => new Promise<EffectOutcome>(() => undefined)],
  ["answers too late that it was the effect", blaming("effect")],
  [
    "throws when it is told to give up",
    saying(() => {
      throw new Error("The operation was aborted");
    }),
  ],
] as const)("an attempt that %s counts", async (_name, perform) => {
  expect(await after(perform)).toMatchObject({
    during: "stuck",
    said: { attempts: 3, error: { code: "attempt_timeout" } },
  });
});

test("an attempt that was done while it was told to give up is done", async () => {
  let calls = 0;
  const { engine, clock } = await open({
    attemptTimeoutMilliseconds,
    perform: (call) => {
      calls += 1;
      return call.effect.type === "fulfillRequest"
        ? saying(() => ({
            type: "done",
            events: [{ type: "answer.approve", requestId: "PR-1" }],
          }))(call)
        : approving(call);
    },
  });
  await engine.send("AS-1", purchase("PR-1"));
  await clock.advance(2 * attemptTimeoutMilliseconds);
  expect((await engine.get("AS-1"))?.status).toBe("active");
  expect(calls).toBe(2);
});
