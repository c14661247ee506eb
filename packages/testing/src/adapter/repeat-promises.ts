/* oxlint-disable no-await-in-loop -- what is tried here is tried step by step */
import assert from "node:assert/strict";

import { awaits, decide } from "@tenure/machine";

import type { AdapterTask } from "./adapter-subject.ts";
import type { Promised } from "./promised.ts";
import type { Scene } from "./scene.ts";
import type { Stage } from "./stage.ts";

/** Does the task without any trouble, and gives how many changes that takes. */
export async function doneOnce(scene: Scene, { name, ...task }: AdapterTask): Promise<number> {
  const { type } = await scene.carryOut(scene.newAdapter(), { name, ...task });
  assert.equal(type, "done", `${name}: it can be done`);
  const changes = scene.platform.changes();
  assert.ok(changes > 0, `${name}: it changes something on the platform`);
  return changes;
}

/** Loses something about each change of each task in turn; in the end each has to be made once. */
async function losing(stage: Stage, lose: "loseAnswer" | "loseCall"): Promise<void> {
  const count = await stage.tasks();
  for (let index = 0; index < count; index += 1) {
    const clean = await stage.openFor(index);
    const wanted = await doneOnce(clean.scene, clean.task);
    for (let place = 0; place < wanted; place += 1) {
      const { scene, task } = await stage.openFor(index);
      await loseAt(scene, task, { lose, place });
      assert.equal(
        scene.platform.changes(),
        wanted,
        `${task.name}: with the ${lose === "loseAnswer" ? "answer to" : "call of"} change ${place + 1} ` +
          "lost, each change is made once in the end",
      );
    }
  }
}

async function loseAt(
  scene: Scene,
  task: AdapterTask,
  { lose, place }: { readonly lose: "loseAnswer" | "loseCall"; readonly place: number },
): Promise<void> {
  const pull = scene.lever(lose);
  const { platform } = scene;
  if (place === 0) pull();
  const adapter = scene.newAdapter();
  // A later change is struck once the ones before it have been made.
  const before = platform.changes();
  const watching =
    place === 0 ? undefined : watch(scene, () => platform.changes() - before >= place, pull);
  const { type } = await scene.carryOut(adapter, task);
  watching?.();
  assert.equal(type, "done", `${task.name}: what was lost does not keep it from being done`);
}

/** Pulls a lever as soon as something holds, looked at after every turn of the event loop. */
function watch({ platform }: Scene, holds: () => boolean, pull: () => void): () => void {
  let isOver = false;
  const look = (): void => {
    if (isOver) return;
    if (holds()) {
      isOver = true;
      pull();
      return;
    }
    setImmediate(look);
  };
  setImmediate(look);
  return () => {
    isOver = true;
    platform.heal();
  };
}

/** What of an effect may be done twice, and what may not. */
export const repeatPromises: readonly Promised[] = [
  {
    name: "an effect that is done tells the engine what it waits for",
    keep: (stage) =>
      stage.eachTask(async (scene, task) => {
        const { effect, snapshot } = scene.callOf(task);
        const outcome = await scene.carryOut(scene.newAdapter(), task);
        assert.ok(outcome.type === "done", `${task.name}: it can be done`);
        let after = snapshot;
        for (const event of outcome.events) {
          const decision = decide(after, event);
          assert.notEqual(
            decision.verdict.type,
            "refused",
            `${task.name}: ${event.type} fits the record: ${JSON.stringify(decision.verdict)}`,
          );
          after = decision.snapshot;
        }
        const waits = "requestId" in effect || effect.type === "createRequest";
        assert.ok(
          !waits || !awaits(after, effect),
          `${task.name}: the record waits for it no more`,
        );
      }),
  },
  {
    name: "an effect performed again under its idempotency key changes nothing more",
    keep: (stage) =>
      stage.eachTask(async (scene, task) => {
        const changes = await doneOnce(scene, task);
        const adapter = scene.newAdapter();
        for (const attempt of [2, 3]) {
          const { type } = await scene.carryOut(adapter, task, { attempt, uncertain: true });
          assert.equal(type, "done", `${task.name}: attempt ${attempt} finds that it is done`);
          assert.equal(scene.platform.changes(), changes, `${task.name}: nothing is changed again`);
        }
      }),
  },
  {
    name: "an effect performed again after a restart changes nothing more",
    keep: (stage) =>
      stage.eachTask(async (scene, task) => {
        const changes = await doneOnce(scene, task);
        // A process that died before it wrote anything down: the first attempt that is known of.
        const options = { attempt: 1, uncertain: true };
        const { type } = await scene.carryOut(scene.newAdapter(), task, options);
        assert.equal(type, "done", `${task.name}: it is found to be done`);
        assert.equal(scene.platform.changes(), changes, `${task.name}: nothing is changed again`);
      }),
  },
  {
    name: "a change whose answer was lost is looked for before it is made again",
    needs: ["loseAnswer"],
    keep: (stage) => losing(stage, "loseAnswer"),
  },
  {
    name: "a change that never reached the platform is made in the end",
    needs: ["loseCall"],
    keep: (stage) => losing(stage, "loseCall"),
  },
];
