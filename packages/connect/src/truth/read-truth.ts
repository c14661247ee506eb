import { isDeepStrictEqual } from "node:util";

import type { PlatformTruth } from "@tenure/engine";
import { lifecycleOf, type Snapshot } from "@tenure/machine";

import { capabilitiesOf } from "../capabilities-of.ts";
import type { ConnectClient } from "../client/connect-client.ts";
import { ConnectError } from "../client/connect-error.ts";
import { contentsOf, subscriptionStatusOf } from "../request-fact.ts";
import type { Subscription } from "../wire/subscription.ts";
import { cannotTell } from "./cannot-tell.ts";
import { heldRequests, ifThere, requestsShown } from "./requests-shown.ts";

/** So often a subscription is read again that changes while it is read. */
const looks = 3;

/** What is asked about a subscription. */
export interface TruthQuestion {
  readonly key: string;
  readonly snapshot: Snapshot;
  readonly signal: AbortSignal;
}

/** What tells whether a subscription was written between two reads. */
export const markOf = (asset: Subscription | undefined): unknown => [
  asset?.status,
  asset?.["events"],
];

/** The platform knows no such subscription. Only a draft is ever deleted: then that is what happened. */
async function truthOfMissing(
  client: ConnectClient,
  { snapshot, signal }: TruthQuestion,
): Promise<PlatformTruth> {
  if (lifecycleOf(snapshot) !== "draft") return { facts: [] };
  const requests = heldRequests(snapshot);
  const seen = await Promise.all(
    requests.map(({ id }) => ifThere(client.requests.get(id, { signal }))),
  );
  if (seen.some((request) => request !== undefined)) return { facts: [] };
  return {
    adopted: { type: "subscription.adopted", status: "discarded" },
    facts: requests.map(({ id, type }) => ({ type: "request.discarded", request: { id, type } })),
  };
}

/**
 * The product's capabilities, if the API key may see them. Never from memory: what the record holds may be
 * newer than that.
 */
export async function capabilitiesShown(
  client: ConnectClient,
  productId: string,
  signal: AbortSignal,
): Promise<PlatformTruth["facts"]> {
  try {
    const product = await client.products.get(productId, { signal });
    const capabilities = capabilitiesOf(product);
    return [{ type: "capabilities.changed", capabilities, product: productId }];
  } catch (error) {
    const isHidden =
      error instanceof ConnectError && (error.kind === "not_found" || error.status === 403);
    if (isHidden) return [];
    throw error;
  }
}

/**
 * Reads what Connect says of one subscription: its status, items and parameters, its product's capabilities as
 * far as the API key may see them, and its requests. All of it as of one moment: a subscription that changes
 * meanwhile is read again.
 *
 * @throws ConnectError when it cannot be read, keeps changing, or shows a status this release does not know
 */
export async function readTruth(
  client: ConnectClient,
  question: TruthQuestion,
): Promise<PlatformTruth> {
  const { key, signal } = question;
  const read = () => ifThere(client.assets.get(key, { signal }));
  // oxlint-disable no-await-in-loop -- one look after the other
  let before = await read();
  for (let look = 0; look < looks; look += 1) {
    if (before === undefined) return truthOfMissing(client, question);
    const capabilities = await capabilitiesShown(client, before.product.id, signal);
    const requests = await requestsShown(client, question);
    const after = await read();
    if (isDeepStrictEqual(markOf(before), markOf(after))) {
      const status = subscriptionStatusOf(before);
      if (status === undefined) throw cannotTell(key, `its status is "${before.status ?? ""}"`);
      return {
        adopted: { type: "subscription.adopted", status, ...contentsOf(before) },
        facts: [...capabilities, ...requests],
      };
    }
    before = after;
  }
  // oxlint-enable no-await-in-loop
  throw new ConnectError({
    kind: "conflict",
    message: `Subscription ${key} changed on Connect while it was read, ${looks} times in a row`,
    mayHaveHappened: false,
  });
}
