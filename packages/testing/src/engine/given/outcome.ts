import { createEngine, type Engine, type HistoryEntry, type SendResult } from "@tenure/engine";
import {
  initial,
  isAdapterEffect,
  type AdapterEffect,
  type Snapshot,
  type SubscriptionEventInput,
  type Verdict,
} from "@tenure/machine";

import { memoryStore } from "../../store/memory/memory-store.ts";
import { engineOptions, type Brought } from "./given-history.ts";
import { recordingAdapter, type PerformedCall } from "./recording-adapter.ts";

/** What happens to the subscription: an event is sent, or time passes, in milliseconds. */
export type Happening = { readonly event: SubscriptionEventInput } | { readonly passing: number };

/** How a subscription stands after what happened to it. */
export interface Outcome {
  readonly key: string;
  readonly version: number;
  readonly snapshot: Snapshot;
  /** Of the last event that was sent; undefined when none was. */
  readonly verdict: Verdict | undefined;
  /** What went into the history since it was given. */
  readonly entries: readonly HistoryEntry[];
  /** What was asked of the adapter since then. */
  readonly effects: readonly AdapterEffect[];
  /** The adapter's calls since then. */
  readonly performed: readonly PerformedCall[];
  /** The timers that run; `dueIn` in milliseconds. */
  readonly timers: readonly {
    readonly timer: string;
    readonly requestId: string;
    readonly dueIn: number;
  }[];
}

const pageSize = 500;

async function entriesAfter(engine: Engine, key: string, version: number): Promise<HistoryEntry[]> {
  const entries: HistoryEntry[] = [];
  let after = version;
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- each page begins where the last one ended
    const page = await engine.history(key, { after, limit: pageSize });
    entries.push(...page);
    const last = page.at(-1);
    if (last === undefined) return entries;
    after = last.version;
  }
}

async function happen(
  engine: Engine,
  { key, clock }: Brought,
  happenings: readonly Happening[],
): Promise<SendResult | undefined> {
  let sent: SendResult | undefined;
  /* oxlint-disable no-await-in-loop -- one thing happens after the other */
  for (const happening of happenings) {
    if ("passing" in happening) {
      await clock.advance(happening.passing);
    } else {
      await engine.idle();
      sent = await engine.send(key, happening.event);
    }
  }
  /* oxlint-enable no-await-in-loop */
  await engine.idle();
  return sent;
}

async function stop(engine: Engine, { clock }: Brought): Promise<void> {
  const stopped = engine.stop({ deadlineMilliseconds: 0 });
  await clock.advance(1);
  await stopped;
}

/** Has it happen to the subscription, in an engine of its own, until there is nothing left to do now. */
export async function outcomeOf(
  brought: Brought,
  happenings: readonly Happening[],
  { isPerforming }: { readonly isPerforming: boolean },
): Promise<Outcome> {
  const { key, clock, database } = brought;
  const recording = recordingAdapter(brought.adapter);
  const store = memoryStore({ database });
  const engine = createEngine({
    ...engineOptions(brought, clock),
    store,
    adapters: [recording.adapter],
  });
  await engine.start();
  try {
    if (!isPerforming) await engine.pause();
    await engine.idle();
    const before = (await engine.get(key))?.version ?? 0;
    const sent = await happen(engine, brought, happenings);
    const record = await engine.get(key);
    const entries = await entriesAfter(engine, key, before);
    const { timers } = await store.outstanding(key);
    const { machine } = brought.adapter;
    const unknown = initial({ key, ...(machine !== undefined && { machine }) });
    return {
      key,
      version: record?.version ?? 0,
      snapshot: record?.snapshot ?? unknown,
      verdict: sent?.verdict,
      entries,
      effects: entries.flatMap(({ effects }) => effects.filter(isAdapterEffect)),
      performed: recording.calls(),
      timers: timers.map(({ timer, requestId, dueAt }) => ({
        timer,
        requestId,
        dueIn: dueAt - clock.now(),
      })),
    };
  } finally {
    await stop(engine, brought);
  }
}
