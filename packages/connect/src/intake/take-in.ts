import { isDeepStrictEqual } from "node:util";

import { noCapabilities } from "@tenure/machine";

import { momentOf } from "../moment.ts";
import { requestFactOf } from "../request-fact.ts";
import type { FulfillmentRequest } from "../wire/fulfillment-request.ts";
import { type Feed, isNewComplaint } from "./feed.ts";
import { troubleOf } from "./trouble.ts";

/** What became of requests that were to be taken in. */
export interface TakenIn {
  /** Something changed in the record. */
  readonly changed: boolean;
  /** Requests that could not be taken in and have to be read again. */
  readonly left: readonly string[];
}

/**
 * Tells the engine the product's capabilities before the first fact of a subscription, and when they are
 * others than it knows. False when a new subscription has to wait, because they cannot be read now.
 */
export async function introduce(
  { intake, capabilities }: Feed,
  key: string,
  productId: string,
): Promise<boolean> {
  const record = await intake.get(key);
  const knowledge = await capabilities.of(productId);
  if (record === undefined) {
    if (knowledge.type === "unavailable") return false;
    const told = knowledge.type === "known" ? knowledge.capabilities : noCapabilities;
    await intake.send(key, { type: "capabilities.changed", capabilities: told });
    return true;
  }
  // A product that cannot be read tells nothing about itself: what was known stays.
  if (
    knowledge.type === "known" &&
    !isDeepStrictEqual(knowledge.capabilities, record.snapshot.context.capabilities)
  ) {
    await intake.send(key, {
      type: "capabilities.changed",
      capabilities: knowledge.capabilities,
    });
  }
  return true;
}

const placeOf = (row: FulfillmentRequest): string => `${momentOf(row.updated) ?? ""} ${row.id}`;

/** By `updated`, then by the running number in the id: a subscription's requests in their order. */
function inOrder(rows: readonly FulfillmentRequest[]): readonly FulfillmentRequest[] {
  return rows.toSorted((left, right) => (placeOf(left) < placeOf(right) ? -1 : 1));
}

/** True when the fact moved the record; undefined when it has to wait. */
async function takeInOne(
  feed: Feed,
  request: FulfillmentRequest,
  isForced: boolean,
): Promise<boolean | undefined> {
  const fact = requestFactOf(request);
  if (fact === null) {
    if (isNewComplaint(feed, `${request.id} status ${request.status}`)) {
      feed.intake.logger.warn(
        { requestId: request.id, status: request.status },
        "the request has a status this release does not know; it is looked at again when it changes",
      );
    }
    return false;
  }
  const told = JSON.stringify(fact);
  if (!isForced && feed.seen.get(request.id)?.told === told) return false;
  if (!(await introduce(feed, request.asset.id, request.asset.product.id))) return undefined;
  const { verdict } = await feed.intake.send(request.asset.id, fact);
  feed.seen.set(request.id, { told, updated: fact.request.updatedAt });
  return verdict.type === "moved";
}

/** One subscription's requests, one after the other. What follows one that is left, is left as well. */
async function takeInGroup(
  feed: Feed,
  group: readonly FulfillmentRequest[],
  isForced: boolean,
): Promise<TakenIn> {
  let changed = false;
  for (const [index, request] of group.entries()) {
    let moved: boolean | undefined;
    try {
      // oxlint-disable-next-line no-await-in-loop -- facts about one subscription keep their order
      moved = await takeInOne(feed, request, isForced);
    } catch (error) {
      const trouble = troubleOf(error);
      if (!feed.intake.signal.aborted) {
        feed.intake.logger.error(
          { ...trouble.fields, requestId: request.id, subscription: request.asset.id },
          trouble.message,
        );
      }
    }
    if (moved === undefined) return { changed, left: group.slice(index).map((row) => row.id) };
    changed ||= moved;
  }
  return { changed, left: [] };
}

/**
 * Takes in requests, those of one subscription in the order of their change, subscriptions side by
 * side. Never rejects: what goes wrong with one subscription is logged and does not stop the others.
 *
 * @param isForced also what this run has told the engine before.
 */
export async function takeIn(
  feed: Feed,
  requests: readonly FulfillmentRequest[],
  isForced = false,
): Promise<TakenIn> {
  const groups = Map.groupBy(inOrder(requests), (request) => request.asset.id);
  const results = await Promise.all(
    [...groups.values()].map((group) => takeInGroup(feed, group, isForced)),
  );
  return {
    changed: results.some((result) => result.changed),
    left: results.flatMap((result) => result.left),
  };
}
