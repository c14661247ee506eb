import { z } from "zod";

import { anyJson } from "./any-json.ts";
import { identifier, lenient, looseText, referenceSchema } from "./tolerant.ts";

const counts = lenient(z.record(z.string(), anyJson));

/**
 * A usage file. `status` is draft, uploading, uploaded, invalid, processing, ready, rejected, pending,
 * accepted, closed or deleted; open. `schema` is qt, tr, pr or cr, in either case.
 */
export const usageFileSchema = z.looseObject({
  id: identifier,
  name: looseText,
  description: looseText,
  external_id: looseText,
  status: looseText,
  sub_status: looseText,
  schema: looseText,
  environment: looseText,
  currency: looseText,
  period: lenient(z.looseObject({ from: looseText, to: looseText })),
  product: lenient(referenceSchema),
  contract: lenient(referenceSchema),
  marketplace: lenient(referenceSchema),
  vendor: lenient(referenceSchema),
  provider: lenient(referenceSchema),
  acceptance_note: looseText,
  rejection_note: looseText,
  /** Why an uploaded file is invalid. */
  error_detail: looseText,
  records: counts,
  stats: counts,
  events: lenient(z.record(z.string(), anyJson)),
});
export type UsageFile = z.infer<typeof usageFileSchema>;

/** A category of a usage file's records. */
export const usageCategorySchema = z.looseObject({
  id: identifier,
  name: looseText,
  description: looseText,
});
export type UsageCategory = z.infer<typeof usageCategorySchema>;

/** A usage record. `status` is valid, invalid, approved, rejected or closed; open. */
export const usageRecordSchema = z.looseObject({
  id: identifier,
  status: looseText,
  usage: lenient(z.union([z.number(), z.string()])),
  amount: lenient(z.union([z.number(), z.string()])),
  start_date: looseText,
  end_date: looseText,
  tier: lenient(z.number()),
  product_id: looseText,
  asset: lenient(z.looseObject({ id: looseText, external_id: looseText, external_uid: looseText })),
  item: lenient(referenceSchema),
  usagefile: lenient(referenceSchema),
  external_billing_id: looseText,
  external_billing_note: looseText,
});
export type UsageRecord = z.infer<typeof usageRecordSchema>;

/** What became of one record that was to be closed. */
export const closedRecordSchema = z.looseObject({
  id: identifier,
  status: looseText,
  error_codes: lenient(anyJson),
  error_details: lenient(anyJson),
});
export type ClosedRecord = z.infer<typeof closedRecordSchema>;

/** What a subscription used of one item, summed up. It has no id. */
export const usageAggregateSchema = z.looseObject({
  item: lenient(z.looseObject({ id: looseText, local_id: looseText, name: looseText })),
  asset: lenient(z.looseObject({ id: looseText })),
  accepted: lenient(z.number()),
  consumed: lenient(z.number()),
  amount: lenient(z.number()),
  currency: looseText,
});
export type UsageAggregate = z.infer<typeof usageAggregateSchema>;
