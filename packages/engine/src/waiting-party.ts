import { awaitedOf, pendingStateOf, type Awaited, type Snapshot } from "@tenure/machine";

/** Whom the time of an open request is counted to. */
export type WaitingParty = "vendor" | "customer" | "tier" | "schedule" | "platform";

/** A request the record holds open. */
export interface OpenRequest {
  readonly type: string;
  readonly on: WaitingParty;
}

// An operator is the vendor's. Nobody is awaited only where nothing is in progress.
const partyOf: Readonly<Record<Awaited, WaitingParty>> = {
  nobody: "platform",
  vendor: "vendor",
  operator: "vendor",
  customer: "customer",
  distributor: "tier",
  schedule: "schedule",
  platform: "platform",
};

type ShownAs = Snapshot["context"]["waiting"][number]["shownAs"];

const partyWhileBeside: Readonly<Record<ShownAs, WaitingParty>> = {
  draft: "customer",
  tiersSetup: "tier",
  pending: "vendor",
  inquiring: "customer",
  scheduled: "schedule",
  revoking: "platform",
};

/** A postponement is the vendor's wish; a schedule is an agreed date. */
function partyInProgress(snapshot: Snapshot): WaitingParty {
  return pendingStateOf(snapshot) === "postponed" ? "vendor" : partyOf[awaitedOf(snapshot)];
}

/** Every request held open, by id: the one in progress, and those kept beside it until it ends. */
export function openRequests(snapshot: Snapshot): ReadonlyMap<string, OpenRequest> {
  const { request, waiting } = snapshot.context;
  const open = new Map<string, OpenRequest>(
    waiting.map(({ shownAs, request: { id, type } }) => [
      id,
      { type, on: partyWhileBeside[shownAs] },
    ]),
  );
  if (request !== null) open.set(request.id, { type: request.type, on: partyInProgress(snapshot) });
  return open;
}
