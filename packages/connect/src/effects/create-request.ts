import type { EffectCall, EffectOutcome } from "@tenure/engine";
import type { AdapterEffect, Item, SubscriptionEventInput } from "@tenure/machine";

import { ConnectError } from "../client/connect-error.ts";
import { rowsOf } from "../client/pages.ts";
import type { NewRequest } from "../client/requests.ts";
import type { FulfillmentRequest } from "../wire/fulfillment-request.ts";
import type { Bindings } from "./bindings.ts";
import { doneWith, outcomeOf, refusedAsForbidden } from "./outcome.ts";
import { parameterUpdateOf } from "./parameter-changes.ts";

type CreateRequest = Extract<AdapterEffect, { type: "createRequest" }>;

const ended = new Set(["approved", "failed", "revoked"]);

/** The running number a request's id ends with, as in `PR-1895-0864-1238-002`. */
function runningNumber(id: string): number {
  return Number(/(\d+)$/u.exec(id)?.[1] ?? -1);
}

function quantityOf(item: Item): number | string {
  if (item.status !== "active") return 0;
  // The API takes numbers, and -1 where it shows "unlimited".
  if (item.quantity === "unlimited") return -1;
  const quantity = Number(item.quantity);
  return item.quantity.trim() === "" || Number.isNaN(quantity) ? item.quantity : quantity;
}

function bodyOf(key: string, effect: CreateRequest): NewRequest {
  const items = effect.items?.map((item) => ({ id: item.id, quantity: quantityOf(item) }));
  const params = Object.entries(effect.parameters ?? {}).map(([id, value]) =>
    parameterUpdateOf(id, value),
  );
  return {
    type: effect.requestType,
    asset: {
      id: key,
      ...(items === undefined || items.length === 0 ? {} : { items }),
      ...(params.length === 0 ? {} : { params }),
    },
  };
}

/**
 * The request an earlier attempt opened: the newest of the type that is open, or that ended and is newer
 * than any the record knows.
 */
async function openedBefore(
  { client }: Bindings,
  call: EffectCall,
  effect: CreateRequest,
): Promise<FulfillmentRequest | undefined> {
  const { context } = call.snapshot;
  const known = [
    ...context.ended.map((request) => request.id),
    ...context.waiting.map((waiting) => waiting.request.id),
    ...(context.request === null ? [] : [context.request.id]),
  ];
  // Who knows no request cannot tell which ended one is new.
  const newestKnown = known.length === 0 ? Infinity : Math.max(...known.map(runningNumber));
  let found: FulfillmentRequest | undefined;
  for await (const row of rowsOf(client.assets.requests(call.key, { signal: call.signal }))) {
    const counts = !ended.has(row.status) || runningNumber(row.id) > newestKnown;
    const newer = found === undefined || runningNumber(row.id) > runningNumber(found.id);
    if (row.type === effect.requestType && counts && newer) found = row;
  }
  return found;
}

const asOrdered = (event: SubscriptionEventInput): SubscriptionEventInput =>
  "request" in event ? { ...event, request: { ...event.request, ordered: true } } : event;

/** The request is the one that was ordered: told so, the order is settled even if it has ended by now. */
function orderedAs(request: FulfillmentRequest): EffectOutcome {
  const outcome = doneWith(request);
  return outcome.type === "done" ? { ...outcome, events: outcome.events.map(asOrdered) } : outcome;
}

/** The request that stands in the way, as the platform names it in a conflict. */
function inTheWay(error: unknown): string | undefined {
  if (!(error instanceof ConnectError) || error.kind !== "conflict") return undefined;
  const id = error.params["request_id"];
  return typeof id === "string" && id !== "" ? id : undefined;
}

/**
 * Opens a request for the subscription. Where an earlier attempt may have opened it, or its answer was
 * lost, the subscription's requests are looked through first.
 */
export async function createRequest(
  bindings: Bindings,
  call: EffectCall,
  effect: CreateRequest,
): Promise<EffectOutcome> {
  const { client, logger } = bindings;
  const options = { signal: call.signal };

  async function afterTrouble(error: unknown): Promise<EffectOutcome> {
    const id = inTheWay(error);
    if (id !== undefined) return doneWith(await client.requests.get(id, options));
    if (!(error instanceof ConnectError) || !error.mayHaveHappened) throw error;
    const before = await openedBefore(bindings, call, effect);
    if (before !== undefined) return orderedAs(before);
    throw error;
  }

  try {
    if (call.uncertain || call.attempt > 1) {
      const before = await openedBefore(bindings, call, effect);
      if (before !== undefined) return orderedAs(before);
    }
    const opened = client.requests.create(bodyOf(call.key, effect), options);
    return await opened.then(orderedAs, afterTrouble);
  } catch (error) {
    return refusedAsForbidden(error) ?? outcomeOf(error, logger);
  }
}
