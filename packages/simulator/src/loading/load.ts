import { createHash } from "node:crypto";

import { textAt, textIn, type JsonObject, filledTextAt, objectAt } from "../json-reading.ts";
import type { Platform } from "../platform.ts";
import { DEFAULT_PRODUCT_ID } from "../rules/default-product.ts";
import { openRequests } from "../rules/records.ts";
import { isFinal, isOpen } from "../rules/request-types.ts";
import { admit } from "./admission.ts";
import { classify } from "./classify.ts";
import { inLifecycleOrder } from "./lifecycle-order.ts";
import { numbered } from "./loaded-numbering.ts";
import { makeProductFrom, productsOf } from "./payload-product.ts";
import { preparedRequest, type PreparedRequest } from "./payload-request.ts";

/** A piece of JSON someone kept: a fulfillment request, a list of them, or the body that would create one. */
export interface LoadedDocument {
  /** What to call it in the report. */
  readonly source: string;
  readonly body: unknown;
}

/** What became of everything that was loaded. The entries of a list are reported as `source[0]`, `source[1]`, … */
export interface LoadReport {
  readonly loaded: readonly {
    readonly source: string;
    readonly requestId: string;
    readonly subscriptionId: string;
    readonly type: string;
    readonly status: string;
    /** What was made up or changed, and what the request has to wait for. */
    readonly notes: readonly string[];
  }[];
  readonly skipped: readonly { readonly source: string; readonly reason: string }[];
}

type Outcome = { readonly loaded: LoadReport["loaded"][number] } | { readonly reason: string };

/**
 * Takes in what looks like a fulfillment request, in the order given, except that open requests of one
 * subscription come as its lifecycle lets them; the rest is reported with a reason.
 */
export function load(platform: Platform, documents: readonly LoadedDocument[]): LoadReport {
  const pieces = documents.flatMap(({ source, body }) =>
    Array.isArray(body)
      ? body.map((entry: unknown, index) => ({ source: `${source}[${index}]`, body: entry }))
      : [{ source, body }],
  );
  const classified = inLifecycleOrder(
    pieces.map(({ source, body }) => ({ source, found: classify(body) })),
    ({ found }) => ("request" in found ? found.request : undefined),
  );
  const payloads = classified.flatMap(({ found }) => ("request" in found ? [found.request] : []));
  const products = productsOf(platform, payloads);
  makeMissingProducts(platform, products);
  const outcomes = classified.map(({ source, found }) => ({
    source,
    outcome: "request" in found ? take(platform, source, found.request, products) : found,
  }));
  return {
    loaded: outcomes.flatMap(({ outcome }) => ("loaded" in outcome ? [outcome.loaded] : [])),
    skipped: outcomes.flatMap(({ source, outcome }) =>
      "reason" in outcome ? [{ source, reason: outcome.reason }] : [],
    ),
  };
}

/** A product is made up once, from all its requests, so that each of them is legal there. */
function makeMissingProducts(platform: Platform, products: ReadonlyMap<JsonObject, string>): void {
  const missing = Map.groupBy(products, ([, id]) => id);
  for (const [id, needing] of missing) {
    if (platform.store.has("products", id)) continue;
    makeProductFrom(
      platform,
      id,
      needing.map(([payload]) => payload),
    );
  }
}

function take(
  platform: Platform,
  source: string,
  payload: JsonObject,
  products: ReadonlyMap<JsonObject, string>,
): Outcome {
  const refusal = reasonToSkip(platform, payload);
  if (refusal !== undefined) return { reason: refusal };
  const prepared = preparedRequest(platform, payload, products.get(payload) ?? DEFAULT_PRODUCT_ID);
  const numbering = numbered(platform, prepared);
  if ("reason" in numbering) return numbering;
  const { request, asset } = numbering.prepared;
  const notes = [
    ...numbering.prepared.notes,
    ...statusNotes(platform, payload, numbering.prepared),
    ...waitingNotes(platform, numbering.prepared),
  ];
  if (mustWait(platform, numbering.prepared)) {
    platform.store.put("waiting", request.document.id, { request, asset });
  } else {
    admit(platform, { request, asset });
  }
  if (filledTextAt(payload, "id") === undefined) {
    platform.store.put("loadedBodies", fingerprint(payload), { requestId: request.document.id });
  }
  const { id: requestId, type, status } = request.document;
  return { loaded: { source, requestId, subscriptionId: asset.document.id, type, status, notes } };
}

function reasonToSkip(platform: Platform, payload: JsonObject): string | undefined {
  const status = textAt(payload, "status") ?? "pending";
  if (!isOpen(status) && !isFinal(status)) return `Its status "${status}" is not known.`;
  if (filledTextAt(payload, "id") !== undefined) return undefined;
  if (
    textAt(payload, "type") !== "purchase" &&
    filledTextAt(objectAt(payload, "asset"), "id") === undefined
  ) {
    return "It would create a request, but names no subscription.";
  }
  const before = platform.store.get("loadedBodies", fingerprint(payload));
  return before === undefined
    ? undefined
    : `Duplicate: the same body was loaded as ${before.requestId}.`;
}

function fingerprint(payload: JsonObject): string {
  return createHash("sha256").update(JSON.stringify(payload)).digest("hex");
}

function statusNotes(
  platform: Platform,
  payload: JsonObject,
  { asset, request }: PreparedRequest,
): readonly string[] {
  const needed = asset.document.status;
  const known = platform.store.get("assets", asset.document.id)?.document.status;
  const given = known ?? textIn(payload, "asset", "status");
  const { type, status } = request.document;
  if (given === undefined) return [`Subscription status made up: ${needed}.`];
  if (given === needed || mustWait(platform, { asset, request })) return [];
  if (known !== undefined && isFinal(status)) return [];
  return [`Subscription status changed from ${given} to ${needed}, which ${type}/${status} needs.`];
}

function waitingNotes(platform: Platform, prepared: PreparedRequest): readonly string[] {
  const [first] = inTheWay(platform, prepared.asset.document.id);
  return mustWait(platform, prepared) && first !== undefined
    ? [
        `Waits until ${first} has ended, since its subscription has one request in progress at a time.`,
      ]
    : [];
}

function mustWait(
  platform: Platform,
  { asset, request }: Pick<PreparedRequest, "asset" | "request">,
): boolean {
  return isOpen(request.document.status) && inTheWay(platform, asset.document.id).length > 0;
}

/** The requests of a subscription that have not ended or not even opened, the latest first. */
function inTheWay(platform: Platform, assetId: string): readonly string[] {
  const asset = platform.store.get("assets", assetId);
  const open = asset === undefined ? [] : openRequests(platform, asset);
  const waiting = platform.store
    .list("waiting")
    .map((one) => one.request)
    .filter((one) => one.document.asset.id === assetId);
  return [...open, ...waiting].map((one) => one.document.id).toReversed();
}
