import { isDeepStrictEqual } from "node:util";

import type { PlatformTruth } from "@tenure/engine";

import type { ConnectClient } from "../client/connect-client.ts";
import { contentsOf, requestFactOf, subscriptionStatusOf } from "../request-fact.ts";
import { rql } from "../rql.ts";
import type { FulfillmentRequest } from "../wire/fulfillment-request.ts";
import type { Subscription } from "../wire/subscription.ts";
import { capabilitiesShown, markOf, type TruthQuestion } from "./read-truth.ts";
import { heldRequests, inOrder } from "./requests-shown.ts";

/** Requests asked for at once. Only what fits on one page is of one moment. */
const requestsAtOnce = 500;

type Facts = PlatformTruth["facts"];

/** Subscriptions by their id, as one call shows them. */
async function assetsOf(
  client: ConnectClient,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Subscription>> {
  const found = new Map<string, Subscription>();
  const query = [rql.in("id", ids)];
  for await (const page of client.assets.list({ query, limit: ids.length, signal })) {
    for (const asset of page.rows) found.set(asset.id, asset);
  }
  return found;
}

/** Their requests, by the subscription's id; undefined when one page does not show all of them, or not readably. */
async function requestsOf(
  client: ConnectClient,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, readonly FulfillmentRequest[]> | undefined> {
  const query = [
    rql.in("asset.id", ids),
    rql.ordering("-updated"),
    rql.select("-activation_key", "-template"),
  ];
  for await (const page of client.requests.list({ query, limit: requestsAtOnce, signal })) {
    const isWhole = page.total === page.rows.length && page.unreadable.length === 0;
    return isWhole ? Map.groupBy(page.rows, ({ asset }) => asset.id) : undefined;
  }
  return new Map();
}

/** What was read of one of them; undefined when a look at many does not tell it. */
function truthOf(
  { snapshot }: TruthQuestion,
  asset: Subscription,
  rows: readonly FulfillmentRequest[],
  capabilities: Facts,
): PlatformTruth | undefined {
  const status = subscriptionStatusOf(asset);
  const facts = rows.map(requestFactOf).filter((fact) => fact !== null);
  const ids = new Set(rows.map(({ id }) => id));
  const isTold = heldRequests(snapshot).every(({ id }) => ids.has(id));
  if (status === undefined || facts.length < rows.length || !isTold) return undefined;
  return {
    adopted: { type: "subscription.adopted", status, ...contentsOf(asset) },
    facts: [...capabilities, ...inOrder(facts)],
  };
}

/**
 * Reads what Connect says of some subscriptions in a few calls for all of them, of each as of one moment. Those
 * that are left out of the answer changed meanwhile, or are in a way that only a look at each of them tells.
 *
 * @throws ConnectError when they cannot be read
 */
export async function readTruths(
  client: ConnectClient,
  questions: readonly TruthQuestion[],
  signal: AbortSignal,
): Promise<ReadonlyMap<TruthQuestion, PlatformTruth>> {
  const ids = [...new Set(questions.map(({ key }) => key))];
  const before = await assetsOf(client, ids, signal);
  const products = [...new Set([...before.values()].map(({ product }) => product.id))];
  const shown = await Promise.all(
    products.map(async (id): Promise<[string, Facts]> => [
      id,
      await capabilitiesShown(client, id, signal),
    ]),
  );
  const capabilities = new Map(shown);
  const requests = await requestsOf(client, ids, signal);
  if (requests === undefined) return inHalves(client, questions, signal);
  const after = await assetsOf(client, ids, signal);
  return new Map(
    questions.flatMap((question): readonly [TruthQuestion, PlatformTruth][] => {
      const asset = before.get(question.key);
      const isStill = isDeepStrictEqual(markOf(asset), markOf(after.get(question.key)));
      if (asset === undefined || !isStill) return [];
      const rows = requests.get(asset.id) ?? [];
      const truth = truthOf(question, asset, rows, capabilities.get(asset.product.id) ?? []);
      return truth === undefined ? [] : [[question, truth]];
    }),
  );
}

/** What was too much for one page is read in two parts. */
async function inHalves(
  client: ConnectClient,
  questions: readonly TruthQuestion[],
  signal: AbortSignal,
): Promise<ReadonlyMap<TruthQuestion, PlatformTruth>> {
  if (questions.length < 4) return new Map();
  const middle = Math.ceil(questions.length / 2);
  const [first, second] = await Promise.all([
    readTruths(client, questions.slice(0, middle), signal),
    readTruths(client, questions.slice(middle), signal),
  ]);
  return new Map([...first, ...second]);
}
