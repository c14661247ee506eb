import assert from "node:assert/strict";

import { IntakeLife } from "./intake-life.ts";
import type { Promised } from "./promised.ts";

/** Enough for whatever heeds a signal; the clock's, in milliseconds. */
const soon = 5000;

/** What an adapter does when it is told to stop, and after it. */
export const stopPromises: readonly Promised[] = [
  {
    name: "an attempt ends soon after its signal aborts, though the platform stays silent",
    needs: ["hang"],
    keep: (stage) =>
      stage.eachTask(async (scene, task) => {
        scene.lever("hang")();
        const aborting = new AbortController();
        const running = scene.attempt(scene.newAdapter(), task, {
          signal: aborting.signal,
          patience: soon,
        });
        aborting.abort();
        const { type } = await running;
        assert.notEqual(type, "silent", `${task.name}: it ends`);
        assert.equal(scene.platform.changes(), 0, `${task.name}: nothing was changed`);
      }),
  },
  {
    name: "an attempt whose signal was aborted before it began changes nothing",
    keep: (stage) =>
      stage.eachTask(async (scene, task) => {
        const signal = AbortSignal.abort();
        const { type } = await scene.attempt(scene.newAdapter(), task, { signal, patience: soon });
        assert.notEqual(type, "silent", `${task.name}: it ends`);
        assert.equal(scene.platform.changes(), 0, `${task.name}: nothing was changed`);
        const outcome = await scene.carryOut(scene.newAdapter(), task, {
          attempt: 2,
          uncertain: true,
        });
        assert.equal(outcome.type, "done", `${task.name}: it can be done after that`);
      }),
  },
  {
    name: "an intake ends when it is told to, while it waits for news",
    needs: ["news"],
    async keep(stage) {
      const life = new IntakeLife(await stage.open(), stage.patience);
      await life.start();
      await life.onRecord(await life.news());
      await life.stop();
      assert.deepEqual(life.unended(), [], "no run goes on after its signal has aborted");
    },
  },
  {
    name: "an intake ends when it is told to, while the platform stays silent",
    needs: ["news", "hang"],
    async keep(stage) {
      const scene = await stage.open();
      const life = new IntakeLife(scene, stage.patience);
      scene.lever("hang")();
      await life.start();
      await life.pass(1000);
      await life.stop();
      assert.deepEqual(life.unended(), [], "no run goes on after its signal has aborted");
    },
  },
  {
    name: "the same adapter goes on where it was when it is started again",
    needs: ["news"],
    async keep(stage) {
      const scene = await stage.open();
      const life = new IntakeLife(scene, stage.patience);
      const adapter = scene.newAdapter();
      await life.start({ adapter });
      const first = await life.news();
      await life.onRecord(first);
      await life.stop();
      const second = await life.news();
      await life.start({ adapter });
      await life.onRecord(first, second);
      await life.stop();
      assert.deepEqual(life.unended(), [], "no run goes on after its signal has aborted");
    },
  },
];
