import { z } from "zod";

import {
  type ClosedRecord,
  closedRecordSchema,
  type UsageRecord,
  usageRecordSchema,
} from "../wire/usage.ts";
import type { CallOptions } from "./call-options.ts";
import type { Caller } from "./caller.ts";
import { collectionOf } from "./collection.ts";
import type { ConnectPage, ListOptions } from "./pages.ts";

/** How a record was billed. */
export interface RecordBilling {
  readonly external_billing_id?: string;
  readonly external_billing_note?: string;
}

/** Usage records. They come into being by the upload of a usage file. */
export interface UsageRecordCalls {
  list(options?: ListOptions): AsyncIterable<ConnectPage<UsageRecord>>;
  get(id: string, options?: CallOptions): Promise<UsageRecord>;
  /** `valid`, `invalid`, `approved`, `rejected` or `closed`. */
  setStatus(id: string, status: string, options?: CallOptions): Promise<UsageRecord>;
  /** The record has been billed. */
  close(id: string, billing: RecordBilling, options?: CallOptions): Promise<UsageRecord>;
  /** Closes many at once; what became of each is in the answer, in no promised order. */
  closeMany(
    records: readonly (RecordBilling & { readonly id: string })[],
    options?: CallOptions,
  ): Promise<readonly ClosedRecord[]>;
}

/** The calls on usage records. */
export function usageRecordCallsOf(caller: Caller): UsageRecordCalls {
  const path = "/usage/records";
  const { list, get, update, act } = collectionOf(caller, path, usageRecordSchema);
  return {
    list,
    get,
    setStatus: (id, status, options) => update(id, { status }, options),
    close: (id, billing, options) => act(id, "close", billing, options),
    closeMany: (records, { signal } = {}) =>
      caller.json(
        { method: "POST", path: `${path}/close-records`, body: records, signal },
        z.array(closedRecordSchema),
      ),
  };
}
