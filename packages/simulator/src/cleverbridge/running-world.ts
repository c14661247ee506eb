import { Exchange } from "../http/exchange.ts";
import { Faults } from "../http/faults.ts";
import { DocumentStore } from "../store/document-store.ts";
import { Journal } from "../store/journal.ts";
import { systemClock } from "../system-clock.ts";
import { Timeline } from "../time/timeline.ts";
import type { CleverbridgeSimulatorOptions } from "./cleverbridge-options.ts";
import type { CleverbridgeCollections } from "./collections.ts";
import { CLEVERBRIDGE_PRODUCT_ID, makeProduct } from "./customers/products.ts";
import { CLEVERBRIDGE_PASSWORD, CLEVERBRIDGE_USER, Logins } from "./http/basic-authentication.ts";
import { cleverbridgeDialect, type CleverbridgeCaller } from "./http/cleverbridge-dialect.ts";
import { RateBlock } from "./http/rate-block.ts";
import { NotificationDelivery } from "./notifications/notification-delivery.ts";
import { notificationPost } from "./notifications/notification-target.ts";
import { DEFAULT_QUIRKS } from "./quirks.ts";
import { DEFAULT_CHANCES } from "./terms/payment.ts";
import { TimeWatch } from "./time-watch.ts";
import type { World } from "./world.ts";

/** A platform with everything that moves it. */
export interface RunningWorld {
  readonly world: World;
  readonly exchange: Exchange<CleverbridgeCollections, CleverbridgeCaller>;
  readonly time: Timeline;
  readonly faults: Faults;
  readonly delivery: NotificationDelivery;
  readonly logins: Logins;
}

/** Puts a platform together, with what its journal holds. */
export function runningWorld(options: CleverbridgeSimulatorOptions): RunningWorld {
  const { seed = 1, clock = systemClock, virtualTime = false } = options;
  const startAt = typeof virtualTime === "object" ? virtualTime.startAt : clock.now();
  const time = new Timeline(clock, virtualTime === false ? undefined : startAt);
  const world: World = {
    store: new DocumentStore(),
    clock: time,
    seed,
    quirks: { ...DEFAULT_QUIRKS, ...options.quirks },
    chances: { ...DEFAULT_CHANCES, ...options.payments },
    told: { target: options.notifications },
  };
  const faults = new Faults(seed);
  for (const fault of options.faults ?? []) faults.add(fault);
  const moved = connected(world, time, faults, options);
  return { world, time, faults, ...moved };
}

/** The way in, with time and notifications following what is changed. */
function connected(
  world: World,
  time: Timeline,
  faults: Faults,
  options: CleverbridgeSimulatorOptions,
): Pick<RunningWorld, "exchange" | "delivery" | "logins"> {
  const delivery: NotificationDelivery = new NotificationDelivery({
    world,
    timers: time,
    faults,
    post: notificationPost(
      options.fetch ?? globalThis.fetch,
      options.notificationTimeoutMs ?? 10_000,
    ),
    keep: (change) => exchange.keep(change),
    retryMs: options.notificationRetryMs ?? 600_000,
  });
  const { username = CLEVERBRIDGE_USER, password = CLEVERBRIDGE_PASSWORD } = options;
  const { lockAfterFailedLogins: lock = 3 } = options;
  const logins = new Logins({ username, password, lockAfter: lock === false ? undefined : lock });
  const watch = new TimeWatch(world, time, () => exchange.settle());
  const exchange: RunningWorld["exchange"] = new Exchange({
    store: world.store,
    faults,
    journal: options.file === undefined ? undefined : new Journal(options.file),
    dialect: cleverbridgeDialect({
      world,
      logins,
      rateBlock: rateBlockOf(options, time),
      changed: (changes) => {
        watch.changed(changes);
        delivery.changed(changes);
      },
    }),
  });
  exchange.resume();
  watch.resume();
  delivery.resume();
  if (!world.store.has("products", String(CLEVERBRIDGE_PRODUCT_ID))) {
    exchange.keep(() =>
      makeProduct(world, { id: CLEVERBRIDGE_PRODUCT_ID, name: "Sample Product" }),
    );
  }
  return { exchange, delivery, logins };
}

function rateBlockOf(
  { rateLimit }: CleverbridgeSimulatorOptions,
  time: Timeline,
): RateBlock | undefined {
  if (rateLimit === false) return undefined;
  if (rateLimit !== undefined) return new RateBlock(rateLimit.perSecond, time);
  return time.isVirtual ? undefined : new RateBlock(30, time);
}
