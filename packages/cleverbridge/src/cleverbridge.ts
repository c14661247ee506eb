import { type Adapter, systemClock, TenureError } from "@tenure/engine";

import { adoptedLogger } from "./adopted-logger.ts";
import { type CleverbridgeClient, createCleverbridgeClient } from "./client/cleverbridge-client.ts";
import type { CleverbridgeClientOptions } from "./client/client-options.ts";
import type { CustomerIdentity } from "./client/customer-query.ts";
import type { Bindings } from "./effects/bindings.ts";
import { perform } from "./effects/perform.ts";
import type { Feed } from "./intake/feed.ts";
import { LookQueue } from "./intake/look-queue.ts";
import { runIntake } from "./intake/run-intake.ts";
import { createHintInbox } from "./notifications/hint-inbox.ts";
import {
  type NotificationEndpoint,
  notificationEndpoint,
  type NotificationOptions,
} from "./notifications/notification-endpoint.ts";
import { type ManagementModel, type Profile } from "./reading/profile.ts";
import { readTruth } from "./truth/read-truth.ts";
import { subscriptionIdOf } from "./wire/subscription-id.ts";

/** How subscriptions on cleverbridge are kept. Times are in milliseconds. */
export interface CleverbridgeOptions extends Omit<CleverbridgeClientOptions, "credentials"> {
  /** A technical user of the platform with the privilege "API User". */
  readonly username: string;
  readonly password: string;
  /**
   * Which management model the account's subscriptions live under. One of which a notification tells another
   * keeps that.
   */
  readonly managementModel: ManagementModel;
  /**
   * What canceling a whole subscription is under Subscription Management 1.0, where the renewal cannot be turned
   * off: `refused` (default), or `deactivateItems`, which takes its last active item. Ask cleverbridge before.
   */
  readonly fullCancelUnder10?: "refused" | "deactivateItems" | undefined;
  /** Whether cleverbridge has switched the renewal type on for the account; true when left out. */
  readonly renewalSwitch?: boolean | undefined;
  /** Takes in the platform's notifications; makes the adapter's `notifications`. */
  readonly notifications?: NotificationOptions | undefined;
  /** Customers whose subscriptions are looked for at each sweep, besides those that notifications tell of. */
  readonly customers?: readonly CustomerIdentity[] | undefined;
  /** How often all living subscriptions are read again; 3 600 000 when left out. */
  readonly sweepEvery?: number | undefined;
  /** So many of them in a second, at most; 2 when left out. */
  readonly sweepPerSecond?: number | undefined;
  /** How long after a hint that led to nothing new the subscription is read once more; 30 000 when left out. */
  readonly hintAgainAfter?: number | undefined;
  /** How long after it what would end a subscription is read again before it is believed; 1000 when left out. */
  readonly graveAgainAfter?: number | undefined;
  /**
   * What the engine and its store know the adapter by, the same ever after; `cleverbridge` when left out. Several in one
   * engine need a name each, whether they are of one tenant or of several.
   */
  readonly name?: string | undefined;
  /** Whose subscriptions they are: one of the engine's `tenants`. Default: `default`. */
  readonly tenant?: string | undefined;
  /** Used in place of a client made of the other options. */
  readonly client?: CleverbridgeClient | undefined;
}

/** The engine's adapter for cleverbridge. */
export interface CleverbridgeAdapter extends Adapter {
  readonly client: CleverbridgeClient;
  /** Answers the platform's notifications; there when `notifications` was given. */
  readonly notifications?: NotificationEndpoint;
  /**
   * Has a subscription looked at soon, with or without `S`; a new one is put on record. False when no engine
   * takes hints in at present.
   */
  readonly hint: (subscriptionId: string) => Promise<boolean>;
}

const hour = 3_600_000;

function checked(options: CleverbridgeOptions): Profile {
  const { managementModel, fullCancelUnder10 = "refused", renewalSwitch = true } = options;
  // oxlint-disable-next-line typescript/no-unnecessary-condition -- options come from untyped code, too
  if (managementModel !== "1.0" && managementModel !== "2.0") {
    throw new TenureError("options_invalid", 'managementModel: expected "1.0" or "2.0"');
  }
  const numbers = ["sweepEvery", "sweepPerSecond", "hintAgainAfter", "graveAgainAfter"] as const;
  for (const name of numbers) {
    const value = options[name];
    if (value === undefined || (Number.isFinite(value) && value > 0)) continue;
    throw new TenureError("options_invalid", `${name}: expected a number above 0`);
  }
  return { managementModel, fullCancelUnder10, renewalSwitch };
}

function feedFrom(options: CleverbridgeOptions): Pick<Feed, "pace" | "customers"> {
  return {
    customers: options.customers ?? [],
    pace: {
      sweepEvery: options.sweepEvery ?? hour,
      sweepPerSecond: options.sweepPerSecond ?? 2,
      hintAgainAfter: options.hintAgainAfter ?? 30_000,
      graveAgainAfter: options.graveAgainAfter ?? 1000,
    },
  };
}

/**
 * Binds the engine to cleverbridge: takes in what its notifications and a slow sweep show of subscriptions, and
 * carries out what customers ask for by the commands of this package. Subscriptions are known by the digits of
 * the platform's id.
 *
 * cleverbridge has no requests. Those of the record are made of commands, each carried out by reading, calling
 * and reading back, and of what was found to have changed on the platform.
 *
 * The adapter's `notifications` are there when the option was given. Throws `TenureError` `options_invalid` for
 * options that cannot work.
 */
export function cleverbridge(
  options: CleverbridgeOptions & { readonly notifications: NotificationOptions },
): CleverbridgeAdapter & { readonly notifications: NotificationEndpoint };
export function cleverbridge(options: CleverbridgeOptions): CleverbridgeAdapter;
export function cleverbridge(options: CleverbridgeOptions): CleverbridgeAdapter {
  const { username, password } = options;
  const profile = checked(options);
  const clock = options.clock ?? systemClock();
  const logger = adoptedLogger(options.logger);
  const client =
    options.client ??
    createCleverbridgeClient({ ...options, credentials: { username, password }, clock, logger });
  const bindings: Bindings = { client, profile, clock, logger };
  const inbox = createHintInbox();
  return {
    name: options.name ?? "cleverbridge",
    ...(options.tenant === undefined ? {} : { tenant: options.tenant }),
    client,
    ...(options.notifications === undefined
      ? {}
      : {
          notifications: notificationEndpoint(options.notifications, {
            deliver: (hints) => inbox.deliver(hints),
            clock,
            logger,
          }),
        }),
    hint: async (subscriptionId) => {
      const id = subscriptionIdOf(subscriptionId);
      if (id !== undefined) return inbox.deliver([{ subscriptionId: id, learned: {} }]);
      throw new TenureError("key_invalid", "subscriptionId: expected digits, with or without S");
    },
    perform: (call) => perform(bindings, call),
    run(intake) {
      logger.adopt(intake.logger);
      const feed: Feed = {
        intake,
        client,
        profile,
        ...feedFrom(options),
        queue: new LookQueue(),
        doubts: new Map(),
        complaints: new Set(),
      };
      return runIntake(feed, inbox);
    },
    truth: (question) => readTruth({ client, clock, profile }, question),
  };
}
