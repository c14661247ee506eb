import type { AssetRecord } from "../documents/asset.ts";
import { numberedIdentifier } from "../identifiers.ts";
import type { Platform } from "../platform.ts";

/** The next free running number of a subscription, with the request id it gives. */
export function nextRequestNumber(
  platform: Platform,
  asset: Pick<AssetRecord, "issued"> & { readonly document: { readonly id: string } },
): { readonly id: string; readonly issued: number } {
  for (let issued = asset.issued + 1; ; issued += 1) {
    const id = numberedIdentifier("PR", asset.document.id, issued);
    if (!isRequestIdTaken(platform, id)) return { id, issued };
  }
}

/** Also true for a request that was loaded and waits for its turn. */
export function isRequestIdTaken(platform: Platform, id: string): boolean {
  return platform.store.has("requests", id) || platform.store.has("waiting", id);
}
