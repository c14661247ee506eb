import { type Adapter, systemClock, TenureError } from "@tenure/engine";
import { type RequestType, requestTypes } from "@tenure/machine";

import { adoptedLogger } from "./adopted-logger.ts";
import {
  type ConnectClient,
  type ConnectClientOptions,
  createConnectClient,
} from "./client/connect-client.ts";
import type { Bindings } from "./effects/bindings.ts";
import { perform } from "./effects/perform.ts";
import { templateCatalogOf } from "./effects/template-catalog.ts";
import { examine } from "./examine.ts";
import type { Handler, Handlers } from "./handlers/handlers.ts";
import { handlersByType } from "./handlers/handling.ts";
import { createNudge, type Nudge } from "./intake/nudge.ts";
import { runIntake } from "./intake/run-intake.ts";
import { TruthBatches } from "./truth/truth-batches.ts";
import {
  draftValidation,
  type DraftValidationOptions,
  type ValidationEndpoint,
} from "./validation/draft-validation.ts";
import {
  eventWebhook,
  type EventWebhookOptions,
  type WebhookEndpoint,
} from "./webhooks/event-webhook.ts";

/** How subscriptions on Connect are kept. Times are in milliseconds. */
export interface ConnectOptions extends ConnectClientOptions {
  /** Ids of the products whose requests are taken in; at least one. */
  readonly products: readonly string[];
  /** What the vendor does for each request type; each needs a handler, or `hold`, or `otherwise`. */
  readonly handlers: Handlers;
  /** Validates drafts for the platform's validation webhooks; makes the adapter's `validation`. */
  readonly validation?: Omit<DraftValidationOptions, "logger" | "clock">;
  /** Takes in the platform's event webhooks, which wake the poller; makes the adapter's `webhook`. */
  readonly webhooks?: Omit<EventWebhookOptions, "logger" | "clock" | "onEvent">;
  /** Used in place of a client made of the other options. */
  readonly client?: ConnectClient;
  /**
   * What the engine and its store know the adapter by, the same ever after; `connect` when left out. Several in one
   * engine need a name each, whether they are of one tenant or of several.
   */
  readonly name?: string;
  /** Whose subscriptions they are: one of the engine's `tenants`. Default: `default`. */
  readonly tenant?: string;
  /** Pause between polls while there is news; 5 000 when left out. */
  readonly pollEvery?: number;
  /** The pause grows up to this while there is none; 30 000 when left out. */
  readonly pollEveryIdle?: number;
  /** How often every open request is read again; 30 000 when left out. */
  readonly sweepEvery?: number;
  /** How far polls look back behind what they have read, for changes that show late; 60 000 when left out. */
  readonly overlap?: number;
  /** Requests read at once, at most; 100 when left out. */
  readonly pageSize?: number;
  /** How long a product's capabilities count as known; 60 000 when left out. */
  readonly capabilitiesKept?: number;
}

/** The engine's adapter for Connect. */
export interface ConnectAdapter extends Adapter {
  readonly client: ConnectClient;
  /** Answers the platform's validation webhooks; there when `validation` was given. */
  readonly validation?: ValidationEndpoint;
  /** Answers the platform's event webhooks; there when `webhooks` was given. */
  readonly webhook?: WebhookEndpoint;
  /** Has the poller look at once. Give it to `connectTiers` as `waiting`, or wake it when you know of news. */
  readonly nudge: Nudge;
}

const minute = 60_000;

/**
 * Binds the engine to CloudBlue Connect: takes in the fulfillment requests of the products, has the
 * handlers answer them, and carries the answers out. Subscriptions are known by the platform's id
 * (`AS-…`). The adapter's `webhook` and `validation` are there when `webhooks` and `validation` were given.
 *
 * Throws `TenureError` `options_invalid` for options that cannot work, a request type without a handler
 * among them.
 */
export function connect(
  options: ConnectOptions & Required<Pick<ConnectOptions, "webhooks" | "validation">>,
): ConnectAdapter & Required<Pick<ConnectAdapter, "webhook" | "validation">>;
export function connect(
  options: ConnectOptions & Required<Pick<ConnectOptions, "webhooks">>,
): ConnectAdapter & Required<Pick<ConnectAdapter, "webhook">>;
export function connect(
  options: ConnectOptions & Required<Pick<ConnectOptions, "validation">>,
): ConnectAdapter & Required<Pick<ConnectAdapter, "validation">>;
export function connect(options: ConnectOptions): ConnectAdapter;
export function connect(options: ConnectOptions): ConnectAdapter {
  const { products, pollEvery = 5000 } = options;
  if (products.length === 0 || products.includes("")) {
    throw new TenureError("options_invalid", "products: expected at least one product id");
  }
  const handlers = handlersByType<RequestType, Handler>(
    options.handlers,
    requestTypes,
    "fulfillment requests",
    ["revocation"],
  );
  const clock = options.clock ?? systemClock();
  const logger = adoptedLogger(options.logger);
  const client = options.client ?? createConnectClient({ ...options, clock, logger });
  const bindings: Bindings = {
    client,
    handlers,
    revocation: options.handlers.revocation,
    templates: templateCatalogOf(client.products, clock),
    clock,
    logger,
  };
  const nudge = createNudge();
  const truths = new TruthBatches(client);
  return {
    name: options.name ?? "connect",
    ...(options.tenant === undefined ? {} : { tenant: options.tenant }),
    client,
    nudge,
    ...(options.webhooks === undefined
      ? {}
      : { webhook: eventWebhook({ ...options.webhooks, clock, logger, onEvent: nudge.wake }) }),
    ...(options.validation === undefined
      ? {}
      : { validation: draftValidation({ ...options.validation, clock, logger }) }),
    perform: (call) => perform(bindings, call),
    run(intake) {
      logger.adopt(intake.logger);
      return runIntake(intake, client, {
        products,
        pollEvery,
        pollEveryIdle: options.pollEveryIdle ?? minute / 2,
        sweepEvery: options.sweepEvery ?? minute / 2,
        overlap: options.overlap ?? minute,
        capabilitiesKept: options.capabilitiesKept ?? minute,
        pageSize: options.pageSize,
        nudge,
      });
    },
    truth: (question) => truths.ask(question),
    examine: ({ signal }) => examine({ ...options, clock, logger }, signal),
  };
}
