import type { Adapter, EffectCall, EffectOutcome, PlatformTruth } from "@tenure/engine";
import { lifecycleOf, type Snapshot } from "@tenure/machine";

/** A platform in memory that does at once what it is asked, unless a key asks for trouble by its name. */
export interface ScriptedPlatform extends Adapter {
  /** What was performed, as `<type> <key>`. */
  readonly performed: readonly string[];
  /** What it shows of a subscription in place of what the record says. */
  readonly truths: Map<string, PlatformTruth>;
}

const adopted = (snapshot: Snapshot): PlatformTruth => {
  const status = lifecycleOf(snapshot);
  return status === "new"
    ? { facts: [] }
    : { adopted: { type: "subscription.adopted", status }, facts: [] };
};

function outcomeOf({ key, effect, snapshot }: EffectCall): EffectOutcome {
  if ("requestId" in effect) {
    const { requestId } = effect;
    const type = snapshot.context.request?.type ?? "purchase";
    const request = { id: requestId, type };
    if (effect.type === "fulfillRequest") {
      const error = { code: "vendor_said_no", message: "Jane Doe is unknown" };
      if (key.includes("stuck")) return { type: "refused", error };
      if (key.includes("slow")) return { type: "retry", blame: "nobody", error, after: 3_600_000 };
      const events = [{ type: "answer.approve", requestId } as const];
      return { type: "done", events };
    }
    if (effect.type === "approveRequest") {
      return { type: "done", events: [{ type: "request.approved", request }] };
    }
    if (effect.type === "failRequest") {
      return { type: "done", events: [{ type: "request.failed", request }] };
    }
  }
  return { type: "done", events: [] };
}

/** Makes one. It feeds nothing by itself: tests send its facts. */
export function scriptedPlatform(name: string, tenant?: string): ScriptedPlatform {
  const performed: string[] = [];
  const truths = new Map<string, PlatformTruth>();
  return {
    name,
    ...(tenant !== undefined && { tenant }),
    performed,
    truths,
    async perform(call) {
      performed.push(`${call.effect.type} ${call.key}`);
      return outcomeOf(call);
    },
    truth: async ({ key, snapshot }) => truths.get(key) ?? adopted(snapshot),
  };
}
