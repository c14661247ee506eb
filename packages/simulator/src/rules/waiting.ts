import { admit } from "../loading/admission.ts";
import { stampAfter, type Platform } from "../platform.ts";
import type { WaitingRequest } from "../store/collections.ts";
import { openRequests } from "./records.ts";

/**
 * Opens loaded requests that had to wait, of each subscription the first, as soon as nothing is in its way.
 * Done before a call, not after the one that ended the request before: its answer shows what that one led to.
 */
export function openWaiting(platform: Platform): void {
  for (const waiting of platform.store.list("waiting")) {
    const asset = platform.store.get("assets", waiting.request.document.asset.id);
    if (asset === undefined || openRequests(platform, asset).length === 0) open(platform, waiting);
  }
}

function open(platform: Platform, waiting: WaitingRequest): void {
  const { document } = waiting.request;
  platform.store.delete("waiting", document.id);
  const at = stampAfter(platform, document.updated);
  admit(platform, {
    ...waiting,
    request: {
      ...waiting.request,
      document: { ...document, updated: at, events: { ...document.events, updated: { at } } },
    },
  });
}
