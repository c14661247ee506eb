/* oxlint-disable no-await-in-loop -- what is tried here is tried step by step */
import assert from "node:assert/strict";

import { TenureError, type Intake } from "@tenure/engine";

import type { PlatformNews } from "./adapter-subject.ts";
import { hostileAnswers } from "./hostile-answers.ts";
import { IntakeLife } from "./intake-life.ts";
import type { Promised } from "./promised.ts";

const failure = (): TenureError => new TenureError("store_unavailable", "The disk is full.");

/** An engine that cannot take in the first events it is sent. */
function failing(times: number): (intake: Intake) => Intake {
  let left = times;
  return (intake) => ({
    ...intake,
    async send(...sent) {
      left -= 1;
      if (left >= 0) throw failure();
      return intake.send(...sent);
    },
  });
}

async function some(life: IntakeLife, count: number): Promise<readonly PlatformNews[]> {
  const news: PlatformNews[] = [];
  for (let index = 0; index < count; index += 1) news.push(await life.news());
  return news;
}

/** What an adapter tells the engine of the platform. */
export const intakePromises: readonly Promised[] = [
  {
    name: "what happened on the platform is told once, however often it is looked at",
    needs: ["news"],
    async keep(stage) {
      const life = new IntakeLife(await stage.open(), stage.patience);
      const before = await some(life, 2);
      await life.start();
      const news = [...before, ...(await some(life, 2))];
      await life.onRecord(...news);
      await life.pass(stage.patience / 2);
      const entries = await life.toldOnce(...news);
      await life.pass(stage.patience);
      assert.equal(await life.toldOnce(...news), entries, "nothing is added by looking again");
    },
  },
  {
    name: "what is told again, in any order, adds nothing",
    needs: ["news", "tellAgain"],
    async keep(stage) {
      const scene = await stage.open();
      const life = new IntakeLife(scene, stage.patience);
      await life.start();
      const news = await some(life, 3);
      await scene.lever("tellAgain")();
      await life.onRecord(...news);
      await life.pass(stage.patience / 2);
      const entries = await life.toldOnce(...news);
      for (let time = 0; time < 3; time += 1) {
        await scene.lever("tellAgain")();
        await life.pass(stage.patience / 4);
      }
      assert.equal(await life.toldOnce(...news), entries, "nothing is added by telling it again");
    },
  },
  {
    name: "nothing is lost or told twice over a restart",
    needs: ["news"],
    async keep(stage) {
      const life = new IntakeLife(await stage.open(), stage.patience);
      await life.start();
      const before = await some(life, 2);
      await life.onRecord(...before);
      await life.pass(stage.patience / 2);
      const entries = await life.toldOnce(...before);
      await life.stop();
      const meanwhile = await some(life, 2);
      await life.pass(stage.patience);
      await life.start();
      await life.onRecord(...before, ...meanwhile);
      await life.toldOnce(...meanwhile);
      assert.equal(
        await life.toldOnce(...before),
        entries,
        "what was told before is not told anew",
      );
    },
  },
  {
    name: "what the engine could not take in is told again, after a crash too",
    needs: ["news"],
    async keep(stage) {
      for (const times of [1, 2, 5]) {
        const life = new IntakeLife(await stage.open(), stage.patience);
        const news = await some(life, 3);
        await life.start({ around: failing(times) });
        await life.pass(1000);
        await life.crash();
        await life.start();
        await life.onRecord(...news);
        await life.toldOnce(...news);
      }
      const life = new IntakeLife(await stage.open(), stage.patience);
      await life.start({ around: failing(2) });
      const news = await some(life, 2);
      await life.onRecord(...news);
      await life.toldOnce(...news);
    },
  },
  {
    name: "whatever the platform answers, the intake goes on and loses nothing",
    needs: ["news", "answer"],
    async keep(stage) {
      for (const answer of Object.values(hostileAnswers)) {
        const scene = await stage.open();
        const life = new IntakeLife(scene, stage.patience);
        await life.start();
        const before = await some(life, 1);
        await life.onRecord(...before);
        scene.lever("answer")(answer);
        const meanwhile = await some(life, 1);
        await life.pass(stage.patience / 4);
        scene.platform.heal();
        const news = [...before, ...meanwhile, ...(await some(life, 1))];
        await life.onRecord(...news);
        await life.toldOnce(...news);
        await life.stop();
      }
    },
  },
];
