import { seededRandom } from "../http/seeded-random.ts";
import { nextDigest } from "../next-digest.ts";
import type { DocumentStore } from "../store/document-store.ts";
import type { Clock } from "../system-clock.ts";
import type { CleverbridgeCollections } from "./collections.ts";
import type { NotificationTarget } from "./notifications/notification-target.ts";
import type { Quirks } from "./quirks.ts";
import type { PaymentChances } from "./terms/payment.ts";

/** What every rule works with. */
export interface World {
  readonly store: DocumentStore<CleverbridgeCollections>;
  readonly clock: Clock;
  readonly seed: number;
  readonly quirks: Quirks;
  readonly chances: PaymentChances;
  /** Who is told of what happens; nobody without a target. */
  readonly told: { target: NotificationTarget | undefined };
}

/** The time in microseconds, with made-up ones below the millisecond; never twice the same, and never going back. */
export function stamp({ store, clock, seed }: World): number {
  const millisecond = Math.floor(clock.now());
  const fraction = Math.floor(seededRandom(millisecond + seed)() * 1000);
  const last = store.get("counters", "stamp")?.count ?? 0;
  const now = Math.max(millisecond * 1000 + fraction, last + 1);
  store.put("counters", "stamp", { count: now });
  return now;
}

/** A number from 0 up to, not including, 1 that repeats for the same seed and the same calls. */
export function chance(world: World, kind: string): number {
  return Number.parseInt(nextDigest(world, kind).slice(0, 8), 16) / 2 ** 32;
}

/** The next id of a kind: a number with that many digits that no document of the collection has. */
export function mintNumber(
  world: World,
  kind: "subscription" | "purchase" | "customer" | "product",
): number {
  const { digits, collection } = SHAPES[kind];
  for (;;) {
    const value = BigInt(`0x${nextDigest(world, kind)}`) % BigInt(9 * 10 ** (digits - 1));
    const id = 10 ** (digits - 1) + Number(value);
    if (!world.store.has(collection, String(id))) return id;
  }
}

const SHAPES = {
  subscription: { digits: 8, collection: "subscriptions" },
  purchase: { digits: 9, collection: "purchases" },
  customer: { digits: 9, collection: "customers" },
  product: { digits: 6, collection: "products" },
} as const;
