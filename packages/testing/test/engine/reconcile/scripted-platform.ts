import {
  createEngine,
  silentLogger,
  systemClock,
  type Adapter,
  type Engine,
  type PlatformTruth,
} from "@tenure/engine";
import { onTestFinished } from "vitest";

import type { ReconcileDependencies } from "../../../../engine/src/reconcile/reconcile-dependencies.ts";
import { reconcile, type ReconcileOptions } from "../../../../engine/src/reconcile/reconcile.ts";
import type { Reconciliation } from "../../../../engine/src/reconcile/reconciliation.ts";
import { memoryStore } from "../../../src/store/index.ts";

type Question = Parameters<NonNullable<Adapter["truth"]>>[0];

/** An engine with one active subscription for each key, and an adapter that tells what it is told to tell. */
export interface ScriptedPlatform {
  readonly engine: Engine;
  readonly adapter: Adapter;
  readonly questions: readonly Question[];
  /** What the adapter answers; the status of the record when left alone. */
  answer: (question: Question) => PlatformTruth | Promise<PlatformTruth>;
  dependencies(change?: Partial<ReconcileDependencies>): ReconcileDependencies;
  reconcile(
    options?: ReconcileOptions,
    change?: Partial<ReconcileDependencies>,
  ): Promise<readonly Reconciliation[]>;
}

/** The platform shows the subscription in this status, and no requests. */
export const shows = (status: "active" | "suspended" | "processing"): PlatformTruth => ({
  adopted: { type: "subscription.adopted", status },
  facts: [],
});

export async function scriptedPlatform(...keys: readonly string[]): Promise<ScriptedPlatform> {
  const questions: Question[] = [];
  const adapter: Adapter = {
    name: "scripted",
    perform: async () => ({ type: "done", events: [] }),
    truth: async (question) => {
      questions.push(question);
      return platform.answer(question);
    },
  };
  const tenants = keys.flatMap((key) => (key.includes(":") ? [key.split(":")[0] ?? ""] : []));
  const engine = createEngine({ store: memoryStore(), adapters: [adapter], tenants });
  await engine.start();
  onTestFinished(() => engine.stop());
  for (const key of keys) {
    await engine.send(key, { type: "subscription.adopted", status: "active" });
  }
  const platform: ScriptedPlatform = {
    engine,
    adapter,
    questions,
    answer: () => shows("active"),
    dependencies: (change) => ({
      clock: systemClock(),
      logger: silentLogger,
      adapterOf: (name) => (name === adapter.name ? adapter : undefined),
      load: (key) => engine.get(key),
      list: (filter, page) => engine.list(filter, page),
      send: (key, event, options) => engine.send(key, event, options),
      timeoutMilliseconds: 2000,
      settleMilliseconds: 1,
      ...change,
    }),
    async reconcile(options, change) {
      const results: Reconciliation[] = [];
      for await (const row of reconcile(platform.dependencies(change), options)) results.push(row);
      return results;
    },
  };
  return platform;
}
