import type { RequestFact, RequestFactType } from "../events.ts";
import type { OpenState } from "../facts.ts";
import { machineOf, type MachineName } from "../machine-name.ts";
import type { Snapshot } from "../snapshot.ts";
import type { SubscriptionStatus } from "../status.ts";
import { heldOpen, type OpenRequests } from "./truth.ts";

/** How a request that the platform does not show any more may have ended, the least that can be meant first. */
const endings: Readonly<Record<OpenState, readonly RequestFactType[]>> = {
  draft: ["request.discarded", "request.failed", "request.approved"],
  tiersSetup: ["request.failed", "request.approved"],
  pending: ["request.failed", "request.approved"],
  inquiring: ["request.failed", "request.approved"],
  scheduled: ["request.revoked", "request.failed", "request.approved"],
  revoking: ["request.revoked", "request.failed", "request.approved"],
};

const typeOf = ({ context: { request, waiting } }: Snapshot, id: string): string =>
  (request?.id === id ? request : waiting.find((row) => row.request.id === id)?.request)?.type ??
  "";

/** Ends of the requests the record holds open and the platform does not show at all. */
export function endsOfVanished(
  snapshot: Snapshot,
  shown: ReadonlySet<string>,
  subscriptionStatus: SubscriptionStatus,
): readonly RequestFact[] {
  return [...heldOpen(snapshot)].flatMap(([id, shownAs]) =>
    shown.has(id)
      ? []
      : endings[shownAs].map((type) => ({
          type,
          request: { id, type: typeOf(snapshot, id) },
          subscriptionStatus,
        })),
  );
}

/** The types whose approval moves the status, by the machine, in the order of a life. */
const moving: Readonly<Record<MachineName, readonly string[]>> = {
  subscription: ["purchase", "suspend", "resume", "cancel"],
  tierConfiguration: ["setup", "update"],
};

function unusedId({ context }: Snapshot, held: OpenRequests): string {
  const taken = new Set([...held.keys(), ...context.ended.map(({ id }) => id)]);
  let number = 1;
  while (taken.has(`out-of-band-${number}`)) number += 1;
  return `out-of-band-${number}`;
}

/**
 * Approvals of requests nobody has seen, which would legally have led on from here. Only whole requests: one
 * that opens would call for an answer.
 */
export function unseenApprovals(
  snapshot: Snapshot,
  subscriptionStatus: SubscriptionStatus,
): readonly RequestFact[] {
  const id = unusedId(snapshot, heldOpen(snapshot));
  return moving[machineOf(snapshot)].map((type) => ({
    type: "request.approved",
    request: { id, type },
    subscriptionStatus,
  }));
}
