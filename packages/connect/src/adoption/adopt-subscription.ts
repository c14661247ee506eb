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
  /** Of a terminating one the suspend or resume before its cancel, as far as there was one. */
  readonly heldBeforeCancel: RequestFact | undefined;
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

interface Step {
  /** Makes it one that happens once; not needed where a repetition does nothing. */
  readonly name?: string;
  readonly event: SubscriptionEventInput;
}

/** What has to be told so that the record holds the subscription as it is shown. */
function stepsFor(
  { asset, capabilities, heldBeforeCancel }: Shown,
  snapshot: Snapshot | undefined,
  status: SubscriptionStatus,
  facts: readonly RequestFact[],
): readonly Step[] {
  const isToLearn =
    heldBeforeCancel !== undefined && (snapshot?.context.canceledFrom ?? null) === null;
  const requests = (isToLearn ? [heldBeforeCancel, ...facts] : facts)
    .filter(({ request }) => snapshot === undefined || !holds(snapshot, request.id))
    .map((fact): Step => ({ name: fact.request.id, event: fact }));
  if (snapshot !== undefined && !isBlank(snapshot)) return requests;
  return [
    { event: { type: "capabilities.changed", capabilities, product: asset.product.id } },
    { name: "status", event: { type: "subscription.adopted", status, ...contentsOf(asset) } },
    ...requests,
  ];
}

/** Why a step was refused; undefined when it was taken. */
async function take(
  engine: Pick<Engine, "send">,
  { name, event }: Step,
  { key, adapter }: Taking,
): Promise<string | undefined> {
  const once = name === undefined ? {} : { idempotencyKey: `adoption ${name}` };
  try {
    const { verdict } = await engine.send(key, event, { adapter, ...once });
    return verdict.type === "refused" ? verdict.refusal.message : undefined;
  } catch (error) {
    if (!(error instanceof TenureError)) throw error;
    // Another run took the subscription over, and the platform moved between the two reads.
    if (error.code === "idempotency_conflict") return undefined;
    if (error.consequence === "Conflict" || error.consequence === "Refused") return error.message;
    throw error;
  }
}

/** What is shown, in the machine's words, or what cannot be put into them. */
function wordsFor({
  asset,
  requests,
}: Shown):
  | { readonly status: SubscriptionStatus; readonly facts: readonly RequestFact[] }
  | string {
  // The key would be another tenant's.
  if (asset.id.includes(":")) return "its id has a colon";
  const status = subscriptionStatusOf(asset);
  if (status === undefined) return `its status is "${asset.status ?? ""}"`;
  const facts = factsOf(requests);
  return typeof facts === "string" ? facts : { status, facts };
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
  const { key, adapter } = taking;
  const unreadable = (problem: string): Adopted => ({ type: "unreadable", key, problem });
  if (shown.asset.status === "terminated") return { type: "ended", key };
  const words = wordsFor(shown);
  if (typeof words === "string") return unreadable(words);

  const record = await engine.get(key);
  if (record !== undefined && record.adapter !== adapter) {
    return unreadable(`the engine has it on the platform of another adapter, ${record.adapter}`);
  }
  const { status, facts } = words;
  const steps = stepsFor(shown, record?.snapshot, status, facts);
  if (steps.length === 0) return { type: "known", key };
  for (const step of taking.dryRun ? [] : steps) {
    // oxlint-disable-next-line no-await-in-loop -- the status first, then the requests in their order
    const problem = await take(engine, step, taking);
    if (problem !== undefined) return unreadable(problem);
  }
  return { type: "adopted", key, status, requests: facts.map(({ request }) => request.id) };
}
