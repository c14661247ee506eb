import { type Engine, TenureError } from "@tenure/engine";

import type { ConnectClient } from "../client/connect-client.ts";
import { countSubscriptions } from "../subscription-pages.ts";
import { adoptProduct, type ProductAdoption, unfinishedMark } from "./adopt-product.ts";
import type { Adopted } from "./adopted.ts";
import type { AdoptionMark, Cursors } from "./adoption-mark.ts";

export interface AdoptOptions {
  /** Ids of the products whose subscriptions are adopted; at least one. */
  readonly products: readonly string[];
  /** The engine's adapter for them. Default `connect`. */
  readonly adapter?: string;
  /** Whose subscriptions they become. Default: `default`. */
  readonly tenant?: string;
  /** Looks only; nothing is sent or noted. Default false. */
  readonly dryRun?: boolean;
  /** So many rows are read at once; 100 when left out. */
  readonly pageSize?: number;
  /** So many subscriptions are taken over side by side; 100 when left out. */
  readonly concurrency?: number;
  /**
   * The engine's store. There is noted how far the run is, so that one that was cut off is gone on with; and, once
   * it is complete, from when on the adapter's intake has to read, which without it reads the products' requests
   * from the beginning. Left out: each run begins at the first subscription.
   */
  readonly cursors?: Cursors;
  /** Ends the run between two subscriptions. What was adopted stays. */
  readonly signal?: AbortSignal;
}

/** Where the run stands after a subscription. */
export interface AdoptionProgress {
  readonly result: Adopted;
  /** Subscriptions that were looked at, this one and those of earlier runs included. */
  readonly done: number;
  /** Those of earlier runs, which were cut off. */
  readonly earlier: number;
  /** All subscriptions of the products, if the platform told. */
  readonly total: number | undefined;
}

interface Plan {
  readonly productId: string;
  readonly unfinished: AdoptionMark | undefined;
  /** Rows that are passed over, because an earlier run looked at them. */
  readonly earlier: number;
  readonly total: number | undefined;
}

async function planFor(adoption: ProductAdoption, productId: string): Promise<Plan> {
  const { client, signal } = adoption;
  const unfinished = await unfinishedMark(adoption, productId);
  const total = await countSubscriptions(client, { productId, signal });
  const after = unfinished?.through;
  if (after === undefined) return { productId, unfinished, earlier: 0, total };
  const rest = await countSubscriptions(client, { productId, after, signal });
  const behind = (total ?? 0) - (rest ?? 0) - (unfinished?.left.length ?? 0);
  return { productId, unfinished, earlier: Math.max(0, behind), total };
}

function adoptionOf(
  engine: ProductAdoption["engine"],
  client: ConnectClient,
  options: AdoptOptions,
): ProductAdoption {
  const { dryRun = false } = options;
  return {
    engine,
    client,
    adapter: options.adapter ?? "connect",
    tenant: options.tenant ?? "default",
    dryRun,
    pageSize: options.pageSize ?? 100,
    concurrency: options.concurrency ?? 100,
    cursors: dryRun ? undefined : options.cursors,
    signal: options.signal,
  };
}

/**
 * Takes over the subscriptions that live on the platform already: each with the status it has there, its
 * items and parameters, and its requests in progress. Those that are terminated are passed over. Yields one
 * result for each row of the platform's list, oldest subscription first, product after product; one that cannot
 * be read or taken over is told and stops no other.
 *
 * It may be left or killed at any time and run again: what the engine knows is not adopted twice, and what was
 * taken over by half is made whole. Nothing is sent to the platform; the engine acts on the requests that wait
 * for an answer, like on any other, unless it is `passive`: then they wait for one that is not.
 *
 * @throws TenureError `options_invalid`, and the store's errors
 * @throws ConnectError when a list cannot be read
 */
export async function* adopt(
  engine: Pick<Engine, "get" | "send">,
  client: ConnectClient,
  options: AdoptOptions,
): AsyncGenerator<AdoptionProgress, void, undefined> {
  const { products, signal } = options;
  if (products.length === 0 || products.includes("")) {
    throw new TenureError("options_invalid", "products: expected at least one product id");
  }
  const adoption = adoptionOf(engine, client, options);
  try {
    const plans: Plan[] = [];
    for (const productId of new Set(products)) {
      // oxlint-disable-next-line no-await-in-loop -- few products, and not worth a burst of calls
      plans.push(await planFor(adoption, productId));
    }
    const earlier = plans.reduce((sum, plan) => sum + plan.earlier, 0);
    const isTold = plans.every(({ total }) => total !== undefined);
    const counted = plans.reduce((sum, { total = 0 }) => sum + total, 0);
    let done = earlier;
    for (const { productId, unfinished } of plans) {
      // oxlint-disable-next-line no-await-in-loop -- one product after the other
      for await (const result of adoptProduct(adoption, productId, unfinished)) {
        done += 1;
        // Subscriptions that were made meanwhile were not counted.
        yield { result, done, earlier, total: isTold ? Math.max(counted, done) : undefined };
      }
    }
  } catch (error) {
    // The call under way was aborted with the run.
    if (signal?.aborted !== true) throw error;
  }
}
