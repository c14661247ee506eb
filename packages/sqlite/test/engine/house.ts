import {
  createEngine,
  virtualClock,
  type Adapter,
  type EffectCall,
  type EffectOutcome,
  type Engine,
  type EngineOptions,
  type LogFields,
  type Logger,
  type Store,
  type VirtualClock,
} from "@tenure/engine";
import type { SubscriptionEventInput } from "@tenure/machine";
import { sqliteStore } from "@tenure/sqlite";
import { onTestFinished } from "vitest";

export type Perform = (call: EffectCall) => EffectOutcome | Promise<EffectOutcome>;

interface LogLine {
  readonly level: keyof Logger;
  readonly message: string;
  readonly fields: LogFields;
}

/** An engine on a real store, with a scripted platform behind it and time in the test's hands. */
export interface House {
  readonly engine: Engine;
  readonly store: Store;
  readonly clock: VirtualClock;
  /** Every attempt, in the order it was asked for. */
  readonly calls: readonly EffectCall[];
  readonly log: readonly LogLine[];
}

export interface HouseOptions extends Partial<Omit<EngineOptions, "store" | "clock" | "logger">> {
  readonly file?: string;
  readonly store?: Store;
  readonly clock?: VirtualClock;
  readonly perform?: Perform;
}

function listener(log: LogLine[]): Logger {
  const listen =
    (level: keyof Logger) =>
    (fields: LogFields, message: string): void => {
      log.push({ level, message, fields });
    };
  return {
    debug: listen("debug"),
    info: listen("info"),
    warn: listen("warn"),
    error: listen("error"),
  };
}

/** Answers every request with an approval, and has the platform confirm it at once. */
export const approving: Perform = ({ effect }) => {
  if (effect.type === "fulfillRequest") {
    const { requestId } = effect;
    return { type: "done", events: [{ type: "answer.approve", requestId }] };
  }
  if (effect.type !== "approveRequest") return { type: "done", events: [] };
  const request = { id: effect.requestId, type: "purchase" };
  return { type: "done", events: [{ type: "request.approved", request }] };
};

/** A purchase request that shows on the platform. */
export const purchase = (id: string): SubscriptionEventInput => ({
  type: "request.pending",
  request: { id, type: "purchase" },
});

export function build(options: HouseOptions = {}): House {
  const { file = ":memory:", perform = approving, clock = virtualClock(1_000_000) } = options;
  const store = options.store ?? sqliteStore({ file });
  const calls: EffectCall[] = [];
  const log: LogLine[] = [];
  const adapter: Adapter = {
    name: "connect",
    async perform(call) {
      calls.push(call);
      return perform(call);
    },
  };
  const engine = createEngine({
    adapters: [adapter],
    random: () => 0.5,
    idleMilliseconds: 3_600_000,
    ...options,
    store,
    clock,
    logger: listener(log),
  });
  return { engine, store, clock, calls, log };
}

export async function open(options: HouseOptions = {}): Promise<House> {
  const house = build(options);
  await house.engine.start();
  onTestFinished(() => house.engine.stop({ deadlineMilliseconds: 0 }));
  return house;
}
