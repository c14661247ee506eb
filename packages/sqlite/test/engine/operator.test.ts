import { verifyHistory } from "@tenure/engine";
import { expect, test } from "vitest";

import { approving, open, purchase, type Perform } from "./house.ts";

const refusing: Perform = () => ({
  type: "refused",
  error: { code: "no_account", message: "closed" },
});

async function stuck(perform: Perform = refusing) {
  let broken = true;
  const house = await open({ perform: (call) => (broken ? perform(call) : approving(call)) });
  await house.engine.send("AS-1", purchase("PR-1"));
  await house.engine.idle();
  expect((await house.engine.get("AS-1"))?.requestState).toBe("stuck");
  const mend = (): void => {
    broken = false;
  };
  return { ...house, mend };
}

test("a retry does what is stuck again", async () => {
  const { engine, mend } = await stuck();
  mend();
  const sent = await engine.retry("AS-1");
  expect(sent.verdict.type).toBe("moved");
  await engine.idle();
  expect((await engine.get("AS-1"))?.status).toBe("active");
});

test("a skip gives the request up, and the platform's word on it is taken in later", async () => {
  const { engine } = await stuck();
  expect((await engine.skip("AS-1")).verdict.type).toBe("moved");
  await engine.idle();
  expect(await engine.get("AS-1")).toMatchObject({ requestState: "stuck" });
  const request = { id: "PR-1", type: "purchase" };
  await engine.send("AS-1", { type: "request.approved", request });
  expect((await engine.get("AS-1"))?.status).toBe("active");
});

test("an operator answers in the vendor's place, and the history says so", async () => {
  const { engine, mend } = await stuck();
  mend();
  const answer = { type: "answer.approve", requestId: "PR-1" } as const;
  expect((await engine.answer("AS-1", answer)).verdict.type).toBe("moved");
  await engine.idle();
  expect((await engine.get("AS-1"))?.status).toBe("active");
  const history = await engine.history("AS-1");
  const given = history.find(({ event }) => event.type === "answer.approve");
  expect(given?.event).toMatchObject({ by: "operator" });
  expect(verifyHistory(history)).toBeUndefined();
});

test("an operator's answer cannot pass for the handler's", async () => {
  const { engine } = await stuck();
  const answer = { type: "answer.reject", requestId: "PR-1", reason: "no", by: "handler" } as const;
  await engine.answer("AS-1", answer);
  const given = (await engine.history("AS-1")).find(({ event }) => event.type === "answer.reject");
  expect(given?.event).toMatchObject({ by: "operator" });
});

test("an answer that does not fit, and one that is none, are refused as results", async () => {
  const { engine } = await stuck();
  const other = await engine.answer("AS-1", { type: "answer.approve", requestId: "PR-other" });
  expect(other.verdict).toMatchObject({ refusal: { code: "answer_not_allowed" } });
  // @ts-expect-error -- the very thing the promise is about
  const none = await engine.answer("AS-1", "approve");
  expect(none.verdict).toMatchObject({ refusal: { code: "invalid_event" } });
});

test("what an operator does twice under one idempotency key is done once", async () => {
  const { engine, mend } = await stuck();
  mend();
  const once = await engine.retry("AS-1", { idempotencyKey: "ticket-7" });
  await engine.idle();
  const again = await engine.retry("AS-1", { idempotencyKey: "ticket-7" });
  expect([once.repeated, again.repeated]).toEqual([false, true]);
  expect(again.version).toBe(once.version);
  await expect(engine.skip("AS-1", { idempotencyKey: "ticket-7" })).rejects.toMatchObject({
    code: "idempotency_conflict",
  });
});

test("nothing is created for an operator who mistypes a key", async () => {
  const { engine } = await open();
  const known = { code: "subscription_unknown", consequence: "Refused" };
  await expect(engine.retry("typo")).rejects.toMatchObject(known);
  await expect(engine.skip("typo")).rejects.toMatchObject(known);
  const answer = { type: "answer.approve", requestId: "PR-1" } as const;
  await expect(engine.answer("typo", answer)).rejects.toMatchObject(known);
  expect(await engine.count()).toBe(0);
});

test("a retry hurries what is postponed", async () => {
  let postponed = false;
  const { engine } = await open({
    perform: (call) => {
      if (postponed || call.effect.type !== "fulfillRequest") return approving(call);
      postponed = true;
      const events = [{ type: "answer.postpone", requestId: "PR-1", delay: 3_600_000 }] as const;
      return { type: "done", events };
    },
  });
  await engine.send("AS-1", purchase("PR-1"));
  await engine.idle();
  expect((await engine.get("AS-1"))?.awaited).toBe("schedule");
  await engine.retry("AS-1");
  await engine.idle();
  expect((await engine.get("AS-1"))?.status).toBe("active");
});
