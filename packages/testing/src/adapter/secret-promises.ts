/* oxlint-disable no-await-in-loop -- what is tried here is tried step by step */
import assert from "node:assert/strict";

import type { PlatformAnswer } from "./adapter-subject.ts";
import { Ending } from "./ending.ts";
import { IntakeLife } from "./intake-life.ts";
import type { Promised } from "./promised.ts";
import type { Scene } from "./scene.ts";

const headers = { "content-type": "application/json" };
const shortest = 8;

/** A platform that is in trouble, and says back what it was told. */
function echoes(secrets: readonly string[]): readonly PlatformAnswer[] {
  const words = `not accepted: ${secrets.join(" and ")}`;
  const body = JSON.stringify({
    error_code: words,
    errors: [words],
    ResultMessage: words,
    message: words,
  });
  return [200, 400, 401, 403, 409, 429, 500].flatMap((status) => [
    { status, body, headers },
    { status, body: words, headers: { "content-type": "text/html" } },
  ]);
}

function secretsOf(scene: Scene): readonly string[] {
  const secrets = scene.lever("secrets");
  assert.ok(
    secrets.length > 0 && secrets.every((secret) => secret.length >= shortest),
    `there are secrets, each of ${shortest} characters or more`,
  );
  return secrets;
}

function checkSilence({ log }: Scene, secrets: readonly string[]): void {
  assert.ok(log.texts.length > 0, "something was told");
  for (const secret of secrets) {
    const found = log.texts.find((text) => text.includes(secret));
    const where = found?.replaceAll(secret, "<the secret>").slice(0, 500);
    assert.equal(where, undefined, "no credentials are in what is told");
  }
}

/** What an adapter keeps to itself. */
export const secretPromises: readonly Promised[] = [
  {
    name: "credentials are in no outcome, no error and no log, though the platform says them back",
    needs: ["answer", "secrets"],
    keep: (stage) =>
      stage.eachTask(async (scene, task) => {
        const secrets = secretsOf(scene);
        const adapter = scene.newAdapter();
        for (const answer of echoes(secrets)) {
          scene.lever("answer")(answer);
          await scene.attempt(scene.newAdapter(), task);
          await scene.attempt(adapter, task, { attempt: 2, patience: 60_000 });
          const { key, tenant, snapshot } = scene.callOf(task);
          const { signal } = new AbortController();
          await tell(scene, async () => adapter.examine?.({ signal }));
          await tell(scene, async () => adapter.truth?.({ key, tenant, snapshot, signal }));
        }
        checkSilence(scene, secrets);
      }),
  },
  {
    name: "credentials are in no log of the intake, whatever the platform says",
    needs: ["answer", "secrets", "news"],
    async keep(stage) {
      const { platform } = await stage.open();
      for (const answer of echoes(platform.secrets ?? [])) {
        const scene = await stage.open();
        const secrets = secretsOf(scene);
        const life = new IntakeLife(scene, stage.patience);
        await life.news();
        scene.lever("answer")(answer);
        await life.start();
        await life.pass(stage.patience / 4);
        await life.stop();
        checkSilence(scene, secrets);
      }
    },
  },
];

/** Keeps what comes of it, an error too, while time passes. */
async function tell(scene: Scene, work: () => Promise<unknown>): Promise<void> {
  const telling = async (): Promise<void> => {
    try {
      scene.log.tell(await work());
    } catch (error) {
      scene.log.tell(error);
    }
  };
  await scene.until(new Ending(telling()));
}
