/* oxlint-disable no-await-in-loop -- what is tried here is tried step by step */
import assert from "node:assert/strict";

import type { Adapter, EffectOutcome } from "@tenure/engine";

import type { AdapterPlatform, AdapterTask, PlatformPart } from "./adapter-subject.ts";
import { Ending } from "./ending.ts";
import { RecordedLog } from "./recorded-log.ts";
import { taskCall, type TaskCall } from "./task-call.ts";

/** What came of an attempt. */
export type Attempted =
  | { readonly type: "answered"; readonly outcome: EffectOutcome }
  | { readonly type: "threw"; readonly error: unknown }
  | { readonly type: "silent" };

export interface AttemptOptions {
  readonly attempt?: number;
  readonly uncertain?: boolean;
  readonly signal?: AbortSignal;
  /** How long it is waited for, in milliseconds of the clock. Default 600,000. */
  readonly patience?: number;
}

const usualPatience = 600_000;
const step = 1000;
/** So often an effect is tried until it is settled. */
const attemptsAtMost = 8;

/** A platform and the adapters that are bound to it one after the other. */
export class Scene {
  readonly platform: AdapterPlatform;
  readonly log = new RecordedLog();

  constructor(platform: AdapterPlatform) {
    this.platform = platform;
    assert.ok(platform.tasks.length > 0, "the platform has tasks to try the adapter with");
  }

  /** The lever, which has to be there: `without` says what is not. */
  lever<Part extends PlatformPart>(part: Part): NonNullable<AdapterPlatform[Part]> {
    const lever = this.platform[part];
    assert.ok(lever !== undefined, `the platform has ${part}, or the subject is without it`);
    // oxlint-disable-next-line no-unsafe-type-assertion -- looked at above; a method keeps its platform
    return (typeof lever === "function" ? lever.bind(this.platform) : lever) as NonNullable<
      AdapterPlatform[Part]
    >;
  }

  /** An adapter as a process that begins makes it. */
  newAdapter(): Adapter {
    return this.platform.adapter(this.log);
  }

  callOf(task: AdapterTask): TaskCall {
    return taskCall(task, this.newAdapter());
  }

  async pass(milliseconds: number): Promise<void> {
    if (this.platform.pass === undefined) await this.platform.clock.advance(milliseconds);
    else await this.platform.pass(milliseconds);
  }

  /** Lets time pass until it has ended, or the patience is over. */
  async until(ending: Ending<unknown>, patience = usualPatience): Promise<void> {
    await this.pass(0);
    for (let waited = 0; waited < patience && ending.result === undefined; waited += step) {
      await this.pass(step);
    }
  }

  /** Makes one attempt, and lets time pass until it has ended. */
  async attempt(
    adapter: Adapter,
    task: AdapterTask,
    { attempt = 1, uncertain = attempt > 1, signal, patience = usualPatience }: AttemptOptions = {},
  ): Promise<Attempted> {
    const call = { ...this.callOf(task), attempt, uncertain };
    const ending = new Ending(
      this.#settled(adapter, { ...call, signal: signal ?? new AbortController().signal }),
    );
    await this.until(ending, patience);
    const attempted = ending.result?.value ?? { type: "silent" as const };
    this.log.tell(attempted);
    return attempted;
  }

  /** Makes one attempt that has to answer, and gives the answer. */
  async answer(
    adapter: Adapter,
    task: AdapterTask,
    options: AttemptOptions = {},
  ): Promise<EffectOutcome> {
    const attempted = await this.attempt(adapter, task, options);
    assert.equal(
      attempted.type,
      "answered",
      `${task.name}: the attempt answers, and neither throws nor stays silent` +
        (attempted.type === "threw" ? ` (threw ${String(attempted.error)})` : ""),
    );
    if (attempted.type !== "answered") throw new Error("asserted above");
    return attempted.outcome;
  }

  /** Tries until the effect is settled, as an engine does that cannot know what an earlier attempt did. */
  async carryOut(
    adapter: Adapter,
    task: AdapterTask,
    options: Pick<AttemptOptions, "attempt" | "uncertain"> = {},
  ): Promise<EffectOutcome> {
    let outcome: EffectOutcome | undefined;
    const first = options.attempt ?? 1;
    for (let attempt = first; attempt < first + attemptsAtMost; attempt += 1) {
      const uncertain = attempt > first || (options.uncertain ?? false);
      outcome = await this.answer(adapter, task, { attempt, uncertain });
      if (outcome.type !== "retry") return outcome;
      await this.pass(Math.max(step, outcome.after ?? 0));
    }
    assert.fail(
      `${task.name}: it is settled in ${attemptsAtMost} attempts: ${this.log.texts.at(-1)}`,
    );
  }

  async #settled(adapter: Adapter, call: Parameters<Adapter["perform"]>[0]): Promise<Attempted> {
    try {
      return { type: "answered", outcome: await adapter.perform(call) };
    } catch (error) {
      return { type: "threw", error };
    }
  }
}
