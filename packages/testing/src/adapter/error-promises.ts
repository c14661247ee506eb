/* oxlint-disable no-await-in-loop -- what is tried here is tried step by step */
import assert from "node:assert/strict";

import type { EffectOutcome } from "@tenure/engine";

import type { PlatformAnswer } from "./adapter-subject.ts";
import { hostileAnswers } from "./hostile-answers.ts";
import type { Promised } from "./promised.ts";
import type { Stage } from "./stage.ts";

const headers = { "content-type": "application/json" };
const down: PlatformAnswer = { status: 503, body: "{}", headers };
const unauthorized: PlatformAnswer = { status: 401, body: "{}", headers };
const waitSeconds = 37;
const busy: PlatformAnswer = {
  status: 429,
  body: "{}",
  headers: { ...headers, "retry-after": String(waitSeconds) },
};

function checkWords(name: string, outcome: EffectOutcome): void {
  if (outcome.type === "done") return;
  const { code, message } = outcome.error;
  assert.ok(typeof code === "string" && code !== "", `${name}: the error has a code`);
  assert.ok(typeof message === "string" && message !== "", `${name}: the error says something`);
}

type Retry = Extract<EffectOutcome, { readonly type: "retry" }>;

/** Has every call answered so, and gives what comes of each task: it must be blamed on the platform. */
async function blamedOnPlatform(
  stage: Stage,
  answer: PlatformAnswer,
  look: (retry: Retry, name: string) => void = () => undefined,
): Promise<void> {
  await stage.eachTask(async (scene, task) => {
    scene.lever("answer")(answer);
    const outcome = await scene.answer(scene.newAdapter(), task);
    assert.ok(outcome.type === "retry", `${task.name}: it is tried again, not ${outcome.type}`);
    assert.equal(outcome.blame, "platform", `${task.name}: the effect is not to blame`);
    checkWords(task.name, outcome);
    assert.equal(scene.platform.changes(), 0, `${task.name}: nothing was changed`);
    look(outcome, task.name);
    scene.platform.heal();
    await scene.pass(60_000);
    // A process of its own: an adapter may stop calling with credentials that were not accepted.
    const later = await scene.carryOut(scene.newAdapter(), task, { attempt: 2, uncertain: true });
    assert.equal(later.type, "done", `${task.name}: it is done once the platform is well`);
  });
}

/** What an adapter makes of a platform that does not do what it is asked. */
export const errorPromises: readonly Promised[] = [
  {
    name: "while the platform is down an effect is tried again, and is not to blame",
    needs: ["answer"],
    keep: (stage) => blamedOnPlatform(stage, down),
  },
  {
    name: "a wait that the platform asks for is handed on",
    needs: ["answer"],
    keep: (stage) =>
      blamedOnPlatform(stage, busy, ({ after = 0 }, name) => {
        // The adapter may have waited some of it itself.
        assert.ok(after > 0, `${name}: the engine is told to wait`);
        assert.ok(after <= waitSeconds * 1000 * 2, `${name}: and not for longer than it was asked`);
      }),
  },
  {
    name: "credentials that are not accepted strand no effect, and are told apart from an outage",
    needs: ["answer"],
    async keep(stage) {
      const outages = new Set<string>();
      await blamedOnPlatform(stage, down, ({ error }) => outages.add(error.code));
      await blamedOnPlatform(stage, unauthorized, ({ error: { code } }, name) => {
        assert.ok(!outages.has(code), `${name}: ${code} is not the code of an outage`);
      });
    },
  },
  {
    name: "what the platform refuses for good is settled, and not tried for ever",
    needs: ["refuse"],
    keep: (stage) =>
      stage.eachTask(async (scene, task) => {
        scene.lever("refuse")();
        const outcome = await scene.carryOut(scene.newAdapter(), task);
        checkWords(task.name, outcome);
        assert.equal(scene.platform.changes(), 0, `${task.name}: nothing was changed`);
        if (outcome.type === "refused") return;
        const types = outcome.type === "done" ? outcome.events.map(({ type }) => type) : [];
        const told = types.some((type) => type === "request.failed" || type === "answer.reject");
        assert.ok(told, `${task.name}: the refusal is told, not ${types.join(", ")}`);
      }),
  },
  {
    name: "no answer of the platform makes an attempt throw, hang or believe that it is done",
    needs: ["answer"],
    async keep(stage) {
      for (const [name, answer] of Object.entries(hostileAnswers)) {
        await stage.eachTask(async (scene, task) => {
          scene.lever("answer")(answer);
          const outcome = await scene.answer(scene.newAdapter(), task);
          const about = `${task.name}, with ${name}`;
          assert.notEqual(outcome.type, "done", `${about}: it is not done`);
          assert.ok(["retry", "refused"].includes(outcome.type), `${about}: the outcome is one`);
          checkWords(about, outcome);
          assert.equal(scene.platform.changes(), 0, `${about}: nothing was changed`);
        });
      }
    },
  },
];
