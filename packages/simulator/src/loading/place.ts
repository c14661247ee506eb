import { isObject, type JsonObject } from "../json-reading.ts";
import type { Platform } from "../platform.ts";
import { load, type LoadedDocument } from "./load.ts";
import { kindOf, type PlacedKind } from "./placed-kind.ts";
import { placeProduct } from "./placed-product.ts";
import { makeProductsOf, placeSubscription } from "./placed-subscription.ts";
import { placeTierConfig, placeTierRequest } from "./placed-tier.ts";
import type { Placing } from "./placing.ts";

/** What became of everything that was placed. The entries of a list are reported as `source[0]`, `source[1]`, … */
export interface PlaceReport {
  readonly placed: readonly {
    readonly source: string;
    readonly kind: PlacedKind;
    readonly id: string;
    /** What was made up or changed. */
    readonly notes: readonly string[];
  }[];
  readonly skipped: readonly { readonly source: string; readonly reason: string }[];
}

const PLACERS: Readonly<
  Record<Exclude<PlacedKind, "request">, (platform: Platform, document: JsonObject) => Placing>
> = {
  product: placeProduct,
  subscription: placeSubscription,
  tierConfig: placeTierConfig,
  tierRequest: placeTierRequest,
};

/** Products go first, requests last: each finds what it speaks of. */
const ORDER: readonly PlacedKind[] = [
  "product",
  "subscription",
  "tierConfig",
  "tierRequest",
  "request",
];

/**
 * Puts documents on the platform as they stand: products, subscriptions, tier configurations with their requests,
 * and whatever `load` takes. One with the id of a document that is there is left out.
 */
export function place(platform: Platform, documents: readonly LoadedDocument[]): PlaceReport {
  const pieces = documents.flatMap(({ source, body }) =>
    Array.isArray(body)
      ? body.map((entry: unknown, index) => ({ source: `${source}[${index}]`, body: entry }))
      : [{ source, body }],
  );
  const known = pieces.map((piece) => ({ piece, kind: kindOf(piece.body) }));
  const reports = ORDER.flatMap((kind) => {
    const own = known.filter((one) => one.kind === kind).map(({ piece }) => piece);
    if (kind === "subscription") {
      makeProductsOf(platform, own.map(({ body }) => body).filter(isObject));
    }
    return own.map(({ source, body }) => placed(platform, kind, source, body));
  });
  const others = known.filter(({ kind }) => kind === undefined);
  return {
    placed: reports.flatMap((report) => report.placed),
    skipped: [
      ...reports.flatMap((report) => report.skipped),
      ...others.map(({ piece }) => ({
        source: piece.source,
        reason: "It is no product, subscription, tier configuration or request.",
      })),
    ],
  };
}

function placed(platform: Platform, kind: PlacedKind, source: string, body: unknown): PlaceReport {
  if (kind === "request") return loaded(platform, source, body);
  const placing = PLACERS[kind](platform, isObject(body) ? body : {});
  return "reason" in placing
    ? { placed: [], skipped: [{ source, reason: placing.reason }] }
    : { placed: [{ source, kind, ...placing }], skipped: [] };
}

function loaded(platform: Platform, source: string, body: unknown): PlaceReport {
  const report = load(platform, [{ source, body }]);
  return {
    placed: report.loaded.map(({ requestId, notes }) => ({
      source,
      kind: "request",
      id: requestId,
      notes,
    })),
    skipped: report.skipped,
  };
}
