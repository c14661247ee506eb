import {
  type UsageCategory,
  usageCategorySchema,
  type UsageFile,
  usageFileSchema,
} from "../wire/usage.ts";
import type { CallOptions } from "./call-options.ts";
import type { Caller } from "./caller.ts";
import { collectionOf } from "./collection.ts";
import { type ConnectPage, type ListOptions, pagesOf } from "./pages.ts";

/** What of a usage file may be changed while it is a draft. Periods are ISO 8601. */
export interface UsageFileUpdate {
  readonly description?: string;
  readonly external_id?: string;
  readonly note?: string;
  readonly currency?: string;
  readonly period?: { readonly from: string; readonly to: string };
}

/** A usage file to open. */
export interface NewUsageFile extends UsageFileUpdate {
  readonly name: string;
  readonly product: { readonly id: string };
  readonly contract: { readonly id: string };
}

/** A file to send along. */
export interface Attachment {
  readonly content: Blob;
  /** With its ending, by which the platform knows the format. */
  readonly name: string;
}

/**
 * Usage files. A vendor creates, uploads, submits and deletes; a distributor accepts, rejects, reconciles
 * and closes. The platform refuses what is not the account's part.
 */
export interface UsageFileCalls {
  list(options?: ListOptions): AsyncIterable<ConnectPage<UsageFile>>;
  get(id: string, options?: CallOptions): Promise<UsageFile>;
  create(body: NewUsageFile, options?: CallOptions): Promise<UsageFile>;
  update(id: string, body: UsageFileUpdate, options?: CallOptions): Promise<void>;
  /** Hands the records over as a spreadsheet; the platform reads it by and by. */
  upload(id: string, file: Attachment, options?: CallOptions): Promise<UsageFile>;
  /** Sends a file that is ready to the distributor. */
  submit(id: string, options?: CallOptions): Promise<UsageFile>;
  accept(id: string, note: string, options?: CallOptions): Promise<UsageFile>;
  reject(id: string, note: string, options?: CallOptions): Promise<UsageFile>;
  /** Has the platform read an invalid file again. */
  reprocess(id: string, options?: CallOptions): Promise<UsageFile>;
  close(id: string, options?: CallOptions): Promise<UsageFile>;
  /** The file stays visible as deleted. */
  remove(id: string, options?: CallOptions): Promise<UsageFile>;
  /** Hands over which records have been billed. */
  reconcile(id: string, file: Attachment, options?: CallOptions): Promise<UsageFile>;
  categories(id: string, options?: ListOptions): AsyncIterable<ConnectPage<UsageCategory>>;
}

/** The calls on usage files. */
export function usageFileCallsOf(caller: Caller): UsageFileCalls {
  const { list, get, create, act, one } = collectionOf(caller, "/usage/files", usageFileSchema);

  const simply =
    (action: string) =>
    (id: string, options: CallOptions = {}) =>
      act(id, action, {}, options);

  const withFile =
    (action: string, field: string) =>
    (id: string, { content, name }: Attachment, { signal }: CallOptions = {}) => {
      const form = new FormData();
      form.append(field, content, name);
      const path = one(id, `/${action}`);
      return caller.json({ method: "POST", path, form, signal }, usageFileSchema);
    };

  return {
    list,
    get,
    create,
    update: (id, body, { signal } = {}) =>
      caller.write({ method: "PUT", path: one(id), body, signal }),
    upload: withFile("upload", "usage_file"),
    submit: simply("submit"),
    accept: (id, note, options) => act(id, "accept", { acceptance_note: note }, options),
    reject: (id, note, options) => act(id, "reject", { rejection_note: note }, options),
    reprocess: simply("reprocess"),
    close: simply("close"),
    remove: simply("delete"),
    reconcile: withFile("reconciliation", "recon_file"),
    categories: (id, options) =>
      pagesOf(caller, one(id, "/categories"), usageCategorySchema, options),
  };
}
