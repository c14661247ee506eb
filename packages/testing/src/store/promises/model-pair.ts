/* oxlint-disable no-await-in-loop -- what is tried here is tried step by step */
import assert from "node:assert/strict";

import type { ClaimedEffect, Store, TimerRow } from "@tenure/engine";

import { assertShows, Feed } from "./feed.ts";
import { batchOf, modelAnswers, modelKeys, pickFrom, type PairedClaim } from "./model-commits.ts";
import { adapters, type Step, type StepOf } from "./model-steps.ts";

/** So long a claim is held; short enough for many of them to end. */
const lease = 15;
/** After so long no claim is held any more, however it was extended. */
const allLeases = 100;
/** So many claims are remembered; older ones are of no interest. */
const remembered = 12;

type Pause = Awaited<ReturnType<Store["pauses"]>>[number];

function byId(claimed: readonly ClaimedEffect[]): readonly ClaimedEffect[] {
  return claimed.toSorted((left, right) => (left.id < right.id ? -1 : 1));
}

function nameOf({ key, timer }: TimerRow): string {
  return `${key} ${timer}`;
}

function byName(timers: readonly TimerRow[]): readonly TimerRow[] {
  return timers.toSorted((left, right) => (nameOf(left) < nameOf(right) ? -1 : 1));
}

function byAdapter(pauses: readonly Pause[]): readonly Pause[] {
  return pauses.toSorted((left, right) => ((left.adapter ?? "") < (right.adapter ?? "") ? -1 : 1));
}

function withoutToken({ token: _token, ...told }: ClaimedEffect): Omit<ClaimedEffect, "token"> {
  return told;
}

/** A store and the store in memory, side by side: what one answers, the other must. */
export class ModelPair {
  #subject: Store;
  readonly #model: Store;
  readonly #reopen: ((store: Store) => Promise<Store>) | undefined;
  readonly #versions = new Map<string, number>();
  #now = 1000;
  /** What was held before this time is free: a store may end all leases when it is opened. */
  #freedAt = 0;
  #claims: readonly PairedClaim[] = [];
  #timers: readonly TimerRow[] = [];

  constructor(subject: Store, model: Store, reopen?: (store: Store) => Promise<Store>) {
    this.#subject = subject;
    this.#model = model;
    this.#reopen = reopen;
  }

  async take(step: Step): Promise<void> {
    this.#now += 1;
    if (step.do === "wait") this.#now += step.wait;
    else await this.#act(step);
    await this.#same((store) => this.#wake(store, adapters));
  }

  /** Compares everything that can be read. */
  async compare(): Promise<void> {
    const lookups = modelKeys.flatMap((key) =>
      modelAnswers.map((idempotencyKey) => ({ key, idempotencyKey })),
    );
    await this.#same((store) => store.load(lookups));
    await this.#same((store) => store.backlog());
    await this.#same((store) => store.list({}, { limit: 99 }));
    await this.#same(async (store) => byAdapter(await store.pauses()));
    await this.#same((store) => store.readCursor("requests"));
    for (const key of modelKeys) {
      await this.#same((store) => store.history(key, { after: 0, limit: 999 }));
    }
    const expected = (await this.#model.changes(undefined, 9999)).map(({ entry }) => entry);
    assertShows(await new Feed(this.#subject).readAll(expected.length), expected);
  }

  async #act(step: Exclude<Step, StepOf<"wait">>): Promise<void> {
    switch (step.do) {
      case "commit":
        await this.#commit(step);
        break;
      case "claim":
        await this.#claim(step);
        break;
      case "extend":
      case "putBack":
        await this.#tell(step);
        break;
      case "claimTimers":
        await this.#claimTimers();
        break;
      case "look":
        await this.#look(step);
        break;
      case "reopen":
        await this.#restart();
        break;
      case "pause":
      case "resume":
      case "forget":
      case "writeCursor":
        await this.#switch(step);
    }
  }

  async #commit({ commits }: StepOf<"commit">): Promise<void> {
    const batch = batchOf(commits, {
      now: this.#now,
      claims: this.#claims,
      timers: this.#timers,
      version: (key) => this.#versions.get(key) ?? 0,
    });
    const expected = await this.#model.commit(batch.map(({ model }) => model));
    assert.deepEqual(await this.#subject.commit(batch.map(({ subject }) => subject)), expected);
    for (const [index, { model }] of batch.entries()) {
      if (expected[index]?.type !== "committed" || model.change === undefined) continue;
      this.#versions.set(model.key, model.change.record.version);
    }
  }

  async #claim({ of }: StepOf<"claim">): Promise<void> {
    const limits = of.map((adapter) => ({ adapter, limit: 99 }));
    const request = { now: this.#now, leaseUntil: this.#now + lease, adapters: limits };
    const expected = byId(await this.#model.claim({ ...request, owner: "model" }));
    const claimed = byId(await this.#subject.claim({ ...request, owner: "subject" }));
    assert.deepEqual(claimed.map(withoutToken), expected.map(withoutToken));
    const paired = expected.map(({ key, id, token }, index) => ({
      key,
      model: { id, token },
      subject: { id, token: claimed[index]?.token ?? Number.NaN },
    }));
    this.#claims = [...paired, ...this.#claims].slice(0, remembered);
  }

  async #tell(step: StepOf<"extend"> | StepOf<"putBack">): Promise<void> {
    const claim = pickFrom(this.#claims, step.pick);
    if (claim === undefined) return;
    const at = this.#now + step.wait;
    const tell = (store: Store, side: "subject" | "model"): Promise<boolean> => {
      if (step.do === "extend") return store.extend(claim[side], at + lease);
      const retry = { availableAt: at, attempts: step.attempts, error: "it's \u{1F4A9}" };
      return store.putBack(claim[side], retry);
    };
    const expected = await tell(this.#model, "model");
    assert.equal(await tell(this.#subject, "subject"), expected);
  }

  async #claimTimers(): Promise<void> {
    const request = { now: this.#now, leaseUntil: this.#now + lease, limit: 99 };
    const timers = await this.#model.claimTimers(request);
    const claimed = await this.#subject.claimTimers(request);
    assert.deepEqual(byName(claimed), byName(timers));
    const times = claimed.map(({ dueAt }) => dueAt);
    assert.deepEqual(
      times,
      times.toSorted((left, right) => left - right),
    );
    this.#timers = [...timers, ...this.#timers].slice(0, remembered);
  }

  async #switch(
    step: StepOf<"pause"> | StepOf<"resume"> | StepOf<"forget"> | StepOf<"writeCursor">,
  ): Promise<void> {
    const now = this.#now;
    await this.#same((store): Promise<unknown> => {
      switch (step.do) {
        case "pause":
          return store.pause({ adapter: step.adapter, at: now, reason: `since ${now}` });
        case "resume":
          return store.resume(step.adapter);
        case "forget":
          return store.forgetAnswers(now - step.wait, 999);
        case "writeCursor":
          return store.writeCursor("requests", step.value);
      }
    });
  }

  async #look({ filter, limit }: StepOf<"look">): Promise<void> {
    await this.#same((store) => store.list(filter, { limit }));
    await this.#same((store) => store.list(filter, { limit, after: "B" }));
    await this.#same((store) => store.count(filter));
    await this.#same((store) => store.history("A", { after: limit, limit }));
    await this.#same((store) => this.#wake(store, ["connect"]));
    await this.#same((store) => store.backlog());
  }

  /** Opens the store again when all leases have ended, so that it does not matter whether that ends them. */
  async #restart(): Promise<void> {
    if (this.#reopen === undefined) return;
    this.#now += allLeases;
    this.#freedAt = this.#now;
    this.#claims = [];
    this.#subject = await this.#reopen(this.#subject);
  }

  async #wake(store: Store, of: readonly string[]): ReturnType<Store["nextWake"]> {
    const { effectAt, timerAt } = await store.nextWake(of);
    return { effectAt: this.#free(effectAt), timerAt: this.#free(timerAt) };
  }

  #free(at: number | undefined): number | undefined {
    return at === undefined ? undefined : Math.max(at, this.#freedAt);
  }

  async #same<Answer>(ask: (store: Store) => Promise<Answer>): Promise<void> {
    const expected = await ask(this.#model);
    assert.deepEqual(await ask(this.#subject), expected);
  }
}
