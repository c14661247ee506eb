import { isDeepStrictEqual } from "node:util";

import type { LogFields } from "@tenure/engine";
import {
  noCapabilities,
  type Capabilities,
  type RequestFact,
  type Snapshot,
} from "@tenure/machine";

import { momentOf } from "../moment.ts";
import { requestFactOf } from "../request-fact.ts";
import type { FulfillmentRequest } from "../wire/fulfillment-request.ts";
import { earlierRequests } from "./earlier-requests.ts";
import { type Feed, isNewComplaint } from "./feed.ts";
import { troubleOf } from "./trouble.ts";

/** What became of requests that were to be taken in. */
export interface TakenIn {
  /** Something changed in the record. */
  readonly changed: boolean;
  /** Requests that could not be taken in and have to be read again. */
  readonly left: readonly string[];
}

function isSaid({ context }: Snapshot, product: string, capabilities: Capabilities): boolean {
  return context.product === product && isDeepStrictEqual(capabilities, context.capabilities);
}

/**
 * Tells the engine the product and its capabilities before the first fact of a subscription, and when they are
 * others than it knows. False when a new subscription has to wait, because they cannot be read now.
 */
export async function introduce(feed: Feed, key: string, productId: string): Promise<boolean> {
  const { intake, capabilities, introduced } = feed;
  const record = await intake.get(key);
  const knowledge = await capabilities.of(productId);
  if (record === undefined) {
    if (knowledge.type === "unavailable") return false;
    const told = knowledge.type === "known" ? knowledge.capabilities : noCapabilities;
    const before = introduced.get(productId) ?? [];
    if (!isDeepStrictEqual(before.at(-1), told)) introduced.set(productId, [...before, told]);
    const product = productId;
    await intake.send(key, { type: "capabilities.changed", capabilities: told, product });
    return true;
  }
  // A product that cannot be read tells nothing about itself: what was known stays.
  if (knowledge.type === "known" && !isSaid(record.snapshot, productId, knowledge.capabilities)) {
    await intake.send(key, {
      type: "capabilities.changed",
      capabilities: knowledge.capabilities,
      product: productId,
    });
  }
  return true;
}

const placeOf = (row: FulfillmentRequest): string => `${momentOf(row.updated) ?? ""} ${row.id}`;

/** By `updated`, then by the running number in the id: a subscription's requests in their order. */
function inOrder(rows: readonly FulfillmentRequest[]): readonly FulfillmentRequest[] {
  return rows.toSorted((left, right) => (placeOf(left) < placeOf(right) ? -1 : 1));
}

function complain({ intake }: Feed, error: unknown, fields: LogFields): void {
  if (intake.signal.aborted) return;
  const trouble = troubleOf(error);
  intake.logger.error({ ...trouble.fields, ...fields }, trouble.message);
}

/** What the request tells, unless this run has told it before. */
function newsOf(
  feed: Feed,
  request: FulfillmentRequest,
  isForced: boolean,
): { readonly fact: RequestFact; readonly told: string } | undefined {
  const fact = requestFactOf(request);
  if (fact === null) {
    if (isNewComplaint(feed, `${request.id} status ${request.status}`)) {
      feed.intake.logger.warn(
        { requestId: request.id, status: request.status },
        "the request has a status this release does not know; it is looked at again when it changes",
      );
    }
    return undefined;
  }
  const told = JSON.stringify(fact);
  return !isForced && feed.seen.get(request.id)?.told === told ? undefined : { fact, told };
}

/** True when the fact moved the record; undefined when it has to wait. */
async function takeInOne(
  feed: Feed,
  request: FulfillmentRequest,
  isForced: boolean,
): Promise<boolean | undefined> {
  const news = newsOf(feed, request, isForced);
  if (news === undefined) return false;
  const { fact, told } = news;
  if (!(await introduce(feed, request.asset.id, request.asset.product.id))) return undefined;
  const { verdict } = await feed.intake.send(request.asset.id, fact);
  feed.seen.set(request.id, { told, updated: fact.request.updatedAt });
  return verdict.type === "moved";
}

/** One subscription's requests, one after the other. What follows one that is left, is left as well. */
async function takeInGroup(
  feed: Feed,
  key: string,
  shown: readonly FulfillmentRequest[],
  isForced: boolean,
): Promise<TakenIn> {
  let group = shown;
  let begun = 0;
  let changed = false;
  try {
    if (!shown.some((request) => newsOf(feed, request, isForced) !== undefined)) {
      return { changed, left: [] };
    }
    group = inOrder([...(await earlierRequests(feed, key, shown)), ...shown]);
    for (const request of group) {
      // oxlint-disable-next-line no-await-in-loop -- facts about one subscription keep their order
      const moved = await takeInOne(feed, request, isForced);
      if (moved === undefined) break;
      begun += 1;
      changed ||= moved;
    }
  } catch (error) {
    complain(feed, error, { requestId: group[begun]?.id, subscription: key });
  }
  return { changed, left: group.slice(begun).map((request) => request.id) };
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
    [...groups].map(([key, group]) => takeInGroup(feed, key, group, isForced)),
  );
  return {
    changed: results.some((result) => result.changed),
    left: results.flatMap((result) => result.left),
  };
}
