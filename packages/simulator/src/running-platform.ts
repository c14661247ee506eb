import { connectDialect } from "./api/connect-dialect.ts";
import { ROUTES } from "./api/routes.ts";
import { readingVeil } from "./control/reading-veil.ts";
import { EventWebhooks } from "./events/event-webhooks.ts";
import { deliveredWebhookRoutes } from "./events/webhook-routes.ts";
import { Exchange } from "./http/exchange.ts";
import { Faults } from "./http/faults.ts";
import { RateLimiter } from "./http/rate-limit.ts";
import { DISTRIBUTOR_KEY, VENDOR_KEY, type Role } from "./http/roles.ts";
import type { Platform } from "./platform.ts";
import { completed, DEFAULT_PRODUCT_ID } from "./rules/default-product.ts";
import { makeProduct } from "./rules/product-making.ts";
import type { SimulatorOptions } from "./simulator-options.ts";
import type { Collections } from "./store/collections.ts";
import { DocumentStore } from "./store/document-store.ts";
import { Journal } from "./store/journal.ts";
import { systemClock } from "./system-clock.ts";
import { watchDueDates } from "./time/due-dates.ts";
import { Timeline } from "./time/timeline.ts";
import { validatorCaller } from "./validation/validator-caller.ts";
import { webhookPost, type WebhookPost } from "./validation/webhook-post.ts";

/** A platform with everything that moves it. */
export interface RunningPlatform {
  readonly platform: Platform;
  readonly exchange: Exchange<Collections, Role>;
  readonly time: Timeline;
  readonly faults: Faults;
  /** Where its API is found, as far as it is known; webhooks are told. */
  readonly address: { url: string };
}

/** Puts a platform together, with what its journal holds, or else with its first product. */
export function runningPlatform(options: SimulatorOptions): RunningPlatform {
  const { seed = 1, clock = systemClock, virtualTime = false } = options;
  const startAt = typeof virtualTime === "object" ? virtualTime.startAt : clock.now();
  const time = new Timeline(clock, virtualTime === false ? undefined : startAt);
  const platform: Platform = {
    store: new DocumentStore(),
    clock: time,
    seed,
    veil: readingVeil(),
  };
  const faults = new Faults(seed);
  for (const fault of options.faults ?? []) faults.add(fault);
  const address = { url: "https://simulator.invalid/public/v1" };
  const exchange = connected({ platform, time, faults, address }, options);
  return { platform, exchange, time, faults, address };
}

/** The way in, with the webhooks as the way out. */
function connected(
  { platform, time, faults, address }: Omit<RunningPlatform, "exchange">,
  options: SimulatorOptions,
): Exchange<Collections, Role> {
  const post = postFor(options);
  const apiUrl = () => address.url;
  const events = new EventWebhooks({
    platform,
    timers: time,
    faults,
    post,
    keep: (change) => exchange.keep(change),
    apiUrl,
    delayMs: options.webhookDelayMs ?? 100,
    retryMs: options.webhookRetryMs ?? 10_000,
  });
  const settle = (): void => exchange.settle();
  const { vendorKey = VENDOR_KEY, distributorKey = DISTRIBUTOR_KEY, rateLimit } = options;
  const dialect = connectDialect({
    platform,
    // What comes first is found first: webhooks with their calls stand before those without.
    routes: [...deliveredWebhookRoutes({ apiUrl, trigger: (id) => events.trigger(id) }), ...ROUTES],
    keys: { vendor: vendorKey, distributor: distributorKey },
    rateLimiter: rateLimit === undefined ? undefined : new RateLimiter(rateLimit, time),
    callValidator: validatorCaller(post, (id, result, isSuccess) => {
      events.count(id, result, isSuccess);
    }),
    changed: (changes) => {
      events.changed(changes);
      watchDueDates(platform, time, changes, settle);
    },
  });
  const exchange = new Exchange({
    store: platform.store,
    faults,
    journal: options.file === undefined ? undefined : new Journal<Role>(options.file),
    dialect,
  });
  exchange.resume();
  events.takeIn();
  const resumed = platform.store.list("requests").map(({ document: { id } }) => id);
  watchDueDates(
    platform,
    time,
    resumed.map((id) => ({ collection: "requests", id })),
    settle,
  );
  if (!platform.store.has("products", DEFAULT_PRODUCT_ID)) {
    const first = completed({ name: "Simulated Product" }, DEFAULT_PRODUCT_ID);
    exchange.keep(() => makeProduct(platform, first));
  }
  return exchange;
}

function postFor(options: SimulatorOptions): WebhookPost {
  const { webhookTimeoutMs = 10_000, webhookTokenHeader = "Authorization" } = options;
  return webhookPost(options.fetch ?? globalThis.fetch, {
    timeoutMs: webhookTimeoutMs,
    header: webhookTokenHeader,
  });
}
