import type { SubscriptionRecord } from "@tenure/engine";

import { isOpen } from "./buyer.ts";
import type { ShownAsset, ShownRequest } from "./distributor.ts";
import type { World } from "./world.ts";

/** What the platform and the record say of one subscription. */
export interface Seen {
  readonly assetId: string;
  readonly asset: ShownAsset | undefined;
  readonly requests: readonly ShownRequest[];
  readonly record: SubscriptionRecord | undefined;
}

/** Looks at every subscription of the world, on the platform and in the database. */
export async function look({ book, distributor, store }: World): Promise<readonly Seen[]> {
  const seen: Seen[] = [];
  for (const assetId of book.assetIds) {
    const [found] = await store.load([{ key: assetId }]);
    seen.push({
      assetId,
      asset: await distributor.asset(assetId),
      requests: await distributor.requestsOf(assetId),
      record: found?.record,
    });
  }
  return seen;
}

function requestDisagreement(seen: Seen, record: SubscriptionRecord): string | undefined {
  const { assetId, requests } = seen;
  const open = requests.filter(isOpen);
  const [shown] = open;
  if (shown === undefined) {
    if (record.requestState === "none") return undefined;
    return `${assetId} has no open request, the record has ${record.requestId} ${record.requestState}`;
  }
  // What nobody knows how to answer stays pending there, and is held here.
  const expected = shown.type === "teleport" ? "stuck" : shown.status;
  if (open.length === 1 && record.requestId === shown.id && record.requestState === expected) {
    return undefined;
  }
  return `${shown.id} is ${shown.status}, the record has ${record.requestId} ${record.requestState}`;
}

function endsDisagreement({ requests }: Seen, record: SubscriptionRecord): string | undefined {
  const ended = record.snapshot.context.ended.map(({ id }) => id);
  const missing = requests.find((request) => !isOpen(request) && !ended.includes(request.id));
  if (missing !== undefined)
    return `the record does not know that ${missing.id} is ${missing.status}`;
  if (new Set(ended).size !== ended.length)
    return `the record ends a request twice: ${ended.join(", ")}`;
  return undefined;
}

function itemsDisagreement(
  asset: ShownAsset,
  { key, snapshot }: SubscriptionRecord,
): string | undefined {
  const { items } = snapshot.context;
  const held = items
    .filter(({ status }) => status === "active")
    .map(({ id, quantity }) => `${id}: ${quantity}`);
  const shown = asset.items.map(({ id, quantity }) => `${id}: ${quantity}`);
  return held.join() === shown.join()
    ? undefined
    : `${key} has the items ${shown.join(", ")}, the record ${held.join(", ")}`;
}

function parametersDisagreement(
  asset: ShownAsset,
  { key, snapshot }: SubscriptionRecord,
): string | undefined {
  const { parameters } = snapshot.context;
  const other = asset.params.find(
    ({ id, value }) => (value ?? "") !== "" && parameters[id] !== value,
  );
  return other === undefined
    ? undefined
    : `${key} has ${other.id} ${other.value}, the record ${JSON.stringify(parameters[other.id])}`;
}

/** What record and platform say differently of one subscription; undefined when they agree. */
export function disagreement(seen: Seen): string | undefined {
  const { assetId, asset, record } = seen;
  if (asset === undefined) {
    // Of a draft that came and went before it was taken in, the capabilities of its product are known at most.
    if (record === undefined || ["discarded", "new"].includes(record.status)) return undefined;
    return `${assetId} is gone, the record says ${record.status}`;
  }
  if (record === undefined) return `${assetId} is ${asset.status}, there is no record`;
  if (record.status !== asset.status) {
    return `${assetId} is ${asset.status}, the record says ${record.status}`;
  }
  return (
    requestDisagreement(seen, record) ??
    endsDisagreement(seen, record) ??
    parametersDisagreement(asset, record) ??
    itemsDisagreement(asset, record)
  );
}
