/* oxlint-disable no-await-in-loop -- what is tried here is tried step by step */
import assert from "node:assert/strict";

import {
  createEngine,
  splitKey,
  keyOf,
  type Adapter,
  type Engine,
  type HistoryEntry,
  type Intake,
} from "@tenure/engine";

import { memoryDatabase } from "../store/memory/memory-database.ts";
import { memoryStore } from "../store/memory/memory-store.ts";
import type { PlatformNews } from "./adapter-subject.ts";
import type { Scene } from "./scene.ts";

/** Nobody else works on the store, so it has not to be looked at now and then. */
const never = 2000 * 86_400_000;
const step = 1000;

interface Run {
  hasEnded: boolean;
}

export interface LifeOptions {
  /** The adapter to start with. Left out: a new one, as a new process has. */
  readonly adapter?: Adapter;
  /** Stands between the intake and the engine. */
  readonly around?: (intake: Intake) => Intake;
}

/** One engine after the other on the same store, of which only the intake works: no effect is performed. */
export class IntakeLife {
  readonly #scene: Scene;
  readonly #patience: number;
  readonly #database = memoryDatabase();
  readonly #runs: Run[] = [];
  #adapter: Adapter | undefined;
  #engine: Engine | undefined;

  constructor(scene: Scene, patience: number) {
    this.#scene = scene;
    this.#patience = patience;
  }

  async start({ adapter = this.#scene.newAdapter(), around }: LifeOptions = {}): Promise<void> {
    assert.ok(
      adapter.run !== undefined,
      "the adapter has an intake, or the subject is without news",
    );
    const { clock } = this.#scene.platform;
    const store = memoryStore({ database: this.#database, endLeases: true });
    await store.open();
    await store.pause({ adapter: null, at: clock.now(), reason: "only the intake is tried" });
    this.#adapter = adapter;
    this.#engine = createEngine({
      store,
      adapters: [this.#watched(adapter, around ?? ((intake) => intake))],
      ...(adapter.tenant !== undefined && adapter.tenant !== "default"
        ? { tenants: [adapter.tenant] }
        : {}),
      clock,
      logger: this.#scene.log,
      random: () => 0.5,
      idleMilliseconds: never,
    });
    await this.#engine.start();
    await this.pass(0);
  }

  /** Tells the intake to end, and gives it a while. */
  async stop(): Promise<void> {
    await this.#end(step * 5);
  }

  /** Ends the process without a word to anybody. */
  async crash(): Promise<void> {
    await this.#end(0);
    for (const run of this.#runs) run.hasEnded = true;
  }

  async pass(milliseconds: number): Promise<void> {
    await this.#scene.pass(milliseconds);
  }

  async news(): Promise<PlatformNews> {
    return this.#scene.lever("news")();
  }

  /** The runs that did not end though they were told to, by number. */
  unended(): readonly number[] {
    return this.#runs.flatMap(({ hasEnded }, index) => (hasEnded ? [] : [index + 1]));
  }

  /** Waits until all of it is on record, as long as the patience lasts. */
  async onRecord(...news: readonly PlatformNews[]): Promise<void> {
    for (let waited = 0; waited <= this.#patience; waited += step) {
      if ((await this.#missing(news)).length === 0) return;
      await this.pass(step);
    }
    const missing = (await this.#missing(news)).map(({ key, requestId }) => requestId ?? key);
    assert.deepEqual(missing, [], `all news are on record after ${this.#patience} ms`);
  }

  /** What is on record of it, in order; each thing told once, and nothing that contradicts the rest. */
  async toldOnce(...news: readonly PlatformNews[]): Promise<number> {
    let entries = 0;
    for (const { key } of news) {
      const history = await this.#history(key);
      entries += history.length;
      const odd = history.filter(({ verdict, drift }) => drift || verdict.type !== "moved");
      assert.deepEqual(odd, [], `what is told of ${key} fits together`);
      const facts = history.flatMap(({ event }) =>
        "request" in event ? [`${event.type} ${event.request.id}`] : [],
      );
      assert.deepEqual(facts, [...new Set(facts)], `each fact about ${key} is told once`);
    }
    return entries;
  }

  async #end(deadlineMilliseconds: number): Promise<void> {
    const stopped = this.#engine?.stop({ deadlineMilliseconds });
    await this.pass(Math.max(1, deadlineMilliseconds));
    await stopped;
    this.#engine = undefined;
  }

  async #missing(news: readonly PlatformNews[]): Promise<readonly PlatformNews[]> {
    const missing: PlatformNews[] = [];
    for (const one of news) {
      const history = await this.#history(one.key);
      const isTold = history.some(
        ({ event }) =>
          one.requestId === undefined || ("request" in event && event.request.id === one.requestId),
      );
      if (!isTold) missing.push(one);
    }
    return missing;
  }

  async #history(id: string): Promise<readonly HistoryEntry[]> {
    const engine = this.#engine;
    if (engine === undefined) throw new Error("no engine is running");
    const key = keyOf(this.#adapter?.tenant ?? splitKey(id).tenant, id);
    return engine.history(key, { limit: 1000 });
  }

  #watched(adapter: Adapter, around: (intake: Intake) => Intake): Adapter {
    const runs = this.#runs;
    const { log } = this.#scene;
    return new Proxy(adapter, {
      get(target, name) {
        if (name !== "run") {
          const value: unknown = Reflect.get(target, name);
          return typeof value === "function" ? value.bind(target) : value;
        }
        return async (intake: Intake) => {
          const run: Run = { hasEnded: false };
          runs.push(run);
          try {
            await target.run?.(around(intake));
          } catch (error) {
            log.tell(error);
            throw error;
          } finally {
            run.hasEnded = true;
          }
        };
      },
    });
  }
}
