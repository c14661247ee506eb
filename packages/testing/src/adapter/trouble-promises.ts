/* oxlint-disable no-await-in-loop -- what is tried here is tried step by step */
import assert from "node:assert/strict";

import * as fc from "fast-check";

import type { AdapterTask, PlatformAnswer } from "./adapter-subject.ts";
import type { Promised } from "./promised.ts";
import { doneOnce } from "./repeat-promises.ts";
import type { Scene } from "./scene.ts";

/** What goes wrong with one attempt. After each, nobody knows what came of it. */
type Trouble = "none" | "answer lost" | "call lost" | "down" | "restart";

const someTroubles = fc.array(
  fc.constantFrom<Trouble>("none", "answer lost", "call lost", "down", "restart"),
  { maxLength: 6 },
);

const down: PlatformAnswer = {
  status: 503,
  body: "{}",
  headers: { "content-type": "application/json" },
};

function strike(scene: Scene, trouble: Trouble): void {
  if (trouble === "answer lost") scene.lever("loseAnswer")();
  if (trouble === "call lost") scene.lever("loseCall")();
  if (trouble === "down") scene.lever("answer")(down);
}

/** Tries once for each trouble, and then until it is done. Gives how many changes that took. */
async function throughTroubles(
  scene: Scene,
  task: AdapterTask,
  troubles: readonly Trouble[],
): Promise<number> {
  let adapter = scene.newAdapter();
  for (const [index, trouble] of troubles.entries()) {
    if (trouble === "restart") adapter = scene.newAdapter();
    strike(scene, trouble);
    const outcome = await scene.answer(adapter, task, { attempt: index + 1 });
    scene.platform.heal();
    const type = outcome.type === "refused" ? `refused: ${outcome.error.message}` : outcome.type;
    assert.ok(
      ["done", "retry"].includes(type),
      `${task.name}: trouble is no refusal, as in ${type}`,
    );
    await scene.pass(Math.max(1000, outcome.type === "retry" ? (outcome.after ?? 0) : 0));
  }
  const attempt = troubles.length + 1;
  const { type } = await scene.carryOut(adapter, task, { attempt, uncertain: attempt > 1 });
  assert.equal(type, "done", `${task.name}: it is done in the end`);
  return scene.platform.changes();
}

/** What holds whatever comes together. */
export const troublePromises: readonly Promised[] = [
  {
    name: "each change is made once in the end, whatever goes wrong in whatever order",
    needs: ["loseAnswer", "loseCall", "answer"],
    async keep(stage) {
      const wanted: number[] = [];
      const count = await stage.tasks();
      for (let index = 0; index < count; index += 1) {
        const { scene, task } = await stage.openFor(index);
        wanted.push(await doneOnce(scene, task));
      }
      const someTask = fc.nat({ max: count - 1 });
      await stage.property(fc.tuple(someTask, someTroubles), async ([index, troubles]) => {
        const { scene, task } = await stage.openFor(index);
        const changes = await throughTroubles(scene, task, troubles);
        assert.equal(changes, wanted[index], `${task.name}: each change is made once`);
      });
    },
  },
];
