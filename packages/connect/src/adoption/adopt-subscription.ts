import { type Engine, TenureError } from "@tenure/engine";
import type {
  Capabilities,
  RequestFact,
  Snapshot,
  SubscriptionEventInput,
  SubscriptionStatus,
} from "@tenure/machine";

import { contentsOf, requestFactOf, subscriptionStatusOf } from "../request-fact.ts";
import type { Subscription } from "../wire/subscription.ts";
import type { Adopted } from "./adopted.ts";
import type { OpenRequests } from "./open-requests.ts";

/** A subscription as the platform shows it. */
export interface Shown {
  readonly asset: Subscription;
  readonly capabilities: Capabilities;
  readonly requests: OpenRequests;
}

/** How a subscription is taken over. */
export interface Taking {
  readonly key: string;
  readonly adapter: string;
  readonly dryRun: boolean;
}

/** The facts about the requests, or why there is none of one of them. */
function factsOf(requests: OpenRequests): readonly RequestFact[] | string {
  const facts: RequestFact[] = [];
  for (const open of requests) {
    if (open.type === "unreadable") {
      return `request ${open.row.id ?? "without an id"}: ${open.row.problem}`;
    }
    const { request } = open;
    const fact = requestFactOf(request);
    if (fact === null) return `request ${request.id}: its status is "${request.status}"`;
    facts.push(fact);
  }
  return facts;
}

const holds = ({ context }: Snapshot, id: string): boolean =>
  context.request?.id === id ||
  context.waiting.some(({ request }) => request.id === id) ||
  context.ended.some((ended) => ended.id === id);

/** The machine gave the subscription no status yet: an earlier run was cut off before it could. */
const isBlank = (snapshot: Snapshot): boolean => snapshot.value.lifecycle === "new";

type Step = readonly [name: string, event: SubscriptionEventInput];

/** What has to be told so that the record holds the subscription as it is shown. */
function stepsFor(
  { asset, capabilities }: Shown,
  snapshot: Snapshot | undefined,
  status: SubscriptionStatus,
  facts: readonly RequestFact[],
): readonly Step[] {
  const requests = facts
    .filter(({ request }) => snapshot === undefined || !holds(snapshot, request.id))
    .map((fact): Step => [fact.request.id, fact]);
  if (snapshot !== undefined && !isBlank(snapshot)) return requests;
  return [
    ["capabilities", { type: "capabilities.changed", capabilities }],
    ["status", { type: "subscription.adopted", status, ...contentsOf(asset) }],
    ...requests,
  ];
}

/** Why a step was refused; undefined when it was taken. */
async function take(
  engine: Pick<Engine, "send">,
  [name, event]: Step,
  { key, adapter }: Taking,
): Promise<string | undefined> {
  const idempotencyKey = `adoption ${name}`;
  try {
    const { verdict } = await engine.send(key, event, { adapter, idempotencyKey });
    return verdict.type === "refused" ? verdict.refusal.message : undefined;
  } catch (error) {
    // Another run took the subscription over, and the platform moved between the two reads.
    if (error instanceof TenureError && error.code === "idempotency_conflict") return undefined;
    throw error;
  }
}

/**
 * Sends what the engine does not hold of one subscription: its status first, then its requests in progress. Each
 * event has an idempotency key of its own, so that two runs at once do nothing twice.
 */
export async function adoptSubscription(
  engine: Pick<Engine, "get" | "send">,
  shown: Shown,
  taking: Taking,
): Promise<Adopted> {
  const { key } = taking;
  const { asset } = shown;
  if (asset.status === "terminated") return { type: "ended", key };
  const status = subscriptionStatusOf(asset);
  if (status === undefined) {
    return { type: "unreadable", key, problem: `its status is "${asset.status ?? ""}"` };
  }
  const facts = factsOf(shown.requests);
  if (typeof facts === "string") return { type: "unreadable", key, problem: facts };

  const record = await engine.get(key);
  const steps = stepsFor(shown, record?.snapshot, status, facts);
  if (steps.length === 0) return { type: "known", key };
  for (const step of taking.dryRun ? [] : steps) {
    // oxlint-disable-next-line no-await-in-loop -- the status first, then the requests in their order
    const problem = await take(engine, step, taking);
    if (problem !== undefined) return { type: "unreadable", key, problem };
  }
  return { type: "adopted", key, status, requests: facts.map(({ request }) => request.id) };
}
