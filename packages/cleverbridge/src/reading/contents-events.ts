import { isDeepStrictEqual } from "node:util";

import type { Item, Parameters, RequestFact, Snapshot } from "@tenure/machine";

import type { CleverbridgeSubscription } from "../wire/subscription.ts";
import { itemsShown } from "./items-shown.ts";
import { observedId, renewalId } from "./observed-id.ts";
import { type Learned, parametersShown } from "./parameters-shown.ts";

/** What the platform shows of a subscription's items and of what is kept beside them. */
export interface ContentsShown {
  readonly items: readonly Item[];
  readonly parameters: Parameters;
}

/** The contents of a subscription, as its record is to keep them. */
export function contentsShown(
  subscription: CleverbridgeSubscription,
  { context }: Snapshot,
  learned?: Learned,
): ContentsShown {
  return {
    items: itemsShown(subscription, context.items),
    parameters: parametersShown(subscription, context.parameters, learned),
  };
}

const inOrder = (items: readonly Item[]): readonly unknown[] =>
  items
    .map(({ id, mpn, quantity, status }) => [id, mpn, quantity, status])
    .toSorted(([left], [right]) => Number(left) - Number(right));

/** A change of the record's own is on its way: what is shown may be the half of it. */
const isChanging = ({ context }: Snapshot): boolean => context.request?.type === "change";

/** The paid interval, when it is one more than the record knows of; else undefined. */
function newInterval(before: Parameters, after: Parameters): number | undefined {
  const known = before["lastIntervalNumber"];
  const shown = after["lastIntervalNumber"];
  return typeof known === "number" && typeof shown === "number" && shown > known
    ? shown
    : undefined;
}

/** Items are left to the change that is on its way, and so is the date it may be moving. */
function besideChange(snapshot: Snapshot, shown: Parameters): Parameters {
  const { nextBillingDate: _shown, ...parameters } = shown;
  const { nextBillingDate } = snapshot.context.parameters;
  return nextBillingDate === undefined ? parameters : { ...parameters, nextBillingDate };
}

function contentsRequest(
  snapshot: Snapshot,
  shown: ContentsShown,
): Pick<RequestFact["request"], "id" | "type" | "items" | "parameters"> | undefined {
  const { context } = snapshot;
  const { parameters } = shown;
  const items = [...shown.items];
  const isSame = isDeepStrictEqual(parameters, context.parameters);
  if (isChanging(snapshot)) {
    const beside = besideChange(snapshot, parameters);
    if (isDeepStrictEqual(beside, context.parameters)) return undefined;
    const id = observedId(snapshot, "parameters", beside);
    return { id, type: "adjustment", parameters: beside };
  }
  const interval = newInterval(context.parameters, parameters);
  const isPaid =
    interval !== undefined && !context.ended.some(({ id }) => id === renewalId(interval));
  if (isPaid) return { id: renewalId(interval), type: "renew", items, parameters };
  if (!isDeepStrictEqual(inOrder(items), inOrder(context.items))) {
    const id = observedId(snapshot, "change", [inOrder(items), parameters]);
    return { id, type: "change", items, parameters };
  }
  if (isSame) return undefined;
  return { id: observedId(snapshot, "parameters", parameters), type: "adjustment", parameters };
}

/**
 * What tells the record of contents it does not hold: a `renew` for another paid interval, a `change` for other
 * items, an `adjustment` for anything else. None when there is nothing to tell.
 */
export function contentsEvent(
  snapshot: Snapshot,
  shown: ContentsShown,
  seenAt: string,
): RequestFact | undefined {
  const request = contentsRequest(snapshot, shown);
  if (request === undefined) return undefined;
  return { type: "request.approved", request: { ...request, updatedAt: seenAt } };
}
