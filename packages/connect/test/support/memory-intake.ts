import {
  type Clock,
  type Intake,
  type Logger,
  type SendResult,
  type SubscriptionRecord,
  systemClock,
} from "@tenure/engine";
import {
  awaitedOf,
  decide,
  initial,
  lifecycleOf,
  requestStateOf,
  type Snapshot,
  subscriptionEventSchema,
  type SubscriptionEvent,
  type SubscriptionEventInput,
} from "@tenure/machine";

interface Sent {
  readonly key: string;
  readonly event: SubscriptionEvent;
}

export interface MemoryIntake extends Intake {
  /** Everything that was sent, in order. */
  readonly sent: Sent[];
  readonly cursors: Map<string, string>;
  /** Sends without the platform: what other parts of the engine do. */
  record(key: string, event: SubscriptionEventInput): SendResult;
  stop(): void;
}

export interface MemoryIntakeOptions {
  readonly logger: Logger;
  readonly clock?: Clock;
  readonly cursors?: Map<string, string>;
  /** Called before each send; a throw is the store failing. */
  readonly beforeSend?: (key: string) => void;
  readonly congested?: () => boolean;
}

function recordOf(key: string, version: number, snapshot: Snapshot): SubscriptionRecord {
  return {
    key,
    tenant: "default",
    adapter: "connect",
    product: null,
    version,
    snapshot,
    status: lifecycleOf(snapshot),
    requestState: requestStateOf(snapshot),
    requestId: snapshot.context.request?.id ?? null,
    requestType: snapshot.context.request?.type ?? null,
    awaited: awaitedOf(snapshot),
    hash: "",
    createdAt: 0,
    updatedAt: 0,
    stateSince: 0,
  };
}

/** The engine's side of an intake, in memory, decided by the real machine. */
export function memoryIntake(options: MemoryIntakeOptions): MemoryIntake {
  const records = new Map<string, SubscriptionRecord>();
  const sent: Sent[] = [];
  const cursors = options.cursors ?? new Map<string, string>();
  const stopping = new AbortController();

  function record(key: string, input: SubscriptionEventInput): SendResult {
    const event = subscriptionEventSchema.parse(input);
    const before = records.get(key);
    const { snapshot, verdict } = decide(before?.snapshot ?? initial({ key }), event);
    const moved = verdict.type === "moved" || before === undefined;
    const version = (before?.version ?? 0) + (moved ? 1 : 0);
    records.set(key, recordOf(key, version, snapshot));
    return { key, verdict, version, snapshot, repeated: false };
  }

  return {
    sent,
    cursors,
    record,
    stop: () => stopping.abort(),
    send: async (key, input) => {
      options.beforeSend?.(key);
      sent.push({ key, event: subscriptionEventSchema.parse(input) });
      return record(key, input);
    },
    get: async (key) => records.get(key),
    list: async ({ requestState }, { after = "", limit }) => {
      const found = [...records.values()]
        .filter(({ key }) => key > after)
        .filter((row) => requestState?.includes(row.requestState) ?? true)
        .toSorted((left, right) => (left.key < right.key ? -1 : 1));
      const rows = found.slice(0, limit);
      const last = rows.at(-1);
      return {
        rows,
        ...(last !== undefined && found.length > limit ? { next: last.key } : {}),
      };
    },
    congested: async () => options.congested?.() ?? false,
    readCursor: async (name) => cursors.get(name),
    writeCursor: async (name, value) => {
      cursors.set(name, value);
    },
    clock: options.clock ?? systemClock(),
    logger: options.logger,
    signal: stopping.signal,
  };
}
