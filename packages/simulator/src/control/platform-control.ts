import type { AssetRecord } from "../documents/asset.ts";
import type { Platform } from "../platform.ts";
import { notFound } from "../refusal.ts";
import { removeConversation } from "../rules/conversations.ts";
import { endRequest, type FinalStatus } from "../rules/ending.ts";
import { assetOf, findAsset, findRequest, writeAsset, writeRequest } from "../rules/records.ts";
import { fullAssetView } from "../views/asset-view.ts";
import { fullRequestView } from "../views/request-view.ts";

/**
 * Changes the platform behind the backs of those who call its API, and lets it show something else than
 * what is. The platform itself has no such calls. Each call throws when there is no such subscription or
 * request. What is hidden or held back is forgotten when the simulator ends; changes are kept.
 */
export interface PlatformControl {
  /** Sets a subscription's status and nothing else, without any request, whether a request could or not. */
  setSubscriptionStatus(id: string, status: string): void;
  /** Sets a request's status and nothing else; its subscription stays as it is. */
  setRequestStatus(id: string, status: string): void;
  /**
   * Ends a request as if by hand, whatever its status and whatever it lacks, with its effect on the
   * subscription.
   */
  endRequest(id: string, outcome: FinalStatus, reason?: string): void;
  /** The subscription and its requests were never there. */
  removeSubscription(id: string): void;
  /** The request was never there; its subscription stays as it is. */
  removeRequest(id: string): void;
  /** Lists leave the request out; by its id it is still read. */
  hideRequest(id: string): void;
  /** Lists show the request again. */
  unhideRequest(id: string): void;
  /**
   * From now on reads show the subscription and its requests as they are at this moment, whatever is
   * written; requests that open later are not there. Calls that write still answer what they wrote.
   */
  holdReads(subscriptionId: string): void;
  /** Reads show the subscription as it is again. */
  releaseReads(subscriptionId: string): void;
}

function forgetRequest(platform: Platform, id: string): void {
  removeConversation(platform, id);
  platform.store.delete("requests", id);
  platform.veil.hidden.delete(id);
}

function removeSubscription(platform: Platform, id: string): void {
  const asset = findAsset(platform, id);
  for (const request of asset.requests) forgetRequest(platform, request);
  for (const waiting of platform.store.list("waiting")) {
    if (waiting.asset.document.id === id) {
      platform.store.delete("waiting", waiting.request.document.id);
    }
  }
  platform.store.delete("assets", id);
  platform.veil.held.delete(id);
}

function removeRequest(platform: Platform, id: string): void {
  const asset = assetOf(platform, findRequest(platform, id));
  forgetRequest(platform, id);
  writeAsset(platform, asset, {}, { requests: asset.requests.filter((other) => other !== id) });
}

function holdReads(platform: Platform, asset: AssetRecord): void {
  const requests = asset.requests.flatMap((id) => {
    const record = platform.store.get("requests", id);
    return record === undefined ? [] : [[id, fullRequestView(platform, record)] as const];
  });
  platform.veil.held.set(asset.document.id, {
    asset: fullAssetView(platform, asset),
    requests: new Map(requests),
  });
}

/** `keep` makes the changes of one call final, in one piece. */
export function platformControl(
  platform: Platform,
  keep: (change: () => void) => void,
): PlatformControl {
  return {
    setSubscriptionStatus: (id, status) =>
      keep(() => {
        writeAsset(platform, findAsset(platform, id), { status });
      }),
    setRequestStatus: (id, status) =>
      keep(() => {
        writeRequest(platform, findRequest(platform, id), { status });
      }),
    endRequest: (id, outcome, reason = "") =>
      keep(() => {
        endRequest(platform, findRequest(platform, id), outcome, { reason });
      }),
    removeSubscription: (id) => keep(() => removeSubscription(platform, id)),
    removeRequest: (id) => keep(() => removeRequest(platform, id)),
    hideRequest: (id) => {
      platform.veil.hidden.add(findRequest(platform, id).document.id);
    },
    unhideRequest: (id) => {
      if (!platform.veil.hidden.delete(id)) throw notFound("Hidden request");
    },
    holdReads: (id) => holdReads(platform, findAsset(platform, id)),
    releaseReads: (id) => {
      if (!platform.veil.held.delete(id)) throw notFound("Held subscription");
    },
  };
}
