import { AssertionError } from "node:assert/strict";

import {
  createEngine,
  parseHistoryExport,
  splitKey,
  virtualClock,
  type Adapter,
  type Engine,
  type EngineOptions,
  type HistoryExport,
  type Store,
  type VirtualClock,
} from "@tenure/engine";
import { machineOf, type MachineName, type SubscriptionEventInput } from "@tenure/machine";

import { memoryDatabase, type MemoryDatabase } from "../../store/memory/memory-database.ts";
import { memoryStore } from "../../store/memory/memory-store.ts";
import { readContent } from "../replay/read-history.ts";

/**
 * What happened before: events, in the order they were sent; or a history that was exported whole, as a
 * path, a `file:` URL or parsed.
 */
export type GivenHistory = readonly SubscriptionEventInput[] | HistoryExport | string | URL;

/** The engine's own options, apart from what the kit sees to. */
export type GivenEngineOptions = Omit<EngineOptions, "store" | "adapters" | "clock" | "passive">;

export interface GivenOptions {
  /** The subscription's key. Default: `AS-1000-0000-0000`; of an exported history its own. */
  readonly key?: string;
  /**
   * Performs the effects, without its intake. Left out: none is performed, all of them are kept waiting; what
   * would have to be done is then stated as `effects`.
   */
  readonly adapter?: Adapter;
  /** What the key is of, where no adapter tells it. Default: `subscription`. */
  readonly machine?: MachineName;
  /** Default: one that begins when an exported history ended, else on the first of January 2026, 9:00 UTC. */
  readonly clock?: VirtualClock;
  readonly engine?: GivenEngineOptions;
}

/** A subscription that has its history, and whom it lives with. */
export interface Brought {
  readonly key: string;
  readonly database: MemoryDatabase;
  readonly clock: VirtualClock;
  /** One that only lends its name where the user gave none. */
  readonly adapter: Adapter;
  readonly engine: GivenEngineOptions;
  /** The types of the events it went through. */
  readonly events: readonly string[];
}

const usualKey = "AS-1000-0000-0000";
const usualStart = 1_767_258_000_000;
/** Nobody else works on the store, so it has not to be looked at now and then. */
const never = 2000 * 86_400_000;

/** What the history asked for is done, or under way somewhere else. Its timers go on. */
function withoutEffects(store: Store): Store {
  return new Proxy(store, {
    get(target, name) {
      if (name === "commit") {
        return (batch: Parameters<Store["commit"]>[0]) =>
          target.commit(batch.map((commit) => ({ ...commit, effects: [] })));
      }
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

function lendingName(name: string, machine: MachineName | undefined): Adapter {
  return {
    name,
    ...(machine !== undefined && { machine }),
    perform: () => Promise.reject(new Error("Nothing is performed without an adapter.")),
  };
}

/** The options of an engine that serves the tenants of the key and of the adapter. */
export function engineOptions(
  { key, adapter, engine }: Pick<Brought, "key" | "adapter" | "engine">,
  clock: VirtualClock,
): Omit<EngineOptions, "store" | "adapters"> {
  const tenants = [splitKey(key).tenant, adapter.tenant, ...(engine.tenants ?? [])];
  return {
    random: () => 0.5,
    idleMilliseconds: never,
    ...engine,
    clock,
    tenants: [...new Set(tenants.filter((name) => name !== undefined && name !== "default"))].map(
      String,
    ),
  };
}

function historyRefused(key: string, index: number, type: string, why: string): AssertionError {
  return new AssertionError({
    message:
      `The given history cannot be: its event ${index + 1}, ${type} on subscription ${key}, was refused ` +
      `(${why}) State only what happened before.`,
    expected: "moved",
    actual: "refused",
    operator: "strictEqual",
  });
}

/** A history before it is taken in. */
interface Past {
  readonly key: string;
  readonly adapter: string | undefined;
  readonly machine: MachineName | undefined;
  readonly endedAt: number | undefined;
  readonly events: readonly string[];
  takeIn(engine: Engine): Promise<void>;
}

function pastOfEvents(
  events: readonly SubscriptionEventInput[],
  { key = usualKey, machine }: GivenOptions,
): Past {
  return {
    key,
    machine,
    adapter: undefined,
    endedAt: undefined,
    events: events.map(({ type }) => type),
    async takeIn(engine) {
      for (const [index, event] of events.entries()) {
        // oxlint-disable-next-line no-await-in-loop -- a history has an order
        const { verdict } = await engine.send(key, event);
        if (verdict.type !== "refused") continue;
        const { code, message } = verdict.refusal;
        throw historyRefused(key, index, event.type, `${code}: ${message}`);
      }
    },
  };
}

function pastOfExport(document: HistoryExport): Past {
  const { key, adapter, record, entries } = document;
  return {
    key,
    adapter,
    machine: machineOf(record.snapshot),
    endedAt: record.updatedAt,
    events: entries.map(({ event }) => event.type),
    async takeIn(engine) {
      await engine.import(document, { outstanding: "perform" });
    },
  };
}

const isEvents = (history: GivenHistory): history is readonly SubscriptionEventInput[] =>
  Array.isArray(history);

function adapterFor({ key, adapter, machine }: Past, given: Adapter | undefined): Adapter {
  if (given === undefined) return lendingName(adapter ?? "recording", machine);
  if (adapter === undefined || adapter === given.name) return given;
  throw new TypeError(
    `The history of ${key} is of adapter ${adapter}, the adapter given is ${given.name}.`,
  );
}

/** Takes the history in, without anything of what it asks for being performed. */
export async function bring(history: GivenHistory, options: GivenOptions): Promise<Brought> {
  const past = isEvents(history)
    ? pastOfEvents(history, options)
    : pastOfExport(parseHistoryExport((await readContent(history)).value));
  const { key, events, endedAt = usualStart } = past;
  const { clock = virtualClock(endedAt), engine = {} } = options;
  const adapter = adapterFor(past, options.adapter);
  const database = memoryDatabase();
  const brought: Brought = { key, database, clock, adapter, engine, events };
  const taking = createEngine({
    ...engineOptions(brought, clock),
    store: withoutEffects(memoryStore({ database })),
    adapters: [adapter],
    passive: true,
  });
  await taking.start();
  try {
    await past.takeIn(taking);
  } finally {
    await taking.stop();
  }
  return brought;
}
