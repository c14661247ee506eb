/* oxlint-disable no-await-in-loop -- what is tried here is tried step by step */
import assert from "node:assert/strict";

import * as fc from "fast-check";

import type { AdapterPlatform, AdapterSubject, AdapterTask } from "./adapter-subject.ts";
import { Scene } from "./scene.ts";

const usualPatience = 120_000;
const usualRuns = 20;

/** Where one promise is tried: hands out platforms, and closes them in the end. */
export class Stage {
  readonly #subject: AdapterSubject;
  readonly #open: AdapterPlatform[] = [];

  constructor(subject: AdapterSubject) {
    this.#subject = subject;
  }

  /** How long news may take, in milliseconds. */
  get patience(): number {
    return this.#subject.patience ?? usualPatience;
  }

  async open(): Promise<Scene> {
    const platform = await this.#subject.open();
    this.#open.push(platform);
    return new Scene(platform);
  }

  /** So many tasks there are. */
  async tasks(): Promise<number> {
    return (await this.open()).platform.tasks.length;
  }

  /** A fresh platform, with the task of this place in the list. */
  async openFor(index: number): Promise<{ readonly scene: Scene; readonly task: AdapterTask }> {
    const scene = await this.open();
    const task = scene.platform.tasks[index];
    assert.ok(task !== undefined, "every platform has the same tasks");
    return { scene, task };
  }

  /** Tries something with each task, each on a platform of its own. */
  async eachTask(tries: (scene: Scene, task: AdapterTask) => Promise<void>): Promise<void> {
    const count = await this.tasks();
    for (let index = 0; index < count; index += 1) {
      const { scene, task } = await this.openFor(index);
      await tries(scene, task);
    }
  }

  /** Tries a property, each case on platforms of its own. */
  async property<Case>(
    cases: fc.Arbitrary<Case>,
    holds: (given: Case) => Promise<void>,
  ): Promise<void> {
    const { seed, runs = usualRuns } = this.#subject;
    const property = fc.asyncProperty(cases, async (given) => {
      try {
        await holds(given);
      } finally {
        await this.clear();
      }
    });
    await fc.assert(property, { numRuns: runs, ...(seed !== undefined && { seed }) });
  }

  async clear(): Promise<void> {
    for (const platform of this.#open.splice(0)) {
      platform.heal();
      await this.#subject.close?.(platform);
    }
  }
}
