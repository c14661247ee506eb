import {
  approve,
  hold,
  inquire,
  postpone,
  reject,
  schedule,
  type Handler,
  type HandlerAnswer,
  type HandlerCall,
  type Handlers,
} from "@tenure/connect";

import type { Life } from "./life.ts";
import type { RequestPlan } from "./stories.ts";
import { numberOf, type StoryBook } from "./story-book.ts";
import type { Vendor } from "./vendor.ts";

/** What the customer writes into the form of a request. */
export function noteFor(requestId: string): string {
  return `asked for ${numberOf(requestId)}`;
}

/** The parameter that the customer is asked for. */
export const askedParameter = "company_note";

/** What comes before the vendor's operation; undefined when nothing does. */
function detour(
  { request, parameter }: HandlerCall,
  plan: RequestPlan,
  { firstAskedAt, now }: { readonly firstAskedAt: number; readonly now: number },
): HandlerAnswer | undefined {
  if (plan.inquires && parameter("ordering", askedParameter) !== noteFor(request.id)) {
    return inquire({ parameters: { [askedParameter]: "Please tell us more." } });
  }
  const plannedAt = firstAskedAt + plan.scheduled;
  if (plan.scheduled > 0 && now < plannedAt) return schedule(new Date(plannedAt).toISOString());
  const readyAt = firstAskedAt + plan.postponed;
  if (plan.postponed > 0 && now < readyAt) return postpone({ milliseconds: readyAt - now });
  return undefined;
}

/**
 * The vendor's handlers as one engine has them. They answer by what the request, the clock and the
 * vendor's service say, never by how often they were called, as handlers must.
 */
export function handlersOf(life: Life, book: StoryBook, vendor: Vendor): Handlers {
  const handler: Handler = async (call) => {
    const { request, idempotencyKey } = call;
    const plan = book.planOf(request.asset.id, request.id);
    await life.step(`handler called for ${request.type} ${request.id}, ${call.occasion}`);
    if (plan === undefined) throw new Error(`No story speaks of ${request.id}.`);
    const firstAskedAt = vendor.firstAskedAt(request.id);
    const before = detour(call, plan, { firstAskedAt, now: life.clock.now() });
    if (before !== undefined) return before;
    try {
      await vendor.operate(request.id, idempotencyKey, plan);
    } finally {
      await life.step(`handler answered for ${request.id}`);
    }
    if (plan.verdict === "reject") return reject("The vendor cannot do that.");
    const parameters = request.type === "purchase" ? { subscription_id: `V-${request.id}` } : {};
    return approve({ parameters });
  };
  return {
    purchase: handler,
    change: handler,
    adjustment: handler,
    suspend: handler,
    resume: handler,
    cancel: handler,
    otherwise: hold,
  };
}
