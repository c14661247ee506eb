import { createEngine, type Adapter, type Engine, type Store } from "@tenure/engine";
import type { SubscriptionEventInput } from "@tenure/machine";

/** A platform that answers at once and has nothing to say. */
function silentPlatform(started: (key: string) => void): Adapter {
  return {
    name: "bench",
    perform: async ({ key }) => {
      started(key);
      return { type: "done", events: [] };
    },
  };
}

/** The key of the numbered subscription. */
export const benchKey = (number: number): string => `AS-${String(number).padStart(7, "0")}`;

/** A change that is opened, and at the next turn of the same subscription one that is approved. */
function eventOf(turn: number): SubscriptionEventInput {
  const request = { id: `PR-${turn >> 1}`, type: "change" };
  return turn % 2 === 0
    ? { type: "request.pending", request, subscriptionStatus: "active" }
    : { type: "request.approved", request, subscriptionStatus: "active" };
}

/** The value below which this share of the numbers lies. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

export interface LoadFigures {
  readonly eventsPerSecond: number;
  /** Milliseconds from `send` until it is durable. */
  readonly committed: readonly number[];
}

export interface Load {
  readonly engine: Engine;
  /** From now on events go to so many subscriptions. */
  spread(subscriptions: number): void;
  /** Sends so many events to the subscriptions in turn, so many of them under way at any time. */
  send(events: number, sideBySide: number): Promise<LoadFigures>;
  /** Milliseconds from an event being durable to its effect being started, one event at a time. */
  startDelays(events: number): Promise<readonly number[]>;
}

/** An engine on a store, with its effects held back unless they are what is measured. */
export async function openLoad(store: Store, spread: number): Promise<Load> {
  let subscriptions = spread;
  let onStart: ((key: string) => void) | undefined;
  const engine = createEngine({
    store,
    adapters: [silentPlatform((key) => onStart?.(key))],
    random: () => 0.5,
  });
  await engine.start();
  await engine.pause({ adapter: "bench", reason: "measured apart" });
  const turns = new Map<number, number>();
  let next = 0;

  async function one(latencies: number[]): Promise<void> {
    const number = next % subscriptions;
    next += 1;
    const turn = turns.get(number) ?? 0;
    turns.set(number, turn + 1);
    const begun = performance.now();
    await engine.send(benchKey(number), eventOf(turn), { idempotencyKey: `event-${turn}` });
    latencies.push(performance.now() - begun);
  }

  return {
    engine,
    spread(count) {
      subscriptions = count;
    },
    async send(events, sideBySide) {
      const committed: number[] = [];
      let left = events;
      const begun = performance.now();
      await Promise.all(
        Array.from({ length: sideBySide }, async () => {
          while (left > 0) {
            left -= 1;
            await one(committed);
          }
        }),
      );
      const seconds = (performance.now() - begun) / 1000;
      return { eventsPerSecond: events / seconds, committed };
    },
    async startDelays(events) {
      await engine.resume({ adapter: "bench" });
      await engine.idle();
      const delays: number[] = [];
      for (let count = 0; count < events; count += 1) {
        const key = `measured-${count}`;
        await engine.send(key, { type: "subscription.adopted", status: "active" });
        const started = new Promise<number>((resolve) => {
          onStart = (which) => {
            if (which === key) resolve(performance.now());
          };
        });
        await engine.send(key, eventOf(0));
        const durable = performance.now();
        delays.push(Math.max(0, (await started) - durable));
      }
      return delays;
    },
  };
}
