import {
  awaitedOf,
  pendingStateOf,
  requestStateOf,
  type Awaited,
  type RequestState,
  type Snapshot,
} from "@tenure/machine";

/** Whom the time of an open request is counted to. */
export type WaitingParty = "vendor" | "customer" | "tier" | "schedule" | "platform";

/** In which state the record holds an open request. */
export type WaitingState = Exclude<RequestState, "none">;

/** A request the record holds open. */
export interface OpenRequest {
  readonly type: string;
  readonly state: WaitingState;
  readonly on: WaitingParty;
  /** When its planned date comes, since the epoch, for one that waits for it. */
  readonly plannedDate: string | undefined;
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

// A revocation is the vendor's to confirm: CloudBlue Connect's object explorer, transition 16.
const partyWhileBeside: Readonly<Record<ShownAs, WaitingParty>> = {
  draft: "customer",
  tiersSetup: "tier",
  pending: "vendor",
  inquiring: "customer",
  scheduled: "schedule",
  revoking: "vendor",
};

/** A postponement is the vendor's wish, and so is what a revocation waits for; a schedule is an agreed date. */
function partyInProgress(snapshot: Snapshot): WaitingParty {
  const isVendors =
    pendingStateOf(snapshot) === "postponed" || requestStateOf(snapshot) === "revoking";
  return isVendors ? "vendor" : partyOf[awaitedOf(snapshot)];
}

/** Every request held open, by id: the one in progress, and those kept beside it until it ends. */
export function openRequests(snapshot: Snapshot): ReadonlyMap<string, OpenRequest> {
  const { request, waiting } = snapshot.context;
  const open = new Map<string, OpenRequest>(
    waiting.map(({ shownAs, request: { id, type, plannedDate } }) => [
      id,
      { type, state: shownAs, on: partyWhileBeside[shownAs], plannedDate },
    ]),
  );
  const state = requestStateOf(snapshot);
  if (request === null || state === "none") return open;
  const { id, type, plannedDate } = request;
  return open.set(id, { type, state, on: partyInProgress(snapshot), plannedDate });
}
