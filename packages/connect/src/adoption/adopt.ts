import { type Engine, keyOf, TenureError } from "@tenure/engine";
import { type Capabilities, noCapabilities } from "@tenure/machine";

import { capabilitiesOf } from "../capabilities-of.ts";
import type { ConnectClient } from "../client/connect-client.ts";
import { ConnectError } from "../client/connect-error.ts";
import type { UnreadableRow } from "../client/pages.ts";
import { rql } from "../rql.ts";
import { adoptSubscription } from "./adopt-subscription.ts";
import type { Adopted } from "./adopted.ts";
import { openRequestsOf } from "./open-requests.ts";

export interface AdoptOptions {
  /** Ids of the products whose subscriptions are adopted; at least one. */
  readonly products: readonly string[];
  /** The engine's adapter for them. Default `connect`. */
  readonly adapter?: string;
  /** Whose subscriptions they become. Default: `default`. */
  readonly tenant?: string;
  /** Looks only; nothing is sent. Default false. */
  readonly dryRun?: boolean;
  /** So many rows are read at once; 100 when left out. */
  readonly pageSize?: number;
  /** Ends the run between two subscriptions. What was adopted stays. */
  readonly signal?: AbortSignal;
}

/** Where the run stands after a subscription. */
export interface AdoptionProgress {
  readonly result: Adopted;
  /** Rows of the platform's list that were looked at, this one included. */
  readonly done: number;
  /** Rows of the list of this product and those before it, if the platform told. */
  readonly total: number | undefined;
}

async function capabilitiesFor(
  client: ConnectClient,
  productId: string,
  signal: AbortSignal | undefined,
): Promise<Capabilities> {
  try {
    return capabilitiesOf(await client.products.get(productId, { signal }));
  } catch (error) {
    // An API key that may not see the product: as with the intake, nothing is known of it.
    const isHidden =
      error instanceof ConnectError && (error.kind === "not_found" || error.status === 403);
    if (isHidden) return noCapabilities;
    throw error;
  }
}

const unreadable = ({ id, problem }: UnreadableRow): Adopted => ({
  key: id,
  type: "unreadable",
  problem,
});

type AdoptionEngine = Pick<Engine, "get" | "send">;

/** One product's; `done` and `total` count its rows alone. */
async function* adoptProduct(
  engine: AdoptionEngine,
  client: ConnectClient,
  productId: string,
  options: AdoptOptions,
): AsyncGenerator<AdoptionProgress, void, undefined> {
  const { adapter = "connect", tenant = "default", dryRun = false, signal } = options;
  const capabilities = await capabilitiesFor(client, productId, signal);
  // No condition on the status: a subscription that ends meanwhile would move the pages behind it.
  const pages = client.assets.list({
    query: [rql.eq("product.id", productId), rql.ordering("created")],
    limit: options.pageSize ?? 100,
    signal,
  });
  let done = 0;
  for await (const page of pages) {
    const { total } = page;
    for (const row of page.unreadable) {
      done += 1;
      yield { result: unreadable(row), done, total };
    }
    const living = page.rows.filter(({ status }) => status !== "terminated");
    const requests = await openRequestsOf(client, living, signal);
    for (const asset of page.rows) {
      if (signal?.aborted === true) return;
      const seen = { asset, capabilities, requests: requests.get(asset.id) ?? [] };
      const key = keyOf(tenant, asset.id);
      // oxlint-disable-next-line no-await-in-loop -- results are told in the order of the list
      const result = await adoptSubscription(engine, seen, { key, adapter, dryRun });
      done += 1;
      yield { result, done, total };
    }
  }
}

/**
 * Takes over the subscriptions that live on the platform already: each with the status it has there, its
 * items and parameters, and its requests in progress. Those that are terminated are passed over. Yields one
 * result for each row of the platform's list, oldest subscription first; one that cannot be read or taken over
 * is told and stops no other.
 *
 * It may be left or killed at any time and run again: what the engine knows is not adopted twice, and what was
 * taken over by half is made whole. Nothing is sent to the platform; the engine acts on the requests that wait
 * for an answer, like on any other.
 *
 * @throws TenureError `options_invalid`, and the store's errors
 * @throws ConnectError when a list cannot be read
 */
export async function* adopt(
  engine: AdoptionEngine,
  client: ConnectClient,
  options: AdoptOptions,
): AsyncGenerator<AdoptionProgress, void, undefined> {
  const { products } = options;
  if (products.length === 0 || products.includes("")) {
    throw new TenureError("options_invalid", "products: expected at least one product id");
  }
  let before = 0;
  for (const productId of new Set(products)) {
    let done = 0;
    // oxlint-disable-next-line no-await-in-loop -- one product after the other
    for await (const progress of adoptProduct(engine, client, productId, options)) {
      ({ done } = progress);
      const total = progress.total === undefined ? undefined : before + progress.total;
      yield { result: progress.result, done: before + done, total };
    }
    before += done;
  }
}
