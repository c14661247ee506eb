import type { Snapshot } from "./snapshot.ts";
import type { LifecycleState, PendingState, RequestState } from "./status.ts";

/** The state of the lifecycle region. */
export function lifecycleOf(snapshot: Snapshot): LifecycleState {
  return snapshot.value.lifecycle;
}

/** The state of the request region, without what is inside it. */
export function requestStateOf(snapshot: Snapshot): RequestState {
  const { request } = snapshot.value;
  if (typeof request === "string") return request;
  return "pending" in request ? "pending" : "none";
}

/** What answering the pending request is at; undefined while no request is pending. */
export function pendingStateOf(snapshot: Snapshot): PendingState | undefined {
  const { request } = snapshot.value;
  return typeof request === "object" && "pending" in request ? request.pending : undefined;
}

/** Who has to act next for the request in progress to move on. */
export type Awaited =
  | "nobody"
  | "vendor"
  | "platform"
  | "customer"
  | "distributor"
  | "schedule"
  | "operator";

const awaitedWhile: Readonly<Record<Exclude<RequestState, "none" | "pending">, Awaited>> = {
  draft: "customer",
  tiersSetup: "distributor",
  inquiring: "customer",
  scheduled: "schedule",
  revoking: "platform",
  stuck: "operator",
};

const awaitedWhilePending: Readonly<Record<PendingState, Awaited>> = {
  fulfilling: "vendor",
  approving: "platform",
  failing: "platform",
  asking: "platform",
  scheduling: "platform",
  postponed: "schedule",
};

/** On whom the subscription waits. */
export function awaitedOf(snapshot: Snapshot): Awaited {
  const { request } = snapshot.value;
  if (typeof request === "string") return awaitedWhile[request];
  if ("pending" in request) return awaitedWhilePending[request.pending];
  return request.none === "ordering" ? "platform" : "nobody";
}
