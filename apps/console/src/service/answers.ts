export const statuses = [
  "new",
  "draft",
  "processing",
  "active",
  "suspended",
  "terminating",
  "terminated",
  "discarded",
] as const;
export type Status = (typeof statuses)[number];

export const requestStates = [
  "none",
  "draft",
  "tiersSetup",
  "pending",
  "inquiring",
  "scheduled",
  "revoking",
  "stuck",
] as const;
export type RequestState = (typeof requestStates)[number];

export const parties = [
  "nobody",
  "vendor",
  "platform",
  "customer",
  "distributor",
  "schedule",
  "operator",
] as const;
export type Awaited = (typeof parties)[number];

export type PendingState =
  | "fulfilling"
  | "approving"
  | "failing"
  | "asking"
  | "scheduling"
  | "postponed";

export const roles = ["read", "operate", "admin"] as const;
export type Role = (typeof roles)[number];

/** Who the token says is calling. `tenant` is `*` for one that may see all of `tenants`. */
export interface Caller {
  readonly name: string;
  readonly role: Role;
  readonly tenant: string;
  readonly tenants: readonly string[];
}

export interface Counts {
  readonly total: number;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly byRequestState: Readonly<Record<string, number>>;
  readonly byAwaited: Readonly<Record<string, number>>;
}

/** Durations are in milliseconds. */
export interface Work {
  readonly backlog: number;
  readonly stuck: number;
  readonly outboxLag: number;
  readonly timerLag: number;
}

export interface Pause {
  /** Null: all of them. */
  readonly adapter: string | null;
  readonly at: number;
  readonly reason: string;
}

export interface Adapter {
  readonly adapter: string;
  readonly tenant: string;
  readonly machine: string;
  readonly running: number;
  readonly circuit: "closed" | "open" | "halfOpen";
  readonly heldUntil: number | null;
  readonly paused: Pause | null;
  readonly limits: { readonly concurrency: number | null; readonly ratePerSecond: number | null };
  readonly intake: readonly string[];
}

export interface Overview {
  readonly at: number;
  readonly counts: Counts;
  /** Null for a token of one tenant. */
  readonly work: Work | null;
  readonly adapters: readonly Adapter[];
}

/** Of the requests that ended: how long they had been open, in milliseconds. */
interface Waited {
  readonly count: number;
  readonly mean: number | null;
  readonly median: number | null;
  readonly p95: number | null;
  readonly longest: number | null;
}

export interface ThroughputPoint {
  readonly at: number;
  readonly events: number;
  readonly refused: number;
  readonly drift: number;
  readonly opened: number;
  readonly approved: number;
  readonly failed: number;
  readonly revoked: number;
  readonly stuck: number;
  readonly waited: Waited;
}

export interface Throughput {
  readonly from: number;
  readonly to: number;
  readonly step: number;
  readonly points: readonly ThroughputPoint[];
}

/** Where a subscription is; `active` are ids of the chart's nodes. */
export interface Place {
  readonly status: Status;
  readonly requestState: RequestState;
  readonly pendingState: PendingState | null;
  readonly awaited: Awaited;
  readonly active: readonly string[];
}

/** An effect that was given up, and why. */
export interface Failure {
  readonly effect: string;
  readonly attempts: number;
  readonly code: string;
  readonly message: string;
}

export interface Subscription extends Place {
  readonly key: string;
  readonly tenant: string;
  readonly id: string;
  readonly adapter: string;
  readonly product: string | null;
  readonly machine: "subscription" | "tierConfiguration";
  readonly version: number;
  readonly requestId: string | null;
  readonly requestType: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly stateSince: number;
  readonly stuck: Failure | null;
  readonly failure: Failure | null;
}

export interface Product {
  readonly product: string;
  readonly subscriptions: number;
}

export interface SubscriptionPage {
  readonly rows: readonly Subscription[];
  readonly next?: string;
}

export type Party = "platform" | "customer" | "vendor" | "operator" | "schedule" | "engine";

/** One change as it comes. `subscription` is how it stood when sent: at this version or a later one. */
export interface Change {
  readonly cursor: string;
  readonly key: string;
  readonly tenant: string;
  readonly version: number;
  readonly at: number;
  readonly type: string;
  readonly by: Party;
  readonly verdict: "moved" | "unchanged" | "refused";
  readonly drift: boolean;
  readonly effects: readonly string[];
  readonly subscription: Subscription | null;
}
