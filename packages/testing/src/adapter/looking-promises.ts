/* oxlint-disable no-await-in-loop -- what is tried here is tried step by step */
import assert from "node:assert/strict";

import type { Adapter, Finding, PlatformTruth } from "@tenure/engine";
import { decide, initial } from "@tenure/machine";

import type { AdapterTask, PlatformAnswer } from "./adapter-subject.ts";
import { Ending } from "./ending.ts";
import { hostileAnswers } from "./hostile-answers.ts";
import type { Promised } from "./promised.ts";
import type { Scene } from "./scene.ts";

const headers = { "content-type": "application/json" };

/** From which nothing can be concluded about a subscription. */
const tellingNothing: Readonly<Record<string, PlatformAnswer>> = {
  "an outage": { status: 503, body: "{}", headers },
  "credentials that are not accepted": { status: 401, body: "{}", headers },
  ...Object.fromEntries(
    ["a page of a gateway", "a page of a gateway that fails", "JSON that was cut off"].map(
      (name) => [name, hostileAnswers[name] ?? { status: 500, body: "", headers }],
    ),
  ),
};

type Looked<Seen> = { readonly seen: Seen } | { readonly error: unknown };

/** What a look shows, or the error it ends with. */
async function look<Seen>(scene: Scene, looking: Promise<Seen>): Promise<Looked<Seen>> {
  const ending = new Ending<Looked<Seen>>(
    looking.then(
      (seen) => ({ seen }),
      (error: unknown) => ({ error }),
    ),
  );
  await scene.until(ending);
  assert.ok(ending.result !== undefined, "the look ends");
  assert.equal(scene.platform.changes(), 0, "looking changes nothing");
  return ending.result.value;
}

function truthOf(
  scene: Scene,
  adapter: Adapter,
  task: AdapterTask,
): Promise<Looked<PlatformTruth>> {
  assert.ok(adapter.truth !== undefined, "the adapter has truth, or the subject is without it");
  const { key, tenant, snapshot } = scene.callOf(task);
  const { signal } = new AbortController();
  return look(scene, adapter.truth({ key, tenant, snapshot, signal }));
}

function examine(scene: Scene, adapter: Adapter): Promise<Looked<readonly Finding[]>> {
  assert.ok(adapter.examine !== undefined, "the adapter has examine, or the subject is without it");
  return look(scene, adapter.examine({ signal: new AbortController().signal }));
}

/** What an adapter says that was only asked to look. */
export const lookingPromises: readonly Promised[] = [
  {
    name: "what the platform shows of a subscription can be put on record as it is told",
    needs: ["truth"],
    keep: (stage) =>
      stage.eachTask(async (scene, task) => {
        const looked = await truthOf(scene, scene.newAdapter(), task);
        assert.ok("seen" in looked, `${task.name}: the platform can be looked at`);
        const { adopted, facts } = looked.seen;
        assert.ok(adopted !== undefined, `${task.name}: the platform knows the subscription`);
        const { machine } = scene.newAdapter();
        let snapshot = initial({ key: task.key, ...(machine !== undefined && { machine }) });
        for (const event of [adopted, ...facts]) {
          const decision = decide(snapshot, event);
          const why = `${task.name}: ${event.type} fits: ${JSON.stringify(decision.verdict)}`;
          assert.ok(decision.verdict.type !== "refused" && !decision.drift, why);
          ({ snapshot } = decision);
        }
      }),
  },
  {
    name: "a platform that cannot be read is never taken for one that knows nothing",
    needs: ["truth", "answer"],
    async keep(stage) {
      for (const [name, answer] of Object.entries(tellingNothing)) {
        await stage.eachTask(async (scene, task) => {
          scene.lever("answer")(answer);
          const looked = await truthOf(scene, scene.newAdapter(), task);
          assert.ok("error" in looked, `${task.name}, with ${name}: the look fails`);
        });
      }
    },
  },
  {
    name: "an examination finds that all is well, and tells of trouble without failing",
    needs: ["examine", "answer"],
    async keep(stage) {
      const well = await stage.open();
      const first = await examine(well, well.newAdapter());
      assert.ok("seen" in first && first.seen.length > 0, "something is found");
      const bad = first.seen.filter(({ state }) => state === "bad");
      assert.deepEqual(bad, [], "nothing of a platform that is well is bad");
      for (const [name, answer] of Object.entries({ ...hostileAnswers, ...tellingNothing })) {
        const scene = await stage.open();
        scene.lever("answer")(answer);
        const looked = await examine(scene, scene.newAdapter());
        assert.ok("seen" in looked, `with ${name} it does not fail`);
        if (tellingNothing[name] === undefined) continue;
        const isTold = looked.seen.some(({ state }) => state !== "good");
        assert.ok(isTold, `${name} is told`);
      }
    },
  },
];
